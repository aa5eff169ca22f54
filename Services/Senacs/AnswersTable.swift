import Storage
import Values

/// Stores the answers of one file. An answer never changes: a different one has a different code.
struct AnswersTable {
  /// How many ids each file has. An answer's id is the file's first id plus the answer's row, and a file may have a gigabyte.
  private static let rowsOfFile = 1 << 32

  /// SQL for the answers to the campaign `$1`, joined with what the answers of a file have in common.
  // CROSS JOIN makes SQLite go from the files to their answers, not through all answers. Write further conditions on answers as
  // NOT (a <> b): for a = b SQLite would first make an index of all answers.
  static let ofCampaign = """
    answer_files CROSS JOIN answers
    WHERE campaign = $1 AND id BETWEEN first_id AND first_id + \(rowsOfFile - 1)
    """

  /// SQL for the answer with the code `$1`, joined with what the answers of its file have in common.
  static let ofCode = """
    answers JOIN answer_files ON first_id = id - id % \(rowsOfFile) WHERE submission_code = $1
    """

  /// Returns the row of an answer in its file.
  static func row(of id: Int) -> Int { id % rowsOfFile }

  // One row for each statement: for a statement of several rows SQLite keeps a copy of every page that it touches, to be able to
  // undo it, and that was twice the work of the rows themselves.
  private static let statement = """
    INSERT INTO answers (id, submission_code, structure_code, received_at, status,
    base_items_answered, record) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (submission_code) DO NOTHING
    """

  private let first: Int

  /// Stores what a file's answers have in common, and reserves their ids.
  ///
  /// - Parameters:
  ///   - campaign: the campaign that they answer.
  ///   - codebook: the digest of the codebook by which they are taken.
  ///   - baseItems: how many items the codebook's base has.
  ///   - cause: what brings the file; the cause of an answer has the answer's row added to it.
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
        .instant(transaction.recordedAt),
      ])
  }

  /// Stores answers.
  ///
  /// - Parameters:
  ///   - answers: the answers, each with its row; at most one for each row.
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
