import Contracts
import ExchangeDomain
import Storage
import Values

/// Exporting messages of the log as copies, and importing such copies.
extension ExchangeStore {
  /// Returns the messages after a sequence number, in order, each with its scopes (who may see it).
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

  /// Checks the next messages after a sequence number: whether event and scopes are still those that were logged, and whether
  /// readers still find the message under each scope.
  ///
  /// - Returns: the last number checked, nil at the log's end; and the numbers of the damaged messages.
  static func inspect(
    after sequence: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> (reached: Int?, damaged: [Int]) {
    let page = try copies(after: sequence, through: .max, limit: limit, in: transaction)
    let damaged = try page.filter { message in
      try !message.isIntact
        || message.scopes.contains { scope in
          // Readers find messages through the index by scope, not the one by sequence: check that one too.
          try transaction.row(
            "SELECT sequence FROM log_scopes WHERE scope = $1 AND sequence = $2",
            [.text(scope), .integer(message.sequence.value)]) == nil
        }
    }
    return (page.last?.sequence.value, damaged.map(\.sequence.value))
  }

  /// Appends the messages that the log does not have yet; source and id identify a message.
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
