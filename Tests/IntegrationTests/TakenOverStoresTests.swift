import Contracts
import Crypto
import Foundation
import TestSupport
import Testing

/// Takes over `Tests/Golden/stores-2`, the stores that the services of version 0.2 left with the golden network in them, and
/// `report-2.json`, a report that they froze; `deploy/upgrade --record` recorded both.
@Suite("Stores of version 0.2", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct TakenOverStoresTests {
  private func system() throws -> RunningSystem {
    try RunningSystem(stores: "\(RunningSystem.golden)/stores-2")
  }

  @Test(
    "are taken over: every golden figure is right, and the same files change nothing",
    .enabled(if: !TestServer.isWanted))
  func figures() throws {
    let system = try system()
    let figures = { [system] in
      try PrintedFigure.read(
        Data(
          system.vigie(
            "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format",
            "json"
          ).output.utf8))
    }
    let expected = try PrintedFigure.read(
      Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/expected.json")))
    let now = try figures()
    #expect(Set(now.keys) == Set(expected.keys))
    for (name, right) in expected {
      #expect(now[name]?.numerator == right.numerator, "\(name)")
      #expect(now[name]?.denominator == right.denominator, "\(name)")
    }
    // Loading the same facts again changes nothing, because each record is known as it was.
    let again = try system.vigie(
      "import", RunningSystem.golden, "--fictitious", "--format", "json")
    let report = try PrintedImport.read(again.output)
    #expect(report.loaded == 0 && report.unchanged == 336, "\(again.output) \(again.errors)")
  }

  @Test(
    "keep their frozen report: it is made again to the same bytes",
    .enabled(if: !TestServer.isWanted))
  func report() throws {
    let system = try system()
    let recorded = try Data(
      contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/report-2.json"))
    let digest = SHA256.hash(data: recorded).map { String(format: "%02x", $0) }.joined()
    let listed = try system.vigie("report", "list", "--format", "json")
    #expect(listed.output.contains(digest), "\(listed.output) \(listed.errors)")
    let verified = try system.vigie("report", "verify", digest, "--lang", "en")
    #expect(verified.code == 0, "\(verified.errors)")
    #expect(verified.output.contains(digest))
  }

  @Test(
    "keep their queues: a subscription goes on behind what was settled",
    .enabled(if: !TestServer.isWanted))
  func queue() async throws {
    let system = try system()
    let partner = try await Partner.join(
      system, as: "villeurbanne", role: "partner", territories: ["69266"])
    let batch = try await partner.pull("recorded", wait: 20_000)
    let codes = batch.messages.map(\.event).compactMap { event in
      (try? JSONSerialization.jsonObject(with: Data(event.utf8)) as? [String: Any])
        .flatMap { $0["data"] as? [String: Any] }?["submission_code"] as? String
    }
    #expect(codes.contains("recorded-2"), "\(codes)")
    #expect(Set(codes).count == codes.count)
  }
}
