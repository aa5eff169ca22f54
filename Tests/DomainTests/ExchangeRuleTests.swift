import CentreNetwork
import ExchangeDomain
import FactKinds
import Foundation
import Testing
import Values

@Suite("The exchange's rules")
struct ExchangeRuleTests {
  /// Villeurbanne and Lyon's third arrondissement in the Métropole, Tarare in the Département.
  private let communes = CommuneHistory(
    communes: [
      Commune(code: "69266", name: "Villeurbanne", ctcd: "69M", parent: nil),
      Commune(code: "69123", name: "Lyon", ctcd: "69M", parent: nil),
      Commune(code: "69383", name: "Lyon 3e", ctcd: "69M", parent: "69123"),
      Commune(code: "69243", name: "Tarare", ctcd: "69D", parent: nil),
    ], movements: [])

  private let types = FactCatalogue.vigie.messageTypes

  private func cut(
    _ territories: [String]?, people: Visibility.People = .none, structure: String? = nil
  ) -> Visibility.Cut {
    .init(principal: "p", people: people, territories: territories, structure: structure)
  }

  @Test(
    "a commune lies in its Métropole or Département, and in the Rhône; an arrondissement in Lyon too"
  )
  func territories() {
    #expect(Visibility.territories(of: "69266", in: communes) == ["69266", "69M", "69"])
    #expect(Visibility.territories(of: "69383", in: communes) == ["69383", "69123", "69M", "69"])
    #expect(Visibility.territories(of: "38185", in: communes).isEmpty)
  }

  @Test("a key looks under what it is cut to, never under more, whatever it asks for")
  func scopes() {
    func scopes(_ cut: Visibility.Cut, _ wanted: [String] = []) -> Set<String> {
      Set(Visibility.sight(cut, wanted: wanted, of: types, in: communes).looks.map(\.scope))
    }
    #expect(scopes(cut(["69M"])) == ["principal:p", "69M", "everybody"])
    #expect(scopes(cut(["69M"]), ["69266", "69243"]) == ["principal:p", "69266", "everybody"])
    #expect(scopes(cut(nil)) == ["principal:p", "all"])
    #expect(scopes(cut(nil, people: .all)) == ["principal:p", "all", "restricted"])
    #expect(scopes(cut(["69266"]), ["69M"]) == ["principal:p", "everybody"])
    let own: Set<String> = ["principal:p", "structure:S1", "everybody"]
    #expect(scopes(cut([], structure: "S1")) == own)
    #expect(scopes(cut([], structure: "S1"), ["69M"]) == own)
    // A partner that also stands for a structure has the rights of both roles, each with its own cut.
    #expect(scopes(cut(["69266"], structure: "S1")) == own.union(["69266"]))
  }

  @Test(
    "what figures rest on is shown without what structures say of themselves, but for one's own")
  func people() {
    func shows(_ cut: Visibility.Cut, _ type: String, _ scopes: [String]) -> Bool {
      Visibility.sight(cut, wanted: [], of: types, in: communes).shows(type, under: scopes)
    }
    let (answer, attendance) = (
      "vigie.evaluation.v1.answer-recorded", "vigie.training.v1.attendance-recorded"
    )
    let scopes = ["restricted", "structure:S1"]
    for (people, seen) in [(Visibility.People.none, [false, false]), (.counted, [false, true])] {
      #expect([answer, attendance].map { shows(cut(nil, people: people), $0, scopes) } == seen)
    }
    #expect(shows(cut(nil, people: .all), answer, scopes))
    #expect(shows(cut(nil, people: .counted, structure: "S1"), answer, scopes))
    #expect(!shows(cut(["69M"], people: .all), attendance, scopes))
  }

  @Test("no cut and no wish opens a scope that is no territory")
  func internalScopes() {
    let others = [
      "restricted", "all", "everybody", "principal:operator-1", "structure:S1", "", "Lyon", "69m",
    ]
    let seen = Visibility.sight(cut(others), wanted: [], of: types, in: communes).looks.map(\.scope)
    #expect(seen == ["principal:p", "everybody"])
    for given in [nil, ["69"], others] {
      let seen = Visibility.sight(cut(given), wanted: others, of: types, in: communes).looks.map(
        \.scope)
      #expect(seen == ["principal:p", "everybody"])
    }
    // A territory that does not exist is looked for all the same, and has no messages.
    #expect(
      Visibility.sight(cut(["69999"]), wanted: [], of: types, in: communes).looks.map(\.scope)
        .contains("69999"))
  }

  @Test("what stays among the services becomes no message, and no partner reads of it")
  func amongServices() throws {
    let network = Network(structures: [], approvals: [], communes: communes)
    let kinds = FactCatalogue.vigie.kinds.filter(\.isInternal)
    #expect(kinds.map(\.name).contains("grants") && kinds.count == 8)
    for kind in kinds {
      let event = try #require(kind.event)
      let payload = event.payload(
        [event.row { "\($0) of it" }], fictitious: true, recordedAt: Instant(microseconds: 0))
      for topic in [event.topic, event.withdrawnTopic] {
        let drafts = try EventMessages.drafts(
          .vigie, topic: topic, payload: payload, source: "registry", position: "e-1",
          recordedAt: Instant(microseconds: 0), network: network, bodies: { _ in [] })
        #expect(drafts.isEmpty, "\(topic)")
      }
      #expect(!types.contains { [event.type, event.withdrawnType].contains($0.name) })
      #expect(!FactCatalogue.vigie.submitted.contains { $0.name == kind.file })
    }
  }

  @Test("the pause doubles with each attempt, up to an hour")
  func pauses() {
    let rules = DeliveryRules(
      lease: 30_000, maxAttempts: 10, backoff: 1000, delay: 0, timeToLive: nil)
    // The pauses are 1, 2, 4, 8 s and so on; after the 13th attempt 1000 ms × 2^12 = 4,096 s would be above the limit of 3,600
    // s.
    #expect((1...4).map { rules.pause(after: $0) } == [1000, 2000, 4000, 8000])
    #expect(rules.pause(after: 12) == 2_048_000)
    #expect([13, 50, 100].map { rules.pause(after: $0) } == [3_600_000, 3_600_000, 3_600_000])
  }

  @Test("an envelope is a CloudEvent whose members stand in the order of their names")
  func envelope() throws {
    let draft = LogDraft(
      id: "e-7-1", source: "senacs", type: "vigie.senacs.v1.questionnaire-submitted",
      subject: "S\"1\n", territories: ["69266", "69M", "69"], scopes: [],
      recordedAt: Instant(microseconds: 0), data: #"{"a":"b"}"#)

    let text = draft.envelope(sequence: 9_007_199_254_740_993, epoch: "e")

    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["specversion"] as? String == "1.0")
    #expect(json["sequence"] as? String == "0009007199254740993")
    #expect(json["subject"] as? String == "S\"1\n")
    #expect(json["territories"] as? String == "69266 69M 69")
    #expect(json["time"] as? String == "1970-01-01T00:00:00Z")
    let names = text.matches(of: #/[{,]"([a-z]+)":/#).map { String($0.1) }.filter { $0 != "a" }
    #expect(names == names.sorted())
    // Names of CloudEvents attributes use a-z and 0-9 and have at most 20 characters (spec.md, “Naming”).
    #expect(names.allSatisfy { $0.count <= 20 })
  }
}
