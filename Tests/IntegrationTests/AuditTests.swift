import Contracts
import Foundation
import GRDB
import RPC
import RPCContract
import ServiceKit
import TestSupport
import Testing
import Values

@Suite("The audit, through the services", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct AuditTests {
  private struct Line: Decodable {
    let service: String
    let line: ListAudit.Line
  }

  private let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func show(_ arguments: String...) throws -> [Line] {
    let shown = try RunningSystem.vigie(
      ["audit", "show", "--format", "json"] + arguments, home: system.home)
    try #require(shown.code == 0, "\(shown.errors)")
    let decoder = JSONDecoder()
    return try decoder.decode([Line].self, from: Data(shown.output.utf8))
  }

  @Test("each change has a line: an import, a call, a submission in the name of its partner")
  func changes() async throws {
    let imports = try show().filter { $0.line.method == CommitImport.method }
    #expect(Set(imports.map(\.service)) == ["registry", "training", "senacs", "evaluation"])
    #expect(imports.allSatisfy { $0.line.roles == ["operator"] && $0.line.outcome == "OK" })
    // Golden has one file of structures.
    #expect(try show("--subject", "structures.csv").map(\.service) == ["registry"])
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    _ = try await partner.submit(
      "submissions.csv",
      [
        [
          "campaign": "2024", "structure_code": "S06", "submission_code": "AUDITED",
          "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
          "base_items_answered": "80",
        ]
      ])
    _ = try await partner.outcome("out")
    await partner.close()
    let own = try show("--who", "villeurbanne")
    #expect(
      Set(own.map { "\($0.service) \($0.line.method) \($0.line.caller)" }) == [
        "exchange \(CreateSubscription.method) villeurbanne",
        "exchange \(SubmitFacts.method) villeurbanne",
        "senacs \(SubmitRows.method) exchange",
      ])
    #expect(try show("--subject", "S06").map(\.service) == ["exchange", "senacs"])
    // What the fact's history and its explanation say of it.
    let history = try system.vigie("history", "submissions", "AUDITED", "--lang", "en").output
    #expect(history.contains("villeurbanne (partner)") && history.contains("submission/1/"))
  }

  @Test("a look at data of people has a line, and so has a refusal")
  func looks() async throws {
    try #require(system.vigie("history", "people", "P01").code == 0)
    try #require(system.vigie("explain", "I1", "--year", "2024", "--structure", "S01").code == 0)
    let looks = try show().filter { $0.line.outcome == "SHOWN" }
    #expect(
      looks.contains {
        $0.line.method == ListVersions.method && $0.line.subjects == ["people.csv", "P01"]
      })
    #expect(
      looks.contains {
        $0.line.method == ExplainFigure.method && $0.line.subjects.starts(with: ["I1", "S01"])
      })
    try system.goOn(as: "federation")
    let refused = try system.vigieOnceAllowed("history", "people", "P01")
    #expect(refused.code != 0)
    try system.goOnAsOperator()
    // Refusals are written once a second.
    var found: [Line] = []
    for _ in 0..<100 where found.isEmpty {
      found = try show().filter { $0.line.outcome == "PERMISSION_DENIED" }
    }
    #expect(
      found.contains { $0.line.method == ListVersions.method && $0.line.roles == ["federation"] })
    // People read words, with the methods' names behind them; files have the codes.
    let text = try system.vigie("audit", "show", "--lang", "fr").output
    for part in [
      "historique d'un enregistrement (\(ListVersions.method))",
      "chargement d'un fichier (\(CommitImport.method))", "fait", "consulté", "refusé",
    ] { #expect(text.contains(part), "\(part)\n\(text)") }
    #expect(!text.contains("SHOWN") && !text.contains("PERMISSION_DENIED"), "\(text)")
    let csv = try system.vigie("audit", "show", "--format", "csv", "--lang", "fr").output
    #expect(csv.contains(",SHOWN,") && !csv.contains("consulté"), "\(csv)")
  }

  @Test(
    "a service that does not answer is named, and the others are told; so is the portal's audit")
  func silent() async throws {
    let whole = try RunningSystem(portal: true)
    try whole.load()
    let link = try whole.vigie("portal", "link", "P01")
    try #require(link.code == 0, "\(link.errors)")
    whole.stop("senacs")

    let shown = try whole.vigie("audit", "show", "--format", "json", "--lang", "en")

    #expect(shown.code == 3 && shown.errors.contains("senacs:"), "\(shown.errors)")
    let services = try JSONDecoder().decode([Line].self, from: Data(shown.output.utf8)).map(
      \.service)
    #expect(Set(services) == ["registry", "training", "evaluation", "portal"])
    let verified = try whole.vigie("audit", "verify", "--lang", "en")
    #expect(verified.code == 3 && verified.errors.contains("senacs:"), "\(verified.errors)")
    #expect(verified.output.contains("exchange:") && verified.output.contains("portal:"))
  }

  @Test("a line that is taken out of the file is found; who may not read the audit is refused")
  func touched() throws {
    let right = try system.vigie("audit", "verify", "--lang", "en")
    #expect(right.code == 0 && !right.output.contains("missing"))
    #expect(right.output.split(separator: "\n").count == 5, "\(right.output)")
    if system.server == nil {
      system.stop("registry")
      try DatabaseQueue(path: "\(system.home)/data/registry.sqlite").write {
        try $0.execute(sql: "DELETE FROM audit WHERE number = 2")
      }
      try system.start("registry")
      try #require(system.vigie("status", "--wait", "60").code == 0)
      let wrong = try system.vigie("audit", "verify", "--lang", "en")
      #expect(wrong.code == 1 && wrong.output.contains("registry: line 2 is missing"))
    }
    try system.goOn(as: "federation")
    let refused = try system.vigieOnceAllowed("audit", "verify")
    #expect(refused.code != 0 && refused.errors.contains("ROLE_NEEDED"), "\(refused.errors)")
  }
}
