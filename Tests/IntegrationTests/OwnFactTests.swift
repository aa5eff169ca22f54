import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// Single facts by those who are no operators: what is their own to write, and their own to take back.
@Suite("Own facts by command", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct OwnFactTests {
  private static let element = ["diagnosis_elements", "structure_code=S02", "element_code=P1"]
  private static let cells = ["kind=problem", "label=isolation", "since=2025-03-01"]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func vigie(_ words: [String]) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
  }

  @Test("a structure writes into its own diagnosis without a file, ends a part, and takes it back")
  func ownDiagnosis() throws {
    try system.goOn(as: "structure", of: "S02")
    let made = try system.vigieOnceAllowed(
      ["add"] + Self.element + Self.cells + ["--yes", "--lang", "en"])
    #expect(made.code == 0, "\(made.output) \(made.errors)")
    #expect(made.output.contains("Recorded: diagnosis_elements S02 P1"), "\(made.output)")
    let ended = try vigie(["end"] + Self.element + ["--on", "2025-12-31", "--yes"])
    #expect(ended.code == 0 && ended.output.contains("2025-12-31"), "\(ended.errors)")
    // B03 is the body of S02's commune.
    let noted = try vigie([
      "add", "veille_declarations", "structure_code=S02", "body_code=B03", "held_on=2025-05-15",
      "response=present", "--yes",
    ])
    #expect(noted.code == 0, "\(noted.output) \(noted.errors)")
    for (told, what) in [
      (noted, "1 withdrawn"), (ended, "1 record restored"), (made, "1 withdrawn"),
    ] {
      let id = try told.importID()
      let undone = try system.vigieOnceAllowed("undo", id, "--lang", "en")
      #expect(undone.code == 0 && undone.output.contains(what), "\(undone.output)\(undone.errors)")
    }
  }

  @Test("a structure writes nothing about others, nothing that others bring, and learns of neither")
  func others() async throws {
    let caller = try await Caller.join(system, as: "s06", .structure, structure: "S06")
    func tell(_ cells: [String: String], isNew: Bool) async throws -> RehearseFact.Reply {
      try await caller.call(
        "evaluation", RehearseFact(file: "evaluation_answers.csv", cells: cells, isNew: isNew))
    }
    // The golden network has an answer of S01 on 2024-10-01 and one of S06 on 2024-10-03.
    let answer = ["year": "2024", "structure_code": "S01", "answered_on": "2024-10-01"]
    let known = try await tell(answer, isNew: true)
    #expect(known.refused.map(\.code) == ["UNKNOWN_STRUCTURE"] && known.before == nil)
    let changed = try await tell(answer, isNew: false)
    #expect(changed.refused.map(\.code) == ["RECORD_UNKNOWN"] && changed.before == nil)
    #expect(changed.refused.first?.beside == ["2024 S06 2024-10-03"])
    let foreign = await status {
      try await caller.call(
        "evaluation",
        RecordFact(file: "veille_meetings.csv", cells: ["meeting_code": "M1"], isNew: true))
    }
    #expect(foreign?.details?.reason == "ROLE_NEEDED")
    let elsewhere = await status {
      try await caller.call(
        "registry", RecordFact(file: "people.csv", cells: ["person_code": "P1"], isNew: true))
    }
    #expect(elsewhere?.details?.reason == "ROLE_NEEDED")
    await caller.close()
  }

  @Test("a structure reads the versions of what it writes of itself, and of nothing else")
  func versions() async throws {
    let caller = try await Caller.join(system, as: "s06", .structure, structure: "S06")
    let answer = ["year": "2024", "structure_code": "S06", "answered_on": "2024-10-03"]
    let changed = try await caller.call(
      "evaluation",
      RecordFact(
        file: "evaluation_answers.csv", cells: answer.merging(["partnership_level": "1"]) { $1 },
        isNew: false))
    #expect(changed.refused.isEmpty, "\(changed.refused)")
    let own = try await caller.call(
      "evaluation",
      ListVersions(file: "evaluation_answers.csv", key: ["2024", "S06", "2024-10-03"]))
    #expect(own.versions.last?.cells["partnership_level"] == "1")
    #expect(own.versions.last?.isCurrent == true && own.versions.count >= 2)
    for key in [["2024", "S01", "2024-10-01"], ["2024"]] {
      let other = await status {
        try await caller.call("evaluation", ListVersions(file: "evaluation_answers.csv", key: key))
      }
      #expect(other?.details?.reason == "OTHER_STRUCTURE")
    }
    let foreign = await status {
      try await caller.call("evaluation", ListVersions(file: "veille_bodies.csv", key: ["B01"]))
    }
    #expect(foreign?.details?.reason == "ROLE_NEEDED")
    await caller.close()
  }

  @Test("the federation takes back what it brought itself, and nothing that others did")
  func federation() throws {
    let mandate = try vigie([
      "add", "mandates", "person_code=P26", "structure_code=S03", "function=other",
      "from=2026-02-01", "interim=false", "--yes",
    ])
    let session = try vigie([
      "change", "attendance", "session_code=T01", "person_code=P12", "half_days_present=2",
      "--yes",
    ])
    #expect(session.code == 0, "\(session.output) \(session.errors)")
    try system.goOn(as: "federation")
    let present = try system.vigieOnceAllowed(
      "change", "attendance", "session_code=T01", "person_code=P40", "half_days_present=3",
      "--yes", "--lang", "en")
    #expect(present.code == 0, "\(present.output) \(present.errors)")
    for told in [mandate, session] {
      let id = try told.importID()
      let denied = try system.vigieOnceAllowed("undo", id, "--lang", "en")
      #expect(denied.code == 1 && denied.errors.contains("IMPORT_OF_ANOTHER"), "\(denied.errors)")
    }
    let undone = try vigie(["undo", present.importID()])
    #expect(undone.code == 0 && undone.output.contains("1 record restored"), "\(undone.output)")
    let unknown = try system.vigieOnceAllowed("undo", "no-such-import", "--lang", "en")
    #expect(unknown.code == 1 && unknown.errors.contains("No service has"), "\(unknown.errors)")
  }
}
