import Storage
import Values

/// Where answers are kept, as one file brings them. An answer never changes: another one has another code.
struct AnswersTable {
  /// Answers with what those of a file have in common.
  static let joined = "answers JOIN answer_files ON answer_files.number = answers.file"

  // A row a statement: with several SQLite keeps a copy of every page that one of them touches, to be able to take it back, and
  // that was twice the work of the rows themselves.
  private static let statement = """
    INSERT INTO answers (submission_code, file, line, structure_code, received_at, status,
    base_items_answered, record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (submission_code) DO NOTHING
    """

  private let number: SQLValue

  /// Makes room for a file's answers.
  ///
  /// - Parameters:
  ///   - campaign: to which they are.
  ///   - codebook: the digest of that by which they were taken.
  ///   - baseItems: how many items its base has.
  ///   - cause: what brings them; each answer's own has its row behind it.
  ///   - transaction: the change they belong to.
  /// - Throws: `StorageError`.
  init(
    campaign: String, codebook: String, baseItems: String, cause: String,
    in transaction: WriteTransaction
  ) throws {
    let last = try transaction.row("SELECT MAX(number) AS number FROM answer_files")
    number = .integer((last?.optionalInteger("number") ?? 0) + 1)
    try transaction.execute(
      """
      INSERT INTO answer_files (number, campaign, codebook, base_items, cause, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        number, .text(campaign), .text(codebook), .text(baseItems), .text(cause),
        .integer(transaction.recordedAt.microseconds),
      ])
  }

  /// Keeps answers.
  ///
  /// - Parameters:
  ///   - answers: them, each with its row; a row has one.
  ///   - transaction: the change they belong to.
  /// - Returns: for each whether it is new.
  /// - Throws: `StorageError`.
  func add(
    _ answers: [(row: Int, answer: AnswerCheck.Kept)], in transaction: WriteTransaction
  ) throws -> [Bool] {
    try transaction.execute(
      Self.statement,
      each: answers.map { row, answer in
        [
          .text(answer.code), number, .integer(row), .text(answer.structure),
          .text(answer.receivedAt), .text(answer.status), .text(answer.answered),
          .utf8(answer.record),
        ]
      }
    ).map { $0 > 0 }
  }
}
