import Contracts
import Foundation
import RPCContract
import Storage
import Values

/// The tables of uploads: their state, and the findings on their rows.
enum ImportTables {
  static let migrations = [
    Migration(
      "imports-1",
      [
        """
        CREATE TABLE imports (id TEXT PRIMARY KEY, principal TEXT NOT NULL, file TEXT NOT NULL,
        byte_count INTEGER NOT NULL, sha256 TEXT NOT NULL, fictitious INTEGER NOT NULL,
        reply TEXT, recorded_at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE import_findings (import_id TEXT NOT NULL, number INTEGER NOT NULL,
        refused INTEGER NOT NULL, file TEXT NOT NULL, row_number INTEGER NOT NULL,
        column_name TEXT NOT NULL, cell TEXT NOT NULL, code TEXT NOT NULL,
        PRIMARY KEY (import_id, number))
        """,
        "CREATE TABLE nature (fictitious INTEGER NOT NULL)",
      ]),
    Migration("imports-2", ["ALTER TABLE imports ADD COLUMN reading TEXT"]),
    Migration("imports-3", ["ALTER TABLE imports ADD COLUMN name TEXT"]),
    Migration("imports-4", ["ALTER TABLE import_findings ADD COLUMN beside TEXT"]),
    Migration("imports-5", ["ALTER TABLE import_findings ADD COLUMN record TEXT"]),
  ]

  struct Import: Sendable {
    let id: String
    /// Who brought it.
    let principal: String
    let file: String
    let byteCount: Int
    let sha256: String
    let fictitious: Bool
    let reading: BeginImport.Reading?
    /// The reply of its commit; nil before the commit.
    let committed: CommitImport.Reply?

    init(_ row: SQLRow) throws {
      id = row.text("id")
      principal = row.text("principal")
      file = row.text("file")
      byteCount = row.integer("byte_count")
      sha256 = row.text("sha256")
      fictitious = row.integer("fictitious") == 1
      reading = try row.decoded("reading")
      committed = try row.decoded("reply")
    }
  }

  private static func json(_ value: some Encodable) throws -> SQLValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  static func find(
    _ id: String, of principal: String, in transaction: ReadTransaction
  ) throws -> Import? {
    try transaction.row(
      "SELECT * FROM imports WHERE id = $1 AND principal = $2", [.text(id), .text(principal)]
    ).map(Import.init)
  }

  /// Returns the name that an import's file has where it comes from, or else its kind; nil where there is no such import.
  static func file(of id: String, in transaction: ReadTransaction) throws -> String? {
    try transaction.row(
      "SELECT COALESCE(name, file) AS file FROM imports WHERE id = $1", [.text(id)])?.text("file")
  }

  /// Returns an import that was committed, by whichever caller; nil where there is none.
  static func committed(_ id: String, in transaction: ReadTransaction) throws -> Import? {
    try transaction.row(
      "SELECT * FROM imports WHERE id = $1 AND reply IS NOT NULL", [.text(id)]
    ).map(Import.init)
  }

  /// An upload of the same bytes by the same caller that was not committed yet.
  static func unfinished(
    _ request: BeginImport, of principal: String, in transaction: ReadTransaction
  ) throws -> Import? {
    try transaction.row(
      """
      SELECT * FROM imports WHERE principal = $1 AND file = $2 AND sha256 = $3 AND byte_count = $4
      AND fictitious = $5 AND COALESCE(reading, '') = $6 AND reply IS NULL
      """,
      [
        .text(principal), .text(request.file), .text(request.sha256),
        .integer(request.byteCount.value), .integer(request.fictitious ? 1 : 0),
        try request.reading.map(json) ?? .text(""),
      ]
    ).map(Import.init)
  }

  /// The uploads of a caller that were not committed yet.
  static func unfinished(
    of principal: String, in transaction: ReadTransaction
  ) throws -> [(id: String, byteCount: Int)] {
    try transaction.rows(
      "SELECT id, byte_count FROM imports WHERE principal = $1 AND reply IS NULL",
      [.text(principal)]
    ).map { ($0.text("id"), $0.integer("byte_count")) }
  }

  static func add(
    _ id: String, _ request: BeginImport, of principal: String, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO imports (id, principal, file, byte_count, sha256, fictitious, recorded_at, reading, name)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(id), .text(principal), .text(request.file), .integer(request.byteCount.value),
        .text(request.sha256), .integer(request.fictitious ? 1 : 0),
        .integer(transaction.recordedAt.microseconds),
        try request.reading.map(json) ?? .null, .optional(request.name),
      ])
  }

  static func finish(
    _ id: String, reply: CommitImport.Reply, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "UPDATE imports SET reply = $1 WHERE id = $2", [try json(reply), .text(id)])
  }

  /// Adds facts that came in a call, so that they are told and taken back as an import is. The caller's name stands for that of the file.
  static func addCall(
    _ id: String, of file: String, fictitious: Bool, reply: CommitImport.Reply,
    by principal: String, in transaction: WriteTransaction
  ) throws {
    try add(
      id,
      BeginImport(
        file: file, byteCount: 0, sha256: "", fictitious: fictitious,
        name: Cause.call(by: principal).text),
      of: principal, in: transaction)
    try finish(id, reply: reply, in: transaction)
  }

  static func addFinding(
    _ finding: Finding, number: Int, refused: Bool, of id: String,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO import_findings (import_id, number, refused, file, row_number, column_name, cell, code, beside, record)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      [
        .text(id), .integer(number), .integer(refused ? 1 : 0), .text(finding.file),
        .integer(finding.row), .text(finding.column), .text(finding.value), .text(finding.code),
        try finding.beside.map(json) ?? .null, try finding.record.map(json) ?? .null,
      ])
  }

  /// Forgets an upload's findings, which a rehearsal may have left.
  static func removeFindings(of id: String, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM import_findings WHERE import_id = $1", [.text(id)])
  }

  static func findings(
    of id: String, after number: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> [(number: Int, refused: Bool, finding: Finding)] {
    try transaction.rows(
      """
      SELECT * FROM import_findings WHERE import_id = $1 AND number > $2 ORDER BY number LIMIT $3
      """, [.text(id), .integer(number), .integer(limit)]
    ).map { row in
      (
        row.integer("number"), row.integer("refused") == 1,
        Finding(
          file: row.text("file"), row: row.integer("row_number"),
          column: row.text("column_name"), value: row.text("cell"), code: row.text("code"),
          beside: try row.decoded("beside"), record: try row.decoded("record"))
      )
    }
  }

  /// Whether the store's facts are invented; nil before the first.
  static func nature(in transaction: ReadTransaction) throws -> Bool? {
    try transaction.row("SELECT fictitious FROM nature").map { $0.integer("fictitious") == 1 }
  }

  /// Makes sure that real and invented facts never share a store, and so never a figure. The first facts decide the store's nature.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `NATURE_MIXED`, when the store holds facts of the other kind.
  static func checkNature(
    _ fictitious: Bool, of file: String, in transaction: WriteTransaction
  ) throws {
    guard let nature = try nature(in: transaction) else {
      try transaction.execute(
        "INSERT INTO nature (fictitious) VALUES ($1)", [.integer(fictitious ? 1 : 0)])
      return
    }
    guard nature == fictitious else {
      let (held, given) = nature ? ("invented", "real") : ("real", "invented")
      throw RPCError(
        .failedPrecondition, reason: "NATURE_MIXED", domain: "vigie.files",
        "this network holds \(held) facts and \(file) brings \(given) ones; "
          + "load them into another network",
        arguments: ["file": file, "announced": fictitious ? "fictitious" : "real"])
    }
  }
}

extension SQLRow {
  /// Reads what a column keeps as JSON; nil where it keeps nothing.
  fileprivate func decoded<Value: Decodable>(_ column: String) throws -> Value? {
    try optionalText(column).map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}
