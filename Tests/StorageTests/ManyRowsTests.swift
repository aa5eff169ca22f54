import Foundation
import Testing
import Values

@testable import Storage

@Suite("A statement for many rows")
struct ManyRowsTests {
  private static let migrations = [
    Migration(
      "many-1",
      ["CREATE TABLE many (code TEXT PRIMARY KEY, note TEXT, number INTEGER, bytes BLOB)"])
  ]
  private static let insert =
    "INSERT INTO many (code, note, number, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING"

  @Test(
    "values come back as they were, and each row tells whether it was new",
    arguments: Engine.available)
  func rows(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open(Self.migrations)
    let given: [[SQLValue]] = [
      [.text("a"), .text(""), .integer(Int64.min), .blob([0, 255])],
      [.text("é\n;"), .null, .null, .blob([])],
      [.text("a"), .text("another"), .integer(1), .null],
      [.text(""), .text(String(repeating: "x", count: 100_000)), .integer(7), .null],
    ]

    let changed = try await database.write { try $0.execute(Self.insert, each: given) }
    let again = try await database.write { try $0.execute(Self.insert, each: given) }

    #expect(changed == [1, 1, 0, 1] && again == [0, 0, 0, 0])
    let found = try await database.read { transaction in
      try transaction.rows("SELECT * FROM many ORDER BY code").map { row in
        "\(row.text("code")) \(row.optionalText("note")?.count ?? -1) \(row.optionalInteger("number") ?? -1)"
      }
    }
    #expect(found == [" 100000 7", "a 0 \(Int64.min)", "é\n; -1 -1"])
    let bytes = try await database.read {
      try $0.rows("SELECT bytes FROM many WHERE bytes IS NOT NULL ORDER BY code").map {
        $0.blob("bytes")
      }
    }
    #expect(bytes == [[0, 255], []])
  }

  @Test("of rows of which one is refused none is there", arguments: Engine.available)
  func refused(engine: Engine) async throws {
    let database = try await TemporaryStore(engine).open(Self.migrations)
    let plain = "INSERT INTO many (code) VALUES ($1)"

    await #expect(throws: StorageError.self) {
      try await database.write { try $0.execute(plain, each: [[.text("a")], [.text("a")]]) }
    }

    #expect(try await database.read { try $0.rows("SELECT code FROM many").isEmpty })
    #expect(try await database.write { try $0.execute(plain, each: [[.text("a")]]) } == [1])
    #expect(try await database.write { try $0.execute(plain, each: []) } == [])
  }

  @Test("what was committed goes into the file, so that the log stays short")
  func checkpoint() async throws {
    let store = try await TemporaryStore(.sqlite)
    let database = try store.open(Self.migrations)
    let text = String(repeating: "x", count: 4000)

    for turn in 0..<4 {
      try await database.write { transaction in
        _ = try transaction.execute(
          Self.insert, each: (0..<2000).map { [.text("\(turn) \($0)"), .text(text), .null, .null] })
      }
    }

    // A write begins only after the one before it was copied into the file; each takes 8 MB in the log.
    func size(_ file: String) throws -> Int {
      try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    }
    #expect(try size(store.path) > 20_000_000)
    #expect(try size(store.path + "-wal") < 20_000_000)
  }
}
