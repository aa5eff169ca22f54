import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

@Suite("Single facts by command", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct SingleFactTests {
  /// A mandate that the golden network does not have.
  private static let mandate = [
    "mandates", "person_code=P26", "structure_code=S03", "function=other", "from=2026-02-01",
  ]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func vigie(_ words: [String]) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
  }

  private func undo(_ told: RunningSystem.Result) throws -> RunningSystem.Result {
    try vigie(["undo", told.importID()])
  }

  @Test("what will be is shown, and nothing is recorded before somebody agrees")
  func shown() throws {
    let asked = try vigie(["add"] + Self.mandate + ["interim=false"])
    #expect(asked.code == 64 && asked.errors.contains("--yes is needed"), "\(asked.errors)")
    #expect(asked.output.contains("To be added: mandates P26 S03 other 2026-02-01"))
    #expect(try vigie(["history", "mandates", "P26", "S03"]).code == 1)
    let french = try system.vigie(
      "change", "people", "person_code=P03", "nom=Autre", "--lang", "fr")
    #expect(french.code == 64 && french.errors.contains("il faut --yes"), "\(french.errors)")
    #expect(french.output.contains("Exemplaire-P03"), "\(french.output)")
  }

  @Test("one is added, then known, and its undo withdraws it")
  func added() throws {
    let made = try vigie(["add"] + Self.mandate + ["interim=false", "--yes"])
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(made.output.contains("Recorded: mandates P26 S03 other 2026-02-01"))
    let again = try vigie(["add"] + Self.mandate + ["interim=true", "--yes"])
    #expect(again.code == 3 && again.output.contains("RECORD_KNOWN"), "\(again.output)")
    let history = try vigie(["history", "mandates", "P26", "S03"])
    #expect(history.code == 0 && history.output.contains("call/"), "\(history.output)")
    let undone = try undo(made)
    #expect(undone.code == 0 && undone.output.contains("1 withdrawn"), "\(undone.output)")
    let anew = try vigie(["change"] + Self.mandate + ["interim=true", "--yes"])
    #expect(anew.code == 3 && anew.output.contains("RECORD_UNKNOWN"), "\(anew.output)")
  }

  @Test(
    "a change keeps the cells that are not given, takes columns by their labels, and is undone")
  func changed() throws {
    let made = try vigie([
      "change", "people", "person_code=P03", "courriel=new@example.org", "--yes",
    ])
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    for word in ["p03@example.org", "new@example.org", "Exemplaire-P03"] {
      #expect(made.output.contains(word), "\(word): \(made.output)")
    }
    let same = try vigie(["change", "people", "person_code=P03", "E-mail=new@example.org"])
    #expect(same.code == 0 && same.output.contains("Nothing to change"), "\(same.output)")
    let undone = try undo(made)
    #expect(undone.code == 0 && undone.output.contains("1 record restored"), "\(undone.output)")
    let back = try vigie(["change", "people", "person_code=P03", "email=p03@example.org"])
    #expect(back.code == 0 && back.output.contains("Nothing to change"), "\(back.output)")
  }

  @Test("one that holds from one day to another is ended")
  func ended() throws {
    let key = ["mandates", "person_code=P03", "structure_code=S01", "function=director"]
    let made = try vigie(
      ["end"] + key + ["from=01/06/2025", "end_reason=mobility", "--on", "2026-08-31", "--yes"])
    #expect(made.code == 0 && made.output.contains("2026-08-31"), "\(made.output) \(made.errors)")
    let early = try vigie(["end"] + key + ["from=2025-06-01", "--on", "2025-01-01", "--yes"])
    #expect(early.code == 3 && early.output.contains("INTERVAL_REVERSED"), "\(early.output)")
    // Without the first day it is not said which mandate is meant.
    let open = try vigie(["end"] + key + ["--yes"])
    #expect(open.code == 3 && open.output.contains("MISSING_VALUE"), "\(open.output)")
    let none = try vigie(["end", "people", "person_code=P03"])
    #expect(none.code == 64 && none.errors.contains("These have one:"), "\(none.errors)")
  }

  @Test("what is unknown is refused, with what is known beside it")
  func refused() throws {
    let column = try vigie(["add"] + Self.mandate + ["wage=1"])
    #expect(column.code == 64 && column.errors.contains("end_reason"), "\(column.errors)")
    let word = try vigie(["add", "mandates", "P26"])
    #expect(word.code == 64 && word.errors.contains("column=value"), "\(word.errors)")
    let twice = try vigie(["add"] + Self.mandate + ["du=2026-03-01"])
    #expect(twice.code == 64 && twice.errors.contains("given twice"), "\(twice.errors)")
    let value = try vigie(["add"] + Self.mandate + ["interim=false", "end_reason=luck"])
    #expect(value.code == 3 && value.output.contains("BAD_VALUE"), "\(value.output)")
    #expect(value.output.contains("retirement"), "\(value.output)")
    let missing = try vigie(["add"] + Self.mandate)
    #expect(missing.code == 3 && missing.output.contains("MISSING_VALUE"), "\(missing.output)")
    let place = try vigie([
      "add", "mandates", "person_code=P26", "structure_code=S99", "function=other",
      "from=2026-02-01", "interim=false",
    ])
    #expect(place.code == 3 && place.output.contains("UNKNOWN_STRUCTURE"), "\(place.output)")
    let alike = try vigie([
      "change", "mandates", "person_code=P03", "structure_code=S02", "function=director",
      "from=2025-06-01", "interim=true",
    ])
    #expect(alike.code == 3 && alike.output.contains("P03 S01 director 2025-06-01"))
    #expect(try vigie(["add", "wages", "a=b"]).code == 1)
  }

  @Test("a record that somebody else has changed since it was seen stays as it is")
  func overtaken() async throws {
    let operators = try await Caller.join(system, as: "another", .operator)
    var change = RecordFact(
      file: "people.csv", cells: ["person_code": "P04", "given_name": "Ada"], isNew: false,
      version: 1)
    let first = try await operators.call("registry", change)
    #expect(first.version == 1 && first.after?["given_name"] == "Ada" && first.importID != nil)
    change.cells["given_name"] = "Bea"
    let second = try await operators.call("registry", change)
    #expect(second.refused.map(\.code) == ["RECORD_CHANGED"] && second.after == nil)
    for cells in [["person_code": "P\u{0}"], ["person_code": "P\u{0}", "family_name": "Un"]] {
      let strange = RecordFact(file: "people.csv", cells: cells, isNew: false)
      let told = try await operators.call("registry", strange)
      #expect(told.refused.map(\.code) == ["RECORD_UNKNOWN"])
    }
    // What stands already is no change, and leaves nothing to undo.
    change.cells["given_name"] = "Ada"
    change.version = 2
    let same = try await operators.call("registry", change)
    #expect(same.before == same.after && same.importID == nil)
    let rehearsed = try await operators.call(
      "registry",
      RehearseFact(
        file: "people.csv", cells: ["person_code": "P04", "given_name": "Cleo"], isNew: false))
    #expect(rehearsed.after?["given_name"] == "Cleo" && rehearsed.importID == nil)
    let still = try await operators.call("registry", change)
    #expect(still.before?["given_name"] == "Ada" && still.version == 2)
    await operators.close()
  }

  @Test("each role writes the kinds that are its own, and the audit tells of both steps")
  func roles() throws {
    try system.goOn(as: "federation")
    let present = try system.vigieOnceAllowed(
      "add", "attendance", "session_code=T01", "person_code=P03", "structure_code=S01",
      "audience=employee", "status=present", "half_days_present=2", "--yes", "--lang", "en")
    #expect(present.code == 0, "\(present.output) \(present.errors)")
    let denied = try vigie(["add"] + Self.mandate + ["interim=false", "--yes"])
    #expect(denied.code == 1 && denied.errors.contains("ROLE_NEEDED"), "\(denied.errors)")
    try system.goOnAsOperator()
    let audit = try vigie(["audit", "show", "--subject", "P03"])
    #expect(audit.output.contains(RecordFact.method), "\(audit.output)")
    #expect(audit.output.contains(RehearseFact.method), "\(audit.output)")
  }
}
