import Storage
import Values

/// Where answers are kept, as one file brings them. An answer never changes: another one has another code.
struct AnswersTable {
  /// How many answers a statement takes: as many as there are left of these.
  private static let sizes = [64, 8, 1]
  private static let statements = Dictionary(
    uniqueKeysWithValues: sizes.map { ($0, statement($0)) })

  let campaign: String
  let codebook: String
  let baseItems: String
  /// What brings them; each answer's own has its row behind it.
  let cause: String

  /// Keeps answers.
  ///
  /// - Parameters:
  ///   - answers: them, each with its row; a row has one.
  ///   - transaction: the change they belong to.
  /// - Returns: the rows of those that are new.
  /// - Throws: `StorageError`.
  func add(
    _ answers: [(row: Int, answer: AnswerCheck.Kept)], in transaction: WriteTransaction
  ) throws -> Set<Int> {
    var (new, rest) = (Set<Int>(), answers[...])
    while let size = Self.sizes.first(where: { $0 <= rest.count }) {
      try add(rest.prefix(size), &new, transaction)
      rest = rest.dropFirst(size)
    }
    return new
  }

  private func add(
    _ answers: ArraySlice<(row: Int, answer: AnswerCheck.Kept)>, _ new: inout Set<Int>,
    _ transaction: WriteTransaction
  ) throws {
    var arguments: [SQLValue] = []
    arguments.reserveCapacity(7 * answers.count + 4)
    for (row, answer) in answers {
      let isFirst = arguments.isEmpty
      arguments.append(.text(answer.code))
      if isFirst { arguments.append(.text(campaign)) }
      arguments.append(.text(answer.structure))
      arguments.append(.text(answer.receivedAt))
      arguments.append(.text(answer.status))
      if isFirst { arguments.append(.text(baseItems)) }
      arguments.append(.text(answer.answered))
      if isFirst { arguments.append(.text(codebook)) }
      arguments.append(.text(answer.record))
      arguments.append(.text("\(cause)/\(row)"))
      if isFirst { arguments.append(.integer(transaction.recordedAt.microseconds)) }
    }
    let count = try transaction.execute(Self.statements[answers.count] ?? "", arguments)
    if count == answers.count {
      new.formUnion(answers.map(\.row))
    } else if count > 0 {
      // Some were there, or are there twice: those that this file brought name its rows.
      let known = try self.causes(of: answers.map(\.answer.code), in: transaction)
      for (row, answer) in answers where known[answer.code] == "\(cause)/\(row)" {
        new.insert(row)
      }
    }
  }

  /// What brought answers: code → cause.
  private func causes(
    of codes: [String], in transaction: ReadTransaction
  ) throws -> [String: String] {
    let places = codes.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let rows = try transaction.rows(
      "SELECT submission_code, cause FROM answers WHERE submission_code IN (\(places))",
      codes.map(SQLValue.text))
    return Dictionary(
      rows.map { ($0.text("submission_code"), $0.text("cause")) }, uniquingKeysWith: { $1 })
  }

  /// Inserts so many; what all of them share is bound once, with the first.
  private static func statement(_ count: Int) -> String {
    let rows = (0..<count).map { number in
      guard number > 0 else { return "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)" }
      let own = (0..<7).map { "$\(12 + 7 * (number - 1) + $0)" }
      return
        "(\(own[0]), $2, \(own[1]), \(own[2]), \(own[3]), $6, \(own[4]), $8, \(own[5]), \(own[6]), $11)"
    }
    return """
      INSERT INTO answers (submission_code, campaign, structure_code, received_at, status, base_items,
      base_items_answered, codebook, record, cause, recorded_at)
      VALUES \(rows.joined(separator: ", "))
      ON CONFLICT (submission_code) DO NOTHING
      """
  }
}
