import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// Rows of acceptance/golden-year, expected-year.md, “Registry”.
@Suite("Agreements")
struct AgreementTests {
  private static let day = YearNetwork.day("2025-12-31")

  private static let partners: [String: PartnerKind] = [
    "PA-CAF": .caf, "PA-COM1": .commune, "PA-COM2": .commune, "PA-DEP": .departement,
    "PA-EPCI": .epci, "PA-ETAT": .state, "PA-MET": .metropole, "PA-MSA": .msa,
  ]

  private static func agreement(
    _ code: String, _ kind: AgreementKind, signed: String?, _ from: String, _ to: String? = nil,
    ended: String? = nil, with parties: [String] = [], at communes: [(String, String)] = []
  ) -> Agreement {
    Agreement(
      code: code, kind: kind, title: code, signedOn: signed.map(YearNetwork.day),
      period: Period(from: YearNetwork.day(from), to: to.map(YearNetwork.day))!,
      endedOn: ended.map(YearNetwork.day), structures: parties.filter { $0.hasPrefix("S") },
      partners: parties.filter { $0.hasPrefix("PA") },
      communes: communes.map { Agreement.Place(code: $0, asOf: YearNetwork.day($1)) })
  }

  private static let all = [
    agreement(
      "A01", .tripartite, signed: "2022-01-15", "2022-01-01", "2025-12-31",
      with: ["S01", "PA-CAF", "PA-COM1"]),
    agreement(
      "A02", .tripartite, signed: "2023-05-01", "2023-01-01", "2026-06-30",
      with: ["S02", "S08", "PA-CAF", "PA-EPCI"]),
    agreement(
      "A03", .tripartite, signed: nil, "2025-01-01", "2028-12-31", with: ["S05", "PA-COM2"]),
    agreement(
      "A04", .tripartite, signed: "2024-03-01", "2024-01-01", "2027-12-31", ended: "2025-12-31",
      with: ["S13", "PA-CAF", "PA-MET"]),
    agreement(
      "A05", .ctg, signed: "2023-12-10", "2023-12-01", "2027-12-31", ended: "2026-03-31",
      with: ["PA-CAF", "PA-EPCI"],
      at: [("69152", "2023-06-01"), ("69149", "2024-06-01"), ("69381", "2024-01-01")]),
    agreement(
      "A06", .ctg, signed: "2026-01-01", "2025-07-01", with: ["PA-CAF", "PA-COM1"],
      at: [("69266", "2025-01-01")]),
    agreement(
      "A07", .ctg, signed: "2025-11-20", "2026-01-01", "2029-12-31", with: ["PA-CAF", "PA-COM2"],
      at: [("69264", "2024-01-01")]),
    agreement(
      "A08", .ctg, signed: "2024-01-05", "2024-01-01", "2026-07-01", with: ["PA-CAF", "PA-DEP"]),
    agreement(
      "A09", .cityPolicy, signed: "2024-04-01", "2024-01-01", "2030-12-31",
      with: ["PA-ETAT", "PA-MET", "S04"], at: [("69159", "2022-01-01"), ("69256", "2024-01-01")]),
    agreement("A10", .other, signed: "2025-01-01", "2025-01-01", with: ["S20", "PA-MSA"]),
    agreement(
      "A11", .cityPolicy, signed: "2020-02-01", "2020-01-01", "2023-12-31", with: ["PA-MET"]),
  ]

  private func rows(
    _ asOf: CivilDate = Self.day, endingBy: String? = nil, kind: AgreementKind? = nil,
    structure: String? = nil, commune: String? = nil, only: StructureChoice? = nil
  ) -> [ListAgreements.Row] {
    Agreements.rows(
      ListAgreements(
        asOf: asOf, endingBy: endingBy.map(YearNetwork.day), kind: kind, structure: structure,
        only: only ?? commune.map { StructureChoice(communes: [$0]) }),
      agreements: Self.all.reversed(), partners: Self.partners,
      names: ["PA-CAF": "Caf fictive", "S01": "nobody"], network: YearNetwork.network)
  }

  @Test("a draft is not signed yet; then what is over is ended, what has not begun upcoming")
  func states() {
    let states = rows().map { "\($0.code) \($0.state)" }
    // A01 ends that day, A04 is broken off that day; A06 is signed the day after, A07 begins then.
    #expect(
      states == [
        "A01 active", "A02 active", "A03 draft", "A04 ended", "A05 active", "A06 draft",
        "A07 upcoming", "A08 active", "A09 active", "A10 active", "A11 ended",
      ])
    let next = rows(YearNetwork.day("2026-01-01"), kind: .tripartite)
    #expect(next.map(\.state) == ["ended", "active", "draft", "ended"])
    // Not signed, and over: a draft. Broken off before it began: ended.
    let unsigned = Self.agreement("X", .other, signed: nil, "2020-01-01", "2020-12-31")
    let stopped = Self.agreement(
      "Y", .other, signed: "2025-01-01", "2026-01-01", ended: "2025-06-01")
    #expect(unsigned.state(on: Self.day) == .draft)
    #expect(stopped.state(on: Self.day) == .ended)
  }

  @Test("each kind needs its parties; findings are told in every state, inactive structures in one")
  func findings() {
    let findings = rows().filter { !$0.findings.isEmpty }.map {
      "\($0.code) \($0.findings.joined(separator: " "))"
    }
    // S08 closed in April, S04 is outside; A03 has no Caf, A08 nobody local.
    #expect(
      findings == [
        "A02 STRUCTURE_INACTIVE", "A03 PARTIES_INCOMPLETE", "A08 NO_COMMUNE PARTIES_INCOMPLETE",
        "A09 STRUCTURE_INACTIVE", "A11 NO_COMMUNE PARTIES_INCOMPLETE",
      ])
    let unknown = Self.agreement("X", .other, signed: "2025-01-01", "2025-01-01", with: ["S99"])
    let found = Agreements.rows(
      ListAgreements(asOf: Self.day), agreements: [unknown], partners: [:],
      network: YearNetwork.network)
    #expect(found.map(\.findings) == [["STRUCTURE_INACTIVE"]])
  }

  @Test("communes are carried to the day, each once; an arrondissement stays one")
  func communes() {
    let rows = rows()
    #expect(rows[4].communes == ["69149", "69381"])
    #expect(rows[8].communes == ["69114", "69256"])
    let before = self.rows(YearNetwork.day("2023-12-31"))
    #expect(before[4].communes == ["69149", "69152", "69381"])
    #expect(rows[8].parties == ["PA-ETAT", "PA-MET", "S04"])
  }

  @Test(
    "an agreement concerns a territory by a commune of its own, or by a structure that is a party")
  func territories() {
    func codes(_ territories: String..., on day: CivilDate = Self.day) -> [String] {
      let limit = TerritoryLimit(territories, on: day, in: YearNetwork.network.communes)
      return Self.all.filter { $0.concerns(limit, on: day, in: YearNetwork.network) }.map(\.code)
    }
    #expect(codes("69266") == ["A06"])
    // S01 is in 69149, once 69152; A05 names both. A Lyon arrondissement of A05 lies in Lyon.
    #expect(codes("69149") == ["A01", "A05"] && codes("69152") == ["A01", "A05"])
    #expect(codes("69123") == ["A05"] && codes("69381") == ["A05"] && codes("69383") == [])
    // A08 and A11 name no commune and no structure; S20, a party of A10, is in 69M.
    #expect(codes("69D").contains("A07") && !codes("69").contains("A08"))
    #expect(codes("69001").isEmpty && codes().isEmpty)
  }

  @Test("ending by a day are the active ones, by their last day or by being broken off")
  func ending() {
    // A02 ends on that day, A08 a day later; A04 is ended, A03 and A06 are drafts, A07 has not begun.
    #expect(rows(endingBy: "2026-06-30").map(\.code) == ["A01", "A02", "A05"])
    #expect(rows(endingBy: "2026-06-30", kind: .tripartite).map(\.code) == ["A01", "A02"])
    #expect(rows(structure: "S08").map(\.code) == ["A02"])
    #expect(rows(structure: "PA-MSA").isEmpty)
  }

  @Test("of a commune are those that hold there, and those of which a structure there is a party")
  func ofCommune() {
    // 69149 is A05's, 69152 became it; S01, a party of A01, is there.
    #expect(rows(commune: "69149").map(\.code) == ["A01", "A05"])
    #expect(rows(commune: "69152").map(\.code) == ["A01", "A05"])
    // A05 names the 1st arrondissement of Lyon; S05 (A03) and S13 (A04) are in 69264, which A07 names.
    #expect(rows(commune: "69123").map(\.code) == ["A05"])
    #expect(rows(commune: "69264").map(\.code) == ["A03", "A04", "A07"])
  }

  @Test(
    "by membership and territory those count of which such a structure is a party, or such a commune"
  )
  func ofMembers() {
    func codes(_ choice: StructureChoice) -> [String] { rows(only: choice).map(\.code) }
    // S01 (A01), S02 and S08 (A02), S13 (A04) are members; S05 (A03), S04 (A09), S20 (A10) are not. A commune is no member.
    #expect(codes(StructureChoice(federated: true)) == ["A01", "A02", "A04"])
    #expect(codes(StructureChoice(federated: false)) == ["A03", "A09", "A10"])
    // In 69D: S02, S05, S13, S20; 69264 of A07, 69114 of A09.
    #expect(
      codes(StructureChoice(ctcd: .departement)) == ["A02", "A03", "A04", "A07", "A09", "A10"])
    // A choice of several is about one structure, not about two of the parties.
    #expect(codes(StructureChoice(ctcd: .departement, federated: false)) == ["A03", "A10"])
    #expect(codes(StructureChoice(communes: ["69264", "69266"])) == ["A03", "A04", "A06", "A07"])
    // An empty choice leaves out nothing: A08 and A11 name neither a structure nor a commune.
    #expect(codes(StructureChoice()).count == 11)
  }

  @Test("parties have names in their order; a partner that is not known has its code")
  func names() {
    let first = rows()[0]
    // The network of these tests names structures by their codes; a structure's name is not a partner's.
    #expect(first.parties == ["PA-CAF", "PA-COM1", "S01"])
    #expect(first.partyNames == ["Caf fictive", "PA-COM1", "S01"])
  }

  @Test("a partner has the agreements that it is a party of, those in force, and its contributions")
  func partnersListed() {
    let partners = Self.partners.map {
      Partner(code: $0.key, name: "\($0.key) fictif", kind: $0.value)
    }
    func told(_ contributions: [String: Int]?) -> [String] {
      Partners.rows(partners, agreements: Self.all, contributions: contributions, on: Self.day)
        .map {
          let count = $0.contributions.map(String.init) ?? "–"
          return "\($0.code) \($0.kind) \($0.agreements) \($0.activeAgreements) \(count)"
        }
    }
    // Of A01 A02 A04 A05 A06 A07 A08 with the Caf, A04 is ended, A06 a draft, A07 upcoming; of A04 A09 A11 with the Métropole A09 is in
    // force; PA-COM1 has A01 and the draft A06, PA-COM2 the draft A03 and A07.
    #expect(
      told(["PA-CAF": 7, "PA-MET": 3]) == [
        "PA-CAF caf 7 4 7", "PA-COM1 commune 2 1 0", "PA-COM2 commune 2 0 0",
        "PA-DEP departement 1 1 0", "PA-EPCI epci 2 2 0", "PA-ETAT state 1 1 0",
        "PA-MET metropole 3 1 3", "PA-MSA msa 1 1 0",
      ])
    #expect(told(nil).allSatisfy { $0.hasSuffix(" –") })
  }

  private func coverage(_ kind: ListCoverage.Kind, _ day: CivilDate = Self.day) -> [ListCoverage
    .Row]
  {
    Agreements.coverage(
      ListCoverage(kind: kind, asOf: day), agreements: Self.all, network: YearNetwork.network)
  }

  @Test(
    "a commune is covered by an active agreement that has it, an arrondissement counts for Lyon")
  func communesCovered() {
    let ctg = coverage(.ctg)
    #expect(
      ctg.map(\.code) == [
        "69029", "69096", "69114", "69123", "69135", "69149", "69256", "69264", "69266", "69290",
        "69297",
      ])
    #expect(ctg.map(\.structures) == [1, 1, 2, 1, 1, 2, 1, 2, 1, 1, 1])
    // A06 is a draft, A07 has not begun.
    let covered = ctg.filter { !$0.agreements.isEmpty }
    #expect(covered.map(\.code) == ["69123", "69149"])
    #expect(covered.allSatisfy { $0.agreements == ["A05"] })

    // At the end of 2023 the two communes are apart; A05's 69149 of 2024 stands for itself before.
    let before = coverage(.ctg, YearNetwork.day("2023-12-31"))
    #expect(before.count == 14)
    #expect(
      before.filter { !$0.agreements.isEmpty }.map(\.code) == ["69123", "69149", "69152"])

    let city = coverage(.cityPolicy).filter { !$0.agreements.isEmpty }
    #expect(city.map { [$0.code] + $0.agreements } == [["69114", "A09"], ["69256", "A09"]])
  }

  @Test("a structure is covered by the active tripartite agreements that it is a party of")
  func structuresCovered() {
    let rows = coverage(.tripartite)
    #expect(rows.count == 14 && rows.allSatisfy { $0.structures == nil })
    // Not S13 (A04 ended that day), S05 (a draft), S08 (closed).
    #expect(
      rows.filter { !$0.agreements.isEmpty }.map { [$0.code] + $0.agreements }
        == [["S01", "A01"], ["S02", "A02"]])
  }
}
