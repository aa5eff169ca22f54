import Storage
import Values

/// Where answers are kept, as one file brings them. An answer never changes: another one has another code.
struct AnswersTable {
  // A row a statement: with several SQLite keeps a copy of every page that one of them touches, to be able to take it back, and
  // that was twice the work of the rows themselves.
  private static let statement = """
    INSERT INTO answers (submission_code, campaign, structure_code, received_at, status, base_items,
    base_items_answered, codebook, record, cause, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (submission_code) DO NOTHING
    """

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
    let recordedAt = SQLValue.integer(transaction.recordedAt.microseconds)
    let added = try transaction.execute(
      Self.statement,
      each: answers.map { row, answer in
        [
          .text(answer.code), .text(campaign), .text(answer.structure), .text(answer.receivedAt),
          .text(answer.status), .text(baseItems), .text(answer.answered), .text(codebook),
          .text(answer.record), .text("\(cause)/\(row)"), recordedAt,
        ]
      })
    return Set(zip(answers, added).filter { $0.1 > 0 }.map(\.0.row))
  }
}
