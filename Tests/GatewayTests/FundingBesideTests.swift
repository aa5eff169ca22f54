import Composition
import Contracts
import Testing
import Values

@Suite("Contributions beside what SENACS is told")
struct FundingBesideTests {
  private func row(
    _ kind: String, promised: String?, paid: String?, scope: String = "all",
    purpose: String = "functioning"
  ) -> ListContributions.Row {
    .init(
      scope: scope, kind: kind, purpose: purpose, promised: promised.flatMap { Quantity($0) },
      paid: paid.flatMap { Quantity($0) }, rows: 1, structures: 1)
  }

  private func amount(
    _ field: String, _ kinds: [String], _ euros: String?
  ) -> ListDeclaredFunding.Amount {
    .init(field: field, labels: nil, kinds: kinds, euros: euros.flatMap { Quantity($0) })
  }

  /// Each row as its kinds, the two amounts that are compared, and what there is to ask.
  private func lines(
    _ rows: [ListContributions.Row], _ amounts: [ListDeclaredFunding.Amount]
  ) -> [String] {
    FundingBeside(
      .init(rows: rows, fictitious: true),
      .init(campaign: "2025", receivedOn: nil, amounts: amounts, fictitious: true)
    ).rows.map { row in
      [
        row.kinds.joined(separator: "+"), row.known?.text ?? "-",
        row.declared?.text ?? "-", row.question ?? "",
      ].joined(separator: " ")
    }
  }

  @Test(
    "purposes add up, what is paid goes before what is promised, and a difference is a question")
  func beside() {
    let told = lines(
      [
        row("caf", promised: "12000", paid: "11000"),
        row("caf", promised: nil, paid: "500.25", purpose: "project"),
        row("commune", promised: "8000", paid: nil), row("epci", promised: "10", paid: "10"),
        row("metropole", promised: "5", paid: "5"), row("state", promised: "900", paid: "900"),
        row("federation", promised: "50", paid: "50"),
        // The same again in the other scopes, which count nothing more.
        row("caf", promised: "12000", paid: "11000", scope: "kind:CS"),
      ],
      [
        amount("subv_caf", ["caf"], "11501.25"), amount("subv_commune", ["commune"], "8001.01"),
        amount("subv_epci_metropole", ["epci", "metropole"], "15"),
        amount("subv_departement", ["departement"], "300"), amount("subv_etat_pv", ["state"], nil),
        amount("subv_msa", ["msa"], nil), amount("subv_carsat", ["carsat"], "0"),
      ])

    #expect(
      told == [
        // 11 000 + 500.25 = 11 500.25: a euro apart is no difference yet. 8 001.01 is more than a euro from 8 000.
        "caf 11500.25 11501.25 ", "commune 8000 8001.01 AMOUNTS_DIFFER", "epci+metropole 15 15 ",
        "departement - 300 NOT_RECORDED", "state 900 - NOT_DECLARED", "carsat - 0 ",
        // SENACS asks nothing about the federation.
        "federation 50 - ",
      ])
  }

  @Test(
    "a purpose of which nothing is known to be paid counts by its promise; a promise of which nothing was paid is recorded"
  )
  func promises() {
    let told = lines(
      [
        row("caf", promised: "6300", paid: "6300"),
        row("caf", promised: "56704", paid: nil, purpose: "project"),
        row("commune", promised: "388952", paid: "0"),
      ], [amount("subv_caf", ["caf"], "63004"), amount("subv_commune", ["commune"], "388952")])
    // 6 300 paid + 56 704 promised = 63 004.
    #expect(told == ["caf 63004 63004 ", "commune 0 388952 AMOUNTS_DIFFER"])
  }

  @Test(
    "a row has what the codebook calls its question; a kind that SENACS does not ask about has none"
  )
  func labels() {
    let asked = ListDeclaredFunding.Amount(
      field: "subv_caf", labels: ["fr": "Financement de la Caf"], kinds: ["caf"],
      euros: Quantity("10"))
    let rows = FundingBeside(
      .init(
        rows: [
          row("caf", promised: nil, paid: "10"), row("federation", promised: "5", paid: nil),
        ], fictitious: true),
      .init(campaign: "2025", receivedOn: nil, amounts: [asked], fictitious: true)
    ).rows
    #expect(rows.map(\.field) == ["subv_caf", nil])
    #expect(rows.map(\.labels) == [["fr": "Financement de la Caf"], nil])
  }

  @Test("without an answer the registry's amounts stand alone, and nothing is asked")
  func unanswered() {
    #expect(lines([row("caf", promised: "10", paid: nil)], []) == ["caf 10 - "])
    #expect(lines([], []).isEmpty)
  }
}
