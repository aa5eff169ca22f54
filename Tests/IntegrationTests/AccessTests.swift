import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite(
  "Who may do and see what, through processes", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct AccessTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func begin(_ file: String) -> BeginImport {
    BeginImport(
      file: file, byteCount: 1, sha256: String(repeating: "0", count: 64), fictitious: true)
  }

  private func rows(_ file: String, cause: String = "x") -> SubmitRows {
    SubmitRows(file: file, rows: [], fictitious: true, cause: cause)
  }

  /// Returns the reason why a call is refused; nil if it is not.
  private func reason(_ body: () async throws -> some Any) async -> String? {
    await status(body).map { $0.details?.reason ?? $0.code.name }
  }

  @Test("the federation loads and submits training facts, and nothing that it is judged by")
  func federation() async throws {
    let caller = try await Caller.join(system, as: "federation-1", .federation)
    let others = [
      "registry": [
        "structures.csv", "approvals.csv", "people.csv", "mandates.csv", "grants.csv",
        "partners.csv", "agreements.csv", "agreement_parties.csv", "agreement_communes.csv",
        "contributions.csv", "tools.csv", "tool_uses.csv",
      ],
      "senacs": ["campaigns.csv", "submissions.csv", "successions.csv", AnswersFile.name],
      "evaluation": [
        "evaluation_answers.csv", "diagnoses.csv", "veille_bodies.csv", "veille_declarations.csv",
        "action_steps.csv", SeriesDescription.file,
      ],
    ]
    for (service, files) in others {
      for file in files {
        #expect(
          await reason { try await caller.call(service, begin(file)) } == "ROLE_NEEDED", "\(file)")
        #expect(
          await reason { try await caller.call(service, rows(file)) } == "ROLE_NEEDED", "\(file)")
      }
    }
    for file in [
      "sessions.csv", "half_days.csv", "attendance.csv", "satisfaction.csv", "enrolments.csv",
    ] {
      #expect(await reason { try await caller.call("training", begin(file)) } == nil)
      #expect(await reason { try await caller.call("training", rows(file)) } == nil)
    }
    for file in FactCatalogue.vigie.submitted {
      let refused = await reason {
        try await caller.call(
          "exchange", SubmitFacts(schema: file.schema, rows: [["a": "b"]], fictitious: true))
      }
      let isOfTraining = ["attendance.csv", "enrolments.csv"].contains(file.name)
      #expect(refused == (isOfTraining ? nil : "ROLE_NEEDED"), "\(file.name)")
    }
    #expect(
      await reason {
        try await caller.call(
          "evaluation", RecordDiagnosis(file: "evaluation_answers.csv", rows: []))
      } == "ROLE_NEEDED")
    await caller.close()
  }

  @Test("an upload that was begun with a right is not taken over without it")
  func rightLost() async throws {
    let caller = try await Caller.join(system, as: "pilot", .operator)
    let id = try await caller.call("registry", begin("structures.csv")).importID
    try await Caller.change(system, "pilot", to: [.federation], caller) { caller in
      await reason {
        try await caller.call("registry", ListVersions(file: "structures.csv", key: ["S01"]))
      } == "ROLE_NEEDED"
    }
    #expect(
      await reason { try await caller.call("registry", CommitImport(importID: id)) }
        == "ROLE_NEEDED")
    await caller.close()
  }

  @Test("a commune's key does not submit what a structure declares, not even one taken before")
  func declaredAnswers() async throws {
    let commune = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let row = ["year": "2025", "structure_code": "S06", "answered_on": "2025-12-01"]
    let refused = await status { try await commune.submit("evaluation_answers.csv", [row]) }
    #expect(refused?.code == .permissionDenied && refused?.details?.reason == "ROLE_NEEDED")

    // Simulates what version 0.2 did: it took the submission and kept it without roles.
    let operators = try await Partner.join(system, as: "operator-2", role: "operator")
    system.stop("evaluation")
    let receipt = try await operators.submit("evaluation_answers.csv", [row])
    system.stop("exchange")
    try system.change(
      "submissions", "SET cut = '{\"seesPeople\":false,\"territories\":[\"69266\"]}'")
    try system.start("exchange")
    try system.start("evaluation")
    var state = try await operators.call(
      GetSubmission(submission: SequenceNumber(clamping: receipt.submission)))
    while state.state == "pending" {
      // Nothing announces that a submission was settled, so the test asks again after a pause.
      try await Task.sleep(for: .milliseconds(20))
      state = try await operators.call(
        GetSubmission(submission: SequenceNumber(clamping: receipt.submission)))
    }
    #expect(state.state == "dead" && state.outcome?.reason == "ROLE_NEEDED")
    await commune.close()
    await operators.close()
  }

  @Test("a service's key does what that service needs, and an unknown service's nothing")
  func services() async throws {
    let training = try await Caller.join(system, as: "training", .service)
    let registry = try await Caller.join(system, as: "registry", .service)
    let exchange = try await Caller.join(system, as: "exchange", .service)
    let unknown = try await Caller.join(system, as: "collector", .service)
    let feed = ReadFeed(epoch: "", after: 0, follow: false)

    #expect(try await !training.read("registry", feed).isEmpty)
    #expect(await reason { try await training.read("evaluation", feed) } == "ROLE_NEEDED")
    #expect(await reason { try await registry.read("training", feed) } == "ROLE_NEEDED")
    for service in ["registry", "training", "senacs", "evaluation"] {
      #expect(try await !exchange.read(service, feed).isEmpty)
      #expect(await reason { try await unknown.read(service, feed) } == "ROLE_NEEDED")
      #expect(await reason { try await unknown.call(service, CheckHealth()) } == "ROLE_NEEDED")
      #expect(await reason { try await training.call(service, ReadMetrics()) } == "ROLE_NEEDED")
    }
    for caller in [training, registry, unknown] {
      let brought = await reason {
        try await caller.call(
          "senacs", rows("submissions.csv", cause: "submission/1/x"), onBehalfOf: "operator-1")
      }
      #expect(brought == "ROLE_NEEDED")
    }
    // The exchange may bring rows of submissions, and nothing else.
    #expect(
      await reason {
        try await exchange.call("training", rows("attendance.csv", cause: "submission/1/x"))
      } == nil)
    #expect(
      await reason {
        try await exchange.call("training", rows("sessions.csv", cause: "submission/1/x"))
      } == "ROLE_NEEDED")
    #expect(
      await reason { try await exchange.call("training", rows("attendance.csv")) }
        == "BAD_FIELD")
    for caller in [training, registry, exchange, unknown] { await caller.close() }
  }

  @Test("what brings rows is told by the key that calls, whatever the caller says")
  func origin() async throws {
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let loaded = FactReference("attendance.csv", "T01", "P01")
    let known = try await pilot.call("training", ReadFacts(facts: [loaded])).facts[0]
    #expect(known.file == "attendance.csv" && known.row == 2)
    let federation = try await Caller.join(system, as: "federation-1", .federation)

    // The cause is forged: the operator's own import. If it were believed, the row would be shown as one of that file.
    var request = rows("attendance.csv", cause: String(known.cause.prefix { $0 != "/" }))
    request.rows = [
      [
        "session_code": "T01", "person_code": "P01", "structure_code": "S01",
        "audience": "employee", "status": "absent",
      ]
    ]
    let reply = try await federation.call("training", request, onBehalfOf: "pilot")
    #expect(reply.counts.corrected == 1)
    let found = try await pilot.call("training", ReadFacts(facts: [loaded])).facts[0]
    #expect(found.cause == "call/federation-1/2" && found.file == nil && found.row == nil)

    request.cause = "submission/1/villeurbanne"
    request.rows[0]["half_days_present"] = "0"
    _ = try await federation.call("training", request)
    let again = try await pilot.call("training", ReadFacts(facts: [loaded])).facts[0]
    #expect(again.cause == "call/federation-1/2")
    for caller in [pilot, federation] { await caller.close() }
  }

  @Test("a structure's key is refused another structure, there or not, in the same words")
  func otherStructures() async throws {
    let caller = try await Caller.join(system, as: "s01", .structure, structure: "S01")
    let query = FigureQuery(
      year: 2025, campaign: "2025", from: CivilDate("2025-01-01")!, to: CivilDate("2025-12-31")!,
      asOf: CivilDate("2025-12-31")!)
    let day = query.asOf
    func told(_ code: String) async -> [Status?] {
      [
        await status {
          try await caller.call(
            "senacs", GetFeedbackSheet(campaign: "2025", structure: code))
        },
        await status {
          try await caller.call("senacs", ListAnswers(structure: code, asOf: day))
        },
        await status {
          try await caller.call("registry", GetStructure(code: code, asOf: day))
        },
        await status {
          try await caller.call("evaluation", GetDiagnosis(structure: code, asOf: day))
        },
        await status {
          try await caller.call("evaluation", GetPortrait(structure: code, asOf: day))
        },
        await status {
          try await caller.call("evaluation", CompareDeclared(query: query, structure: code))
        },
        await status {
          try await caller.call(
            "senacs", ExplainFigure(code: "I1", scope: "all", query: query, structure: code))
        },
        await status {
          try await caller.call(
            "training", ExplainFigure(code: "I2a", scope: "all", query: query, structure: code))
        },
        await status {
          try await caller.read(
            "evaluation", ListMeetings(structure: code, from: query.from, to: query.to))
        },
      ]
    }
    let (there, nowhere) = (await told("S02"), await told("NOWHERE"))
    #expect(there == nowhere)
    for status in there {
      #expect(status?.code == .permissionDenied && status?.details?.reason == "OTHER_STRUCTURE")
    }
    let members = try await caller.call(
      "senacs", ExplainFigure(code: "I1", scope: "all", query: query)
    ).members
    #expect(Set(members.map(\.structure)) == ["S01"])
    await caller.close()
  }

  @Test("a key of several roles has each right with that right's cut")
  func severalRoles() async throws {
    let both = try await Caller.join(
      system, as: "both", .federation, .structure, structure: "S01")
    // The federation may not read answers, but a structure may read its own.
    let answers = try await both.read("evaluation", ReadLatestAnswers())
    #expect(answers.map(\.structureCode) == ["S01"])
    let written = try await both.call(
      "evaluation",
      RecordDiagnosis(
        file: "evaluation_answers.csv",
        rows: [["year": "2025", "structure_code": "S02", "answered_on": "2025-12-01"]]))
    #expect(written.refused.map(\.code) == ["UNKNOWN_STRUCTURE"])
    let day = CivilDate("2025-12-31")!
    // GetDiagnosis is open to the federation, for all structures.
    #expect(
      await reason {
        try await both.call("evaluation", GetDiagnosis(structure: "S02", asOf: day))
      } == nil)

    let partner = try await Caller.join(
      system, as: "mixed", .partner, .structure, territories: ["69266"], structure: "S07")
    let subjects = try await subjects(of: partner)
    #expect(subjects.isSuperset(of: ["S06", "S07"]))
    #expect(subjects.filter { $0.hasPrefix("S") }.isSubset(of: ["S06", "S07"]))
    #expect(
      await reason {
        try await partner.call("evaluation", GetDiagnosis(structure: "S06", asOf: day))
      } == "OTHER_STRUCTURE")
    let narrow = try await Caller.join(
      system, as: "narrow", .partner, .structure, structure: "S07")
    #expect(try await self.subjects(of: narrow).filter { $0.hasPrefix("S") } == ["S07"])
    for caller in [both, partner, narrow] { await caller.close() }
  }

  /// Returns the subjects of all messages that a key gets.
  private func subjects(of caller: Caller) async throws -> Set<String> {
    Set(try await Self.messages(of: caller).compactMap(\.subject))
  }

  static func messages(
    of caller: Caller, _ subscription: String = "all"
  ) async throws -> [Event] {
    try await caller.call("exchange", CreateSubscription(name: subscription))
    var found: [Event] = []
    var quiet = 0
    // The log has all that was loaded before anybody joined; the last messages come within a second.
    while quiet < 2 {
      let batch = try await caller.call(
        "exchange",
        PullMessages(subscription: subscription, maxMessages: 1000, waitMilliseconds: 700))
      quiet = batch.messages.isEmpty ? quiet + 1 : 0
      found += try batch.messages.map(Event.init)
      try await caller.call(
        "exchange",
        SettleMessages(subscription: subscription, acknowledge: batch.messages.map(\.token)))
    }
    return found
  }
}
