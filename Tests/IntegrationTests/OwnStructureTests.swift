import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// What a structure's key and the federation's read: their own, by name where names are theirs to know.
@Suite("Roles and what is their own", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct OwnStructureTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func names(_ people: [String], told caller: Caller) async throws -> [String] {
    try await caller.call("registry", GetContacts(people: people)).contacts.map(\.code)
  }

  @Test("a structure's key reads its own record by each command, and by none another's")
  func commands() throws {
    try system.goOn(as: "structure", of: "S02")
    let day = ["--as-of", "2025-12-31"]
    let commands = [
      ["registry", "show"], ["diagnosis", "handover"], ["territory", "portrait"],
    ]
    for words in commands {
      let own = try system.vigieOnceAllowed(words + ["S02"] + day)
      #expect(own.code == 0 && !own.output.isEmpty, "\(words) \(own.errors)")
      let other = try system.vigieOnceAllowed(words + ["S01"] + day)
      #expect(other.code == 1 && other.errors.contains("OTHER_STRUCTURE"), "\(other.errors)")
      let nowhere = try system.vigieOnceAllowed(words + ["S99"] + day)
      #expect(nowhere.code == 1 && nowhere.errors.contains("OTHER_STRUCTURE"))
    }
  }

  @Test(
    "a structure declares what it says of meetings of its own bodies, and learns of no other body")
  func declarations() async throws {
    let caller = try await Caller.join(system, as: "s02", .structure, structure: "S02")
    // B03 is the body of S02's commune; B01 is another commune's, and never invited S02.
    let rows = [("S02", "B03"), ("S02", "B01"), ("S01", "B03")].map { structure, body in
      [
        "structure_code": structure, "body_code": body, "held_on": "2025-05-15",
        "response": "present",
      ]
    }
    let reply = try await caller.call(
      "evaluation", RecordDiagnosis(file: "veille_declarations.csv", rows: rows))
    #expect(reply.counts.loaded == 1)
    #expect(reply.refused.map(\.code) == ["UNKNOWN_BODY", "UNKNOWN_STRUCTURE"])
    let told = try await caller.call("evaluation", ListDeclaredMeetings(year: 2025))
    #expect(told.rows.map(\.place) == ["S02\tB03\t2025-05-15"])
    #expect(told.rows.map(\.state) == ["declared"])
    await caller.close()
  }

  @Test("a structure is told the names of people who have or had a post there, and of nobody else")
  func structure() async throws {
    let caller = try await Caller.join(system, as: "s06", .structure, structure: "S06")
    // P24 directed S06 until March 2025 and P01 has since, who came from S01. P40 attends on behalf of S06, without a post there.
    // P12 is of S14, P60 has no post anywhere, and nobody has the code Z1.
    #expect(
      try await names(["P12", "P24", "P40", "Z1", "P01", "P60"], told: caller) == ["P24", "P01"])
    let known = try await caller.call("registry", GetContacts(people: ["P24"])).contacts.first
    #expect(known?.email == "p24@example.org")
    let nobody = try await Caller.join(system, as: "of-none", .structure)
    #expect(try await names(["P24", "P01"], told: nobody).isEmpty)
    for caller in [caller, nobody] { await caller.close() }
  }

  @Test("the federation is told the names of its members' people, within its territories")
  func federation() async throws {
    let caller = try await Caller.join(system, as: "trainer", .federation)
    // S01, S06 and S02 are members; S12, where P09 worked, and S04, where P18 did, are not.
    #expect(
      try await names(["P09", "P01", "P24", "P18", "P26"], told: caller) == ["P01", "P24", "P26"])
    // S06 is the only structure of Villeurbanne. P01 has a post there, P26 does not.
    let limited = try await Caller.join(
      system, as: "of-villeurbanne", .federation, territories: ["69266"])
    #expect(try await names(["P01", "P26"], told: limited) == ["P01"])
    // A key that also stands for a structure sees that structure's people too, although S12 is no member.
    let both = try await Caller.join(
      system, as: "both", .federation, .structure, structure: "S12")
    #expect(try await names(["P09", "P18", "P26"], told: both) == ["P09", "P26"])
    for caller in [caller, limited, both] { await caller.close() }
  }

  @Test("names that were asked for are in the audit, by whomever")
  func audited() async throws {
    let caller = try await Caller.join(system, as: "trainer", .federation)
    _ = try await names(["P24"], told: caller)
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let lines = try await pilot.call("registry", ListAudit(who: "trainer")).lines
    #expect(
      lines.contains { $0.method == GetContacts.method && $0.subjects == ["P24"] })
    for caller in [caller, pilot] { await caller.close() }
  }
}
