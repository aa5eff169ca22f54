import Foundation
import GRDB
import TestSupport
import Testing

/// A store that the version before left is brought up to date when its service starts.
@Suite("Stores of the version before", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct StoreStepTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// The statements that turn senacs's store back to what it was before `senacs-3`: each answer repeats what the answers of its
  /// file have in common.
  private static let back = [
    """
    CREATE TABLE answers_back (submission_code TEXT PRIMARY KEY, campaign TEXT NOT NULL,
    structure_code TEXT NOT NULL, received_at TEXT NOT NULL, status TEXT NOT NULL,
    base_items TEXT NOT NULL, base_items_answered TEXT NOT NULL, codebook TEXT NOT NULL,
    record TEXT NOT NULL, cause TEXT NOT NULL, recorded_at BIGINT NOT NULL)
    """,
    """
    INSERT INTO answers_back SELECT submission_code, campaign, structure_code, received_at, status,
    base_items, base_items_answered, codebook, record, cause || '/' || (id % 4294967296),
    recorded_at FROM answers JOIN answer_files ON first_id = id - id % 4294967296
    """,
    "DROP TABLE answers", "DROP TABLE answer_files", "DROP TABLE latest_answers",
    "ALTER TABLE answers_back RENAME TO answers",
    "CREATE INDEX answers_of ON answers (campaign, structure_code)",
  ]

  private func takeBack() throws {
    if let server = system.server {
      for statement in Self.back {
        try server.run("SET search_path TO senacs; \(statement)")
      }
      try server.run("DELETE FROM senacs.storage_migrations WHERE name = 'senacs-3'")
      return
    }
    try DatabaseQueue(path: "\(system.home)/data/senacs.sqlite").write { database in
      for statement in Self.back { try database.execute(sql: statement) }
      try database.execute(
        sql: """
          DELETE FROM grdb_migrations WHERE identifier = 'senacs-3';
          DELETE FROM storage_meta WHERE name = 'schema'
          """)
    }
  }

  private func load(_ name: String, _ rows: [String]) throws -> RunningSystem.Result {
    let path = "\(system.home)/\(name)"
    let header = "code_structure;salaries;etp;statut;date_validation"
    try Data(([header] + rows).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    return try system.vigie("senacs", "load", "2025", path, "--fictitious", "--lang", "en")
  }

  /// Returns all that can be asked about answers: who counts, and each fact behind it with the file and the row that brought
  /// it.
  private func told() throws -> [String] {
    try [
      ["senacs", "participation", "2025", "--as-of", "2025-12-31"],
      ["explain", "I1", "--year", "2025", "--format", "json"],
    ].map { words in
      let told = try RunningSystem.vigie(words, home: system.home)
      try #require(told.code == 0, "\(told.errors)")
      return told.output
    }
  }

  @Test("senacs: answers of several files, their rows, and what loading them again changes")
  func answers() throws {
    let codebook = "\(system.home)/codebook.json"
    try Data(SenacsAnswersTests.codebook.utf8).write(to: URL(fileURLWithPath: codebook))
    #expect(try system.vigie("senacs", "codebook", "2025", "--set", codebook).code == 0)
    let first = ["S10;10;7.5;valide;2025-05-15", "S15;5;4;valide;2025-05-16"]
    #expect(
      try load("first.csv", first).output.contains("2 answers loaded."))
    let second = ["S99;1;1;valide;2025-05-16", "S13;5;3;valide;2025-05-17"]
    #expect(
      try load("second.csv", second).output.contains("1 answer loaded, 1 refused."))
    let before = try told()
    // S10 stands in row 2 of the first file; S15 and S13 in row 3 of their files.
    let rows = before[1].matches(of: #/"file" : "(first|second).csv",[^}]*?"row" : (\d)/#)
    #expect(
      rows.map { "\($0.1) \($0.2)" }.sorted() == ["first 2", "first 3", "second 3"],
      "\(before[1])")

    system.stop("senacs")
    try takeBack()
    try system.start("senacs")
    let status = try system.vigie("status", "--wait", "60")
    #expect(status.code == 0, "\(status.output) \(status.errors)")

    #expect(try told() == before)
    // Loading the same answers again changes nothing. An answer that is loaded later for the same structure is told as not the
    // latest.
    #expect(try load("third.csv", first).output.contains("No answer loaded, 2 known already."))
    let late = try load("late.csv", ["S13;6;3;valide;2025-05-16"])
    #expect(late.output.contains("NOT_THE_LATEST"), "\(late.output)")
  }
}
