import CentreNetwork
import Contracts
import FactKinds
import Foundation
import Storage
import Synchronization
import Tabular
import Testing
import Values

@testable import ServiceHost

extension FactKind {
  fileprivate static let things = FactKind(
    TableForm(
      "things.csv", key: ["code"],
      columns: [
        Column("code"), Column("structure_code", mayBeEmpty: true),
        Column("name", .text, mayBeEmpty: true),
      ], isReferredTo: true), owner: "test", words: ("choses", "things"), added: [Column("id")],
    event: .rows(type: "thing-recorded"), place: .structure("structure_code"), isFollowed: true)
}

@Suite("Rows that are taken over")
struct RowIntakeTests {
  private let store: Store
  private let file = FactFile(.things)

  init() throws { store = try Store([.things]) }

  /// Takes rows as if one file brought them.
  private func take(
    _ rows: [(code: String, structure: String, name: String)], cause: String = "import",
    cut: [String]? = nil, rehearsing: Bool = false
  ) async throws -> (counts: CommitImport.Reply, told: [Finding]) {
    let file = file
    return try await store.database.write { transaction in
      let cut = cut.map { RowCut(.init(structures: $0, bodies: [])) }
      var intake = try RowIntake(
        file, fictitious: true, cause: .upload(cause), cut: cut, in: transaction)
      intake.gathersCodes = rehearsing
      let text = (["code;structure_code;name"] + rows.map { "\($0);\($1);\($2)" })
        .joined(separator: "\n")
      var table = try SchemaReader(
        file.kind.form.schema, CSVReader(bytes: Array(text.utf8)), file: file.kind.file)
      var check = FactCheck(file.kind.form, StoreContext(file, tables: [:], transaction))
      while let outcome = try check.next(of: &table) {
        try intake.take(outcome, in: transaction)
      }
      try intake.end(in: transaction)
      return (intake.counts, intake.takeReported().map(\.finding))
    }
  }

  @Test(
    "what is new, corrected or just so is counted; a correction tells its record, and the value before"
  )
  func counts() async throws {
    let first = try await take([("A", "", "One"), ("B", "", "Two")])
    #expect(first.counts.loaded == 2 && first.told.isEmpty)
    let again = try await take([("A", "", "Eins"), ("B", "", "Two"), ("C", "", "")])
    #expect(again.counts.loaded == 2 && again.counts.corrected == 1 && again.counts.unchanged == 1)
    let told = try #require(again.told.first)
    #expect(told.code == "CORRECTED" && told.record == ["A"] && told.row == 2)
    #expect(told.column == "name" && told.value == "Eins" && told.beside == ["One"])
    // All versions of a record have the same identifier.
    let ids = try await store.database.read { transaction in
      try HistoryTable(.things).versions(ofKeysBeginning: ["A"], limit: 9, in: transaction)
        .map { $0.text("id") }
    }
    #expect(ids.count == 2 && ids[0] == ids[1] && !ids[0].isEmpty)
  }

  @Test("an event has 500 rows at most, and none tells what did not change")
  func events() async throws {
    let rows = (1...1001).map { (code: "T\($0)", structure: "", name: "n") }
    _ = try await take(rows)
    _ = try await take(rows)
    let feed = try await store.database.read { try $0.feed(after: 0, limit: 10) }
    #expect(feed.map(\.topic) == Array(repeating: "vigie.test.v1.things-recorded", count: 3))
    #expect(feed.map { EventText($0.payload)?.rowCount } == [500, 500, 1])
  }

  @Test(
    "a row beyond the cut is neither changed nor told; a code that looks like a known one is told to who sees all"
  )
  func cuts() async throws {
    _ = try await take([("A", "S1", "One")])
    let stranger = try await take([("A", "S2", "Mine")], cut: ["S2"])
    #expect(stranger.counts.refused == 1 && stranger.told.map(\.code) == ["KEY_TAKEN"])
    let alike = try await take([("a", "S1", "")])
    #expect(alike.told.map(\.code) == ["CODE_LOOKS_LIKE"] && alike.told[0].beside == ["A"])
    let blind = try await take([("ａ", "S2", "")], cut: ["S2"])
    #expect(blind.counts.loaded == 1 && blind.told.isEmpty)
  }

  @Test(
    "an import is taken back: what it corrected is as before, what it brought is not there, what changed since stays"
  )
  func undone() async throws {
    _ = try await take([("A", "", "One"), ("B", "", "Two")], cause: "first")
    _ = try await take([("A", "", "Eins"), ("B", "", "Zwei"), ("C", "", "Drei")], cause: "second")
    _ = try await take([("B", "", "Deux")], cause: "third")
    let file = file
    let names: @Sendable () async throws -> [String] = { [store] in
      try await store.database.read { transaction in
        try ["A", "B", "C"].map { try file.table.find([$0], in: transaction)?.text("name") ?? "–" }
      }
    }
    #expect(try await names() == ["Eins", "Deux", "Drei"])
    let reply = try await undo("second")
    #expect(reply.restored == 1 && reply.withdrawn == 1 && reply.left == 1)
    #expect(reply.refused.map { "\($0.row) \($0.value) \($0.code)" } == ["3 B CHANGED_SINCE"])
    #expect(try await names() == ["One", "Deux", "–"])
    let events = try await store.database.read { try $0.feed(after: 3, limit: 10) }
    #expect(
      events.map(\.topic) == ["vigie.test.v1.things-recorded", "vigie.test.v1.things-withdrawn"])
    // The events say that the facts are invented, as they did when the facts were brought.
    #expect(events.allSatisfy { $0.payload.contains(#""fictitious":true"#) })
    // When the record is brought again it is the same one, with one version more.
    _ = try await take([("C", "", "Vier")], cause: "fourth")
    #expect(try await names() == ["One", "Deux", "Vier"])
    let ids = try await store.database.read { transaction in
      try file.table.versions(ofKeysBeginning: ["C"], limit: 9, in: transaction)
        .map { $0.text("id") }
    }
    #expect(ids.count == 3 && Set(ids).count == 1)
  }

  /// Undoes an import.
  private func undo(
    _ id: String, named references: [ImportBeingUndone.Reference] = []
  ) async throws -> UndoImport.Reply {
    let file = file
    return try await store.database.write { transaction in
      var work = ImportBeingUndone(id: id, file: file, fictitious: true, references: references)
      return try work.run(in: transaction)
    }
  }

  @Test("imports are taken back one after the other; what was taken back already is told as that")
  func undoneInTurn() async throws {
    _ = try await take([("A", "", "One")], cause: "first")
    _ = try await take([("A", "", "Two")], cause: "second")
    _ = try await take([("A", "", "Three")], cause: "third")
    #expect(try await undo("second").left == 1)
    #expect(try await undo("third").restored == 1)
    #expect(try await undo("third").already == 1)
    // The value in force is the second import's, though a later version restored it.
    #expect(try await undo("second").restored == 1)
    let first = try await undo("first")
    #expect(first.withdrawn == 1 && first.left == nil && first.refused.isEmpty)
    let isThere = try await store.database.read { [file] in
      try file.table.find(["A"], in: $0) != nil
    }
    #expect(!isThere)
  }

  @Test("what facts of the service name is not taken from under them")
  func undoneUnderOthers() async throws {
    _ = try await take([("A", "", ""), ("B", "", "")], cause: "first")
    _ = try await take([("C", "A", "")], cause: "second")
    let column = Column("structure_code", reference: Reference("things", code: "UNKNOWN_THING"))
    let reply = try await undo("first", named: [.init(file: file, column: column)])
    #expect(reply.withdrawn == 1 && reply.left == 1)
    let told = try #require(reply.refused.first)
    #expect(told.code == "STILL_REFERRED_TO" && told.value == "A" && told.beside == ["things.csv"])
  }

  @Test("what one import said twice of a record is taken back at once")
  func undoneTwiceInOne() async throws {
    // The table's key is not the file's, so that two rows of the file are one record.
    let file = FactFile(
      .things,
      into: HistoryTable("things", key: ["name"], values: ["code", "structure_code", "id"]))
    func take(_ codes: [String], cause: String) async throws {
      try await store.database.write { transaction in
        var intake = try RowIntake(
          file, fictitious: true, cause: .upload(cause), in: transaction)
        let text = (["code;structure_code;name"] + codes.map { "\($0);;One" })
          .joined(separator: "\n")
        var table = try SchemaReader(
          file.kind.form.schema, CSVReader(bytes: Array(text.utf8)), file: file.kind.file)
        var check = FactCheck(file.kind.form, StoreContext(file, tables: [:], transaction))
        while let outcome = try check.next(of: &table) {
          try intake.take(outcome, in: transaction)
        }
        try intake.end(in: transaction)
      }
    }
    let code: @Sendable () async throws -> String? = { [store] in
      try await store.database.read { try file.table.find(["One"], in: $0)?.text("code") }
    }
    try await store.database.write { transaction in
      try transaction.execute("DROP TABLE things")
      for step in file.table.creation { try transaction.execute(step) }
    }
    try await take(["A"], cause: "first")
    try await take(["B", "C"], cause: "second")
    #expect(try await code() == "C")
    let reply = try await store.database.write { transaction in
      var work = ImportBeingUndone(id: "second", file: file, fictitious: true, references: [])
      return try work.run(in: transaction)
    }
    #expect(reply.restored == 1 && reply.withdrawn == 0 && reply.refused.isEmpty)
    #expect(try await code() == "A")
  }

  @Test("an import of many rows is taken back whole, in events of 500 rows at most")
  func undoneMany() async throws {
    _ = try await take((1...1203).map { (code: "T\($0)", structure: "", name: "n") })
    #expect(try await undo("import").withdrawn == 1203)
    let feed = try await store.database.read { try $0.feed(after: 3, limit: 10) }
    #expect(feed.compactMap { EventText($0.payload)?.rowCount } == [500, 500, 203])
  }

  @Test("a code that has a row already is not new with another one of its rows")
  func rowsOfOneCode() async throws {
    let dated = FactKind(
      TableForm(
        "dated.csv", key: ["code", "from"],
        columns: [Column("code"), Column("from", .date, mayBeEmpty: true)], isReferredTo: true),
      owner: "test", words: ("choses", "things"), added: [Column("id")])
    let store = try Store([dated])
    let told = try await store.database.write { transaction in
      let file = FactFile(dated)
      var intake = try RowIntake(file, fictitious: true, cause: .upload("import"), in: transaction)
      let text = "code;from\nA;\nA;2024-01-01\nA;2025-01-01\na;2025-01-01"
      var table = try SchemaReader(
        dated.form.schema, CSVReader(bytes: Array(text.utf8)), file: dated.file)
      var check = FactCheck(dated.form, StoreContext(file, tables: [:], transaction))
      while let outcome = try check.next(of: &table) {
        try intake.take(outcome, in: transaction)
      }
      try intake.end(in: transaction)
      return intake.takeReported().map(\.finding)
    }
    #expect(told.map(\.row) == [5] && told.first?.beside == ["A"])
  }

  @Test("of a rehearsal the codes are gathered that other services may refer to")
  func codes() async throws {
    #expect(try await take([("A", "", ""), ("A", "", "")], rehearsing: true).counts.codes == ["A"])
    #expect(try await take([("A", "", "")]).counts.codes == nil)
  }
}

@Suite("Events that are taken in")
struct FeedIntakeTests {
  @Test(
    "what comes late brings nothing back that was withdrawn meanwhile, also where it was not known")
  func late() async throws {
    let store = try Store([])
    try await store.database.write { transaction in
      for step in NetworkTables.migrations.flatMap(\.statements) { try transaction.execute(step) }
      let projection = NetworkProjection()
      func event(_ topic: String, _ sequence: Int, _ day: Int, isLate: Bool) -> FollowedEvent {
        var event = FollowedEvent(
          position: FeedPosition(epoch: "e", sequence: sequence),
          topic: "vigie.registry.v1.structures-\(topic)",
          payload: """
            {"recordedAt":"2026-01-0\(day)T12:00:00Z","structures":[{"code":"S1","communeAsOf":"2024-01-01",\
            "commune":"69266","fictitious":true,"id":"i","kind":"CS","name":"n"}]}
            """, recordedAt: transaction.recordedAt)
        event.isLate = isLate
        return event
      }
      func isThere() throws -> Bool {
        try NetworkReader().network(in: transaction)["S1"] != nil
      }
      try projection.apply(event("withdrawn", 2, 2, isLate: false), in: transaction)
      try projection.apply(event("recorded", 1, 1, isLate: true), in: transaction)
      #expect(try isThere() == false)
      // Later events about the structure count, and its last place stays known after it was withdrawn.
      try projection.apply(event("recorded", 3, 3, isLate: false), in: transaction)
      #expect(try isThere())
      try projection.apply(event("withdrawn", 4, 4, isLate: false), in: transaction)
      #expect(try isThere() == false)
      #expect(try NetworkReader().network(isEver: true, in: transaction)["S1"] != nil)
    }
  }

  @Test("of an event's rows those at fault are set aside alone, and the others are taken")
  func rows() async throws {
    let store = try Store([])
    let aside = try await store.database.write { transaction in
      let consumer = RowsConsumer()
      let event = FollowedEvent(
        position: FeedPosition(epoch: "e", sequence: 1), topic: "t",
        payload: #"{"rows":[{"a":"1"},{"a":"bad"},{"a":"3"},{"a":"bad"},{"a":"5"}]}"#,
        recordedAt: transaction.recordedAt)
      let faults = try FeedIntake(consumer: consumer).take(event, ends: [:], in: transaction)
      #expect(consumer.taken.withLock { Set($0) } == ["1", "3", "5"])
      let kept = try SetAsideTable.events(of: "registry", after: 0, limit: 9, in: transaction)
      #expect(kept.map(\.event.firstRow) == [2, 4])
      return faults.count
    }
    #expect(aside == 2)
  }

  @Test(
    "what another feed may still bring is waited for until that feed was read as far as it went")
  func waits() async throws {
    let store = try Store([])
    try await store.database.write { transaction in
      let intake = FeedIntake(consumer: RowsConsumer())
      let event = FollowedEvent(
        position: FeedPosition(epoch: "e", sequence: 1), topic: "t",
        payload: #"{"rows":[{"a":"wait"}]}"#, recordedAt: transaction.recordedAt)
      #expect(throws: FeedIntake.Waits.self) {
        try intake.take(event, ends: [:], in: transaction)
      }
      let end = FeedPosition(epoch: "f", sequence: 7)
      try transaction.setCursor(of: "senacs", to: FeedPosition(epoch: "f", sequence: 6))
      #expect(throws: FeedIntake.Waits.self) {
        try intake.take(event, ends: ["senacs": end], in: transaction)
      }
      try transaction.setCursor(of: "senacs", to: end)
      let faults = try intake.take(event, ends: ["senacs": end], in: transaction)
      #expect(faults.map(\.reason) == ["UNKNOWN"])
    }
  }
}

/// A consumer that takes rows unless their member `a` is `"bad"`; for `"wait"` it waits for another feed.
private final class RowsConsumer: FeedConsumer {
  let source = "registry"
  let taken = Mutex<[String]>([])

  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    for row in EventText(event.payload)?.rows("rows") ?? [] {
      switch row.text("a") ?? "" {
      case "bad": throw EventFault.badText("bad")
      case "wait": throw EventFault(reason: "UNKNOWN", "not yet", awaits: "senacs")
      case let text: taken.withLock { $0.append(text) }
      }
    }
  }
  func clear(in transaction: WriteTransaction) {}
}
