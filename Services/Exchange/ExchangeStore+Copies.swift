import Contracts
import ExchangeDomain
import Storage
import Values

/// Copies of the log outside, and back.
extension ExchangeStore {
  /// Messages after a number with who may see them, in order.
  static func copies(
    after sequence: Int, through last: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> [CopiedMessage] {
    try transaction.rows(
      "SELECT * FROM log WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3",
      [.integer(sequence), .integer(last), .integer(limit)]
    ).map { row in
      Logged(row, scopes: try scopes(of: row.integer("sequence"), in: transaction)).copy
    }
  }

  /// Looks at the next messages after a number: are they, and who finds them, what was logged?
  ///
  /// - Returns: the last one looked at, nil at the log's end; and those that are damaged.
  static func inspect(
    after sequence: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> (reached: Int?, damaged: [Int]) {
    let page = try copies(after: sequence, through: .max, limit: limit, in: transaction)
    let damaged = try page.filter { message in
      try !message.isIntact
        || message.scopes.contains { scope in
          // As a reader finds it: by the other index.
          try transaction.row(
            "SELECT sequence FROM log_scopes WHERE scope = $1 AND sequence = $2",
            [.text(scope), .integer(message.sequence.value)]) == nil
        }
    }
    return (page.last?.sequence.value, damaged.map(\.sequence.value))
  }

  /// Appends what the log does not have, by source and id.
  ///
  /// - Returns: how many were added.
  static func add(_ drafts: [LogDraft], in transaction: WriteTransaction) throws -> Int {
    var added = 0
    for draft in drafts {
      let known = try transaction.rows("SELECT envelope FROM log WHERE id = $1", [.text(draft.id)])
        .contains { LogDraft(envelope: $0.text("envelope"), scopes: [])?.source == draft.source }
      guard !known else { continue }
      try append([draft], in: transaction)
      added += 1
    }
    return added
  }
}
