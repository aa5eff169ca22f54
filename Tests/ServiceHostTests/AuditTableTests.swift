import Contracts
import Foundation
import Logging
import Storage
import Testing
import Values

@testable import ServiceHost

@Suite("The audit")
struct AuditTableTests {
  private let store: Store

  init() throws { store = try Store([]) }

  /// Adds a line for each subject, a second apart.
  private func add(_ subjects: String..., by principal: String = "pilot") async throws {
    for subject in subjects {
      try await store.database.write { transaction in
        try AuditTable.append(
          AuditTable.Entry(
            principal: principal, caller: "key", roles: ["operator", "auditor"], method: "m.v1/M",
            subjects: [subject, "S1"]), in: transaction)
      }
      store.pass(.seconds(1))
    }
  }

  private func lines(_ request: ListAudit = ListAudit()) async throws -> [ListAudit.Line] {
    try await store.database.read { try AuditTable.lines(request, in: $0).lines }
  }

  private func verify() async throws -> VerifyAudit.Reply {
    let signer = signer
    return try await store.database.read { try AuditTable.verify(signer, in: $0) }
  }

  private var signer: AuditSigner {
    AuditSigner(service: "test", keyFile: store.folder.appending(path: "test-audit.key").path)
  }

  private func change(_ sql: String) async throws {
    try await store.database.write { _ = try $0.execute(sql) }
  }

  @Test("a line says who, when, by which roles and method, and of what")
  func line() async throws {
    try await add("a")
    let line = try #require(try await lines().first)
    #expect(line.number == 1 && line.recordedAt == Instant("2026-01-01T12:00:00Z"))
    #expect(line.principal == "pilot" && line.caller == "key")
    #expect(line.roles == ["operator", "auditor"] && line.subjects == ["a", "S1"])
    #expect(line.method == "m.v1/M" && line.outcome == "OK")
  }

  @Test("a change that is taken back leaves no line, and the next line follows the last one")
  func takenBack() async throws {
    struct Stop: Error {}
    try await add("a")
    await #expect(throws: Stop.self) {
      try await store.database.write { transaction in
        try AuditTable.append(
          AuditTable.Entry(principal: "p", caller: "p", roles: [], method: "m", subjects: []),
          in: transaction)
        throw Stop()
      }
    }
    try await add("b")
    #expect(try await lines().map(\.number) == [1, 2])
    let found = try await verify()
    #expect(found.lines == 2 && found.fault == nil && found.last?.count == 64)
  }

  @Test(
    "an altered, removed or moved line is found, whichever it is",
    arguments: [
      ("UPDATE audit SET principal = 'x' WHERE number = 2", 2, "ALTERED"),
      ("UPDATE audit SET subjects = 'b' WHERE number = 2", 2, "ALTERED"),
      ("UPDATE audit SET recorded_at = recorded_at + 1 WHERE number = 3", 3, "ALTERED"),
      ("DELETE FROM audit WHERE number = 1", 1, "MISSING"),
      ("DELETE FROM audit WHERE number = 2", 2, "MISSING"),
      ("DELETE FROM audit WHERE number = 3", 3, "MISSING"),
      ("DELETE FROM audit", 1, "MISSING"),
      ("UPDATE audit SET number = 5 - number WHERE number > 1", 2, "ALTERED"),
      ("UPDATE audit SET hash = x'00' WHERE number = 3", 3, "ALTERED"),
      ("UPDATE audit_head SET hash = x'00'", 3, "ALTERED"),
    ])
  func touched(sql: String, number: Int, reason: String) async throws {
    try await add("a", "b", "c")
    #expect(try await verify().fault == nil)
    if sql.contains("5 - number") {
      // Two lines change places, by a number that is free.
      try await change("UPDATE audit SET number = 9 WHERE number = 2")
      try await change("UPDATE audit SET number = 2 WHERE number = 3")
      try await change("UPDATE audit SET number = 3 WHERE number = 9")
    } else {
      try await change(sql)
    }
    let found = try await verify()
    #expect(found.fault == number && found.reason == reason)
  }

  @Test("lines are found by who, subject and days in Paris, page by page")
  func search() async throws {
    try await add("a", "b")
    try await add("a", by: "other")
    // Twelve hours on it is 2026-01-02 in Paris.
    store.pass(.seconds(12 * 3600))
    try await add("c")
    func numbers(_ request: ListAudit) async throws -> [Int] {
      try await lines(request).map(\.number)
    }
    #expect(try await numbers(ListAudit(who: "other")) == [3])
    #expect(try await numbers(ListAudit(who: "key")) == [1, 2, 3, 4])
    #expect(try await numbers(ListAudit(subject: "a")) == [1, 3])
    #expect(try await numbers(ListAudit(subject: "S1")).count == 4)
    #expect(try await numbers(ListAudit(after: 2)) == [3, 4])
    let (first, second) = (CivilDate("2026-01-01"), CivilDate("2026-01-02"))
    #expect(try await numbers(ListAudit(to: first)) == [1, 2, 3])
    #expect(try await numbers(ListAudit(from: second)) == [4])
    #expect(try await numbers(ListAudit(from: second, to: second)) == [4])
  }

  @Test(
    "lines whose time is over are dropped; the chain goes on from the last of them, which is signed"
  )
  func dropped() async throws {
    // Lines of 2026-01-01 at 12:00:00, :01 and :02.
    try await add("a", "b", "c")
    let change = try #require(try await lines().last).recordedAt
    // Three years later to the day: nothing is older than three years at the day's beginning.
    store.pass(.seconds((365 + 365 + 366) * 86_400))
    let retention = AuditRetention(
      years: 3, database: store.database, signer: signer, logger: Logger(label: "test"))
    try await retention.drop()
    #expect(try await lines().count == 3)
    store.pass(.seconds(86_400))
    try await add("d")
    try await retention.drop()
    #expect(try await lines().map(\.number) == [4])
    let found = try await verify()
    #expect(found.lines == 1 && found.first == 4 && found.fault == nil)
    // Facts still keep who brought them.
    let author = try await store.database.read {
      try AuditTable.author(of: change.microseconds, in: $0)
    }
    #expect(author?.principal == "pilot" && author?.roles == ["operator", "auditor"])
    let other = try await store.database.read {
      try AuditTable.author(of: change.microseconds + 1, in: $0)
    }
    #expect(other == nil)
    try await add("e")
    #expect(try await verify().fault == nil)
    try await store.database.write {
      _ = try $0.execute("UPDATE audit_dropped SET number = 3, hash = hash, signature = x'00'")
    }
    #expect(try await verify().reason == "UNSIGNED")
  }

  @Test("who can only write the store cannot drop lines: another head is not signed")
  func forged() async throws {
    try await add("a", "b", "c")
    try await change(
      "INSERT INTO audit_dropped SELECT 1, number, hash, x'00' FROM audit WHERE number = 2")
    try await change("DELETE FROM audit WHERE number <= 2")
    let found = try await verify()
    #expect(found.fault == 3 && found.reason == "UNSIGNED")
  }

  @Test("a reply has 1,000 lines at most, and says where it goes on")
  func pages() async throws {
    try await store.database.write { transaction in
      for number in 1...1001 {
        try AuditTable.append(
          AuditTable.Entry(
            principal: "p", caller: "p", roles: [], method: "m", subjects: ["\(number)"]),
          in: transaction)
      }
    }
    let page = try await store.database.read { try AuditTable.lines(ListAudit(), in: $0) }
    #expect(page.lines.count == 1000 && page.next == 1000)
    let rest = try await store.database.read {
      try AuditTable.lines(ListAudit(after: 1000), in: $0)
    }
    #expect(rest.lines.map(\.subjects) == [["1001"]] && rest.next == nil)
  }

  @Test("subjects from outside are cut, and control characters in them are spaces")
  func subjects() async throws {
    let (long, lines) = (String(repeating: "é", count: 101), "a\u{0}b\r\nc")
    try await store.database.write { transaction in
      try AuditTable.append(
        AuditTable.Entry(
          principal: "p", caller: "p", roles: [], method: "m",
          subjects: [long, lines] + (1...300).map(String.init)), in: transaction)
    }
    let kept = try #require(try await self.lines().first).subjects
    #expect(kept.count == 200 && kept[0] == String(repeating: "é", count: 100))
    #expect(kept[1] == "a b  c" && kept[2] == "1")
    #expect(try await verify().fault == nil)
  }

  @Test("a reply of lines with many subjects fits into a message")
  func large() async throws {
    let subjects = (1...200).map { "\($0)" + String(repeating: "x", count: 90) }
    try await store.database.write { transaction in
      for _ in 1...100 {
        try AuditTable.append(
          AuditTable.Entry(
            principal: "p", caller: "p", roles: [], method: "m", subjects: subjects),
          in: transaction)
      }
    }
    // A line has some 20 kB, so that 1 MiB ends a page after some 50 lines; three pages have all.
    var (count, pages, after) = (0, 0, 0)
    repeat {
      let from = after
      let page = try await store.database.read {
        try AuditTable.lines(ListAudit(after: Bounded(clamping: from)), in: $0)
      }
      (count, pages, after) = (count + page.lines.count, pages + 1, page.next ?? 0)
      #expect(page.lines.count < 60)
    } while after != 0
    #expect(count == 100 && pages <= 3)
  }

  @Test("of a version's instant the audit says who brought it")
  func author() async throws {
    try await add("a")
    let at = try #require(Instant("2026-01-01T12:00:00Z")).microseconds
    let (known, unknown) = try await store.database.read {
      (
        try AuditTable.author(of: at, in: $0)?.principal,
        try AuditTable.author(of: at + 1, in: $0)?.principal
      )
    }
    #expect(known == "pilot" && unknown == nil)
  }
}
