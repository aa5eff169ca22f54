import Storage
import Values

/// Where answers are kept, as one file brings them. An answer never changes: another one has another code.
struct AnswersTable {
  /// How far the answers of one file lie from those of the next: a row is where it stands in its file, which may have a gigabyte.
  private static let rowsOfFile = 1 << 32

  /// The answers to the campaign `$1`, with what those of a file have in common.
  // CROSS: SQLite goes from the files to their answers, and not through all answers. What else is asked of these is put as
  // NOT (a <> b): for a = b it would make an index of all answers first.
  static let ofCampaign = """
    answer_files CROSS JOIN answers
    WHERE campaign = $1 AND id BETWEEN first_id AND first_id + \(rowsOfFile - 1)
    """

  /// The answer with the code `$1`, with what those of its file have in common.
  static let ofCode = """
    answers JOIN answer_files ON first_id = id - id % \(rowsOfFile) WHERE submission_code = $1
    """

  /// The row, in its file, of an answer.
  static func row(of id: Int) -> Int { id % rowsOfFile }

  // A row a statement: with several SQLite keeps a copy of every page that one of them touches, to be able to take it back, and
  // that was twice the work of the rows themselves.
  private static let statement = """
    INSERT INTO answers (id, submission_code, structure_code, received_at, status,
    base_items_answered, record) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (submission_code) DO NOTHING
    """

  private let first: Int

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
    campaign: String, codebook: String, baseItems: String, cause: Cause,
    in transaction: WriteTransaction
  ) throws {
    let last = try transaction.row("SELECT MAX(first_id) AS last FROM answer_files")
    first = (last?.optionalInteger("last") ?? 0) + Self.rowsOfFile
    try transaction.execute(
      """
      INSERT INTO answer_files (first_id, campaign, codebook, base_items, cause, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        .integer(first), .text(campaign), .text(codebook), .text(baseItems), .text(cause.text),
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
          .integer(first + row), .text(answer.code), .text(answer.structure),
          .text(answer.receivedAt), .text(answer.status), .text(answer.answered),
          .utf8(answer.record),
        ]
      }
    ).map { $0 > 0 }
  }
}
