import CentreNetwork
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("A limit to territories")
struct TerritoryLimitTests {
  /// 69152 joined 69149 on 2024-01-01 (INSEE, COG 2026); Lyon has an arrondissement.
  private static let communes = CommuneHistory(
    communes: [
      ("69123", "69M", nil), ("69383", "69M", "69123"), ("69149", "69M", nil),
      ("69264", "69D", nil),
    ].map { Commune(code: $0.0, name: $0.0, ctcd: $0.1, parent: $0.2) },
    movements: ["69149", "69152"].map {
      Movement(
        effectiveOn: day("2024-01-01"), from: $0, to: "69149", nameBefore: $0, nameAfter: "69149")
    })

  private func sees(_ territories: String..., place: String, on text: String = "2025-06-01") -> Bool
  {
    TerritoryLimit(territories, on: day(text), in: Self.communes).includes(place)
  }

  @Test("a commune, its arrondissements, and what contains it: each sees what lies within")
  func within() {
    #expect(sees("69149", place: "69149") && !sees("69149", place: "69264"))
    #expect(sees("69M", place: "69149") && !sees("69M", place: "69264"))
    #expect(sees("69", place: "69264") && sees("69149", "69D", place: "69264"))
    #expect(sees("69123", place: "69383") && !sees("69383", place: "69123"))
    // Outside the perimeter, and texts that are no territory.
    #expect(!sees("69", place: "38185") && !sees("restricted", place: "69149"))
    #expect(!TerritoryLimit([], on: day("2025-06-01"), in: Self.communes).includes("69149"))
  }

  @Test("a former commune's code is what the commune became, from that day on")
  func former() {
    #expect(sees("69152", place: "69149"))
    #expect(sees("69152", place: "69152", on: "2023-12-31"))
    #expect(!sees("69152", place: "69149", on: "2023-12-31"))
    #expect(!sees("69149", place: "69152", on: "2023-12-31"))
  }

  @Test("a commune that was joined to another one and is its own again has its own code again")
  func ownAgain() {
    // 69152 joins 69149 on 1 January 2000 and leaves it on 1 January 2010.
    let steps = [
      ("2000", "69149", "69149"), ("2000", "69152", "69149"), ("2010", "69149", "69149"),
      ("2010", "69149", "69152"),
    ]
    let communes = CommuneHistory(
      communes: ["69149", "69152"].map { Commune(code: $0, name: $0, ctcd: "69M", parent: nil) },
      movements: steps.map { year, from, to in
        Movement(
          effectiveOn: day("\(year)-01-01"), from: from, to: to, nameBefore: from, nameAfter: to)
      })

    #expect(
      ["1999", "2005", "2015"].map { communes.present("69152", on: day("\($0)-06-01")) }
        == ["69152", "69149", "69152"])
    // Every movement up to that day would lead to the commune that it was joined to.
    let followed = communes.carried("69152", meantOn: .earliest, to: day("2015-06-01"))
    #expect(followed == "69149")
  }
}
