import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// Rows of acceptance/golden-year, expected-year.md, “Registry”.
@Suite("Contributions")
struct ContributionTests {
  private static func contribution(
    _ structure: String, _ partner: PartnerKind, _ purpose: ContributionPurpose,
    _ promised: String, _ paid: String
  ) -> Contribution {
    Contribution(
      structureCode: structure, partner: partner, purpose: purpose, promised: Quantity(promised),
      paid: Quantity(paid))
  }

  private static let of2025 = [
    contribution("S01", .caf, .functioning, "12000", "12000.00"),
    contribution("S02", .caf, .functioning, "8000.5", ""),
    contribution("S05", .caf, .functioning, "", "1500.25"),
    contribution("S04", .caf, .functioning, "99999", "99999"),
    contribution("S08", .caf, .functioning, "3000", "3000"),
    contribution("S01", .commune, .functioning, "20000", "18000.75"),
    contribution("S01", .commune, .functioning, "500.1", ""),
    contribution("S20", .commune, .project, "", ""),
    contribution("S13", .metropole, .action1, "0", "0.00"),
    contribution("S13", .metropole, .action2, "999999999999.99", ""),
    contribution("S17", .metropole, .action2, "0.01", ""),
  ]

  private func rows(
    _ contributions: [Contribution], structure: String? = nil,
    network: Network = YearNetwork.network
  ) -> [String] {
    Contributions.rows(
      ListContributions(year: 2025, structure: structure), contributions: contributions,
      network: network
    ).map {
      let amounts = [$0.promised, $0.paid].map { $0?.text(decimals: 2) ?? "–" }
      return [
        $0.scope, $0.kind, $0.purpose, amounts[0], amounts[1], String($0.rows),
        String($0.structures),
      ].joined(separator: " ")
    }
  }

  @Test("amounts add up exactly, of the rows that say them; a sum of none is none")
  func sums() {
    // S08 closed in April and counts all the same; S04 is outside. S20's row says neither amount, S13's zeros are amounts.
    #expect(
      rows(Self.of2025) == [
        "all caf functioning 23000.50 16500.25 4 4",
        "all commune functioning 20500.10 18000.75 2 1",
        "all commune project – – 1 1",
        "all metropole action_1 0.00 0.00 1 1",
        "all metropole action_2 1000000000000.00 – 2 2",
        "kind:CS caf functioning 23000.50 15000.00 3 3",
        "kind:CS commune functioning 20500.10 18000.75 2 1",
        "kind:CS metropole action_1 0.00 0.00 1 1",
        "kind:CS metropole action_2 1000000000000.00 – 2 2",
        "kind:EVS caf functioning – 1500.25 1 1",
        "kind:EVS commune project – – 1 1",
        "ctcd:69M caf functioning 15000.00 15000.00 2 2",
        "ctcd:69M commune functioning 20500.10 18000.75 2 1",
        "ctcd:69M metropole action_2 0.01 – 1 1",
        "ctcd:69D caf functioning 8000.50 1500.25 2 2",
        "ctcd:69D commune project – – 1 1",
        "ctcd:69D metropole action_1 0.00 0.00 1 1",
        "ctcd:69D metropole action_2 999999999999.99 – 1 1",
      ])
  }

  @Test("of one structure its own rows only")
  func own() {
    #expect(
      rows(Self.of2025, structure: "S05") == [
        "all caf functioning – 1500.25 1 1", "kind:EVS caf functioning – 1500.25 1 1",
        "ctcd:69D caf functioning – 1500.25 1 1",
      ])
    #expect(rows(Self.of2025, structure: "S04").isEmpty)
  }

  @Test("partner by partner a structure's own rows are told once, by name; others are told by kind")
  func byPartner() {
    func row(
      _ structure: String, _ partner: String, _ kind: PartnerKind, _ promised: String,
      _ paid: String
    ) -> Contribution {
      Contribution(
        structureCode: structure, partner: kind, partnerCode: partner, purpose: .functioning,
        promised: Quantity(promised), paid: Quantity(paid))
    }
    let rows = Contributions.rows(
      ListContributions(year: 2025, structure: "S01", byPartner: true),
      contributions: [
        row("S01", "PA-COM2", .commune, "500.1", ""),
        row("S01", "PA-COM1", .commune, "20000", "18000.75"),
        row("S01", "PA-CAF", .caf, "12000", "12000.00"),
        row("S02", "PA-CAF", .caf, "8000.5", ""),
      ], names: ["PA-COM1": "Commune fictive Un"], network: YearNetwork.network)

    #expect(rows.map(\.scope) == ["all", "all", "all"])
    #expect(rows.map(\.partner) == ["PA-CAF", "PA-COM1", "PA-COM2"])
    #expect(rows.map(\.partnerName) == [nil, "Commune fictive Un", nil])
    #expect(rows.map { $0.promised?.text(decimals: 2) } == ["12000.00", "20000.00", "500.10"])
    #expect(rows.map { $0.paid?.text(decimals: 2) } == ["12000.00", "18000.75", nil])
  }

  @Test("a structure is what it is on 31 December; one that is not known then counts nowhere")
  func lastDay() {
    func structure(_ code: String, _ kind: StructureKind, from day: String?) -> Structure {
      Structure(
        code: code, kind: kind, name: code, commune: "69264",
        communeAsOf: YearNetwork.day("2024-01-01"), closedOn: nil,
        validFrom: day.map(YearNetwork.day))
    }
    let network = Network(
      structures: [
        structure("S1", .espaceDeVieSociale, from: nil),
        structure("S1", .centreSocial, from: "2025-12-31"),
        structure("S2", .espaceDeVieSociale, from: nil),
        structure("S2", .centreSocial, from: "2026-01-01"),
        structure("S3", .centreSocial, from: "2026-01-01"),
      ], approvals: [], communes: YearNetwork.network.communes)
    let given = ["S1", "S2", "S3", "S9"].map {
      Self.contribution($0, .msa, .other, "1", "")
    }
    #expect(
      rows(given, network: network) == [
        "all msa other 2.00 – 2 2", "kind:CS msa other 1.00 – 1 1",
        "kind:EVS msa other 1.00 – 1 1", "ctcd:69D msa other 2.00 – 2 2",
      ])
  }
}
