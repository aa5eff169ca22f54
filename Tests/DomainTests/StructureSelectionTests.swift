import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// The structures of acceptance/golden-year, expected-year.md.
@Suite("Which structures are meant")
struct StructureSelectionTests {
  private static let network = YearNetwork.network

  private func selection(_ day: String, _ choice: StructureChoice) -> StructureSelection {
    StructureSelection(choice, in: Self.network, on: YearNetwork.day(day))
  }

  private func codes(_ day: String, _ choice: StructureChoice) -> [String] {
    let selection = selection(day, choice)
    return Self.network.structures(on: YearNetwork.day(day)).filter(selection.contains)
      .map(\.code)
  }

  @Test("each member leaves the others out, and together they leave out what any of them does")
  func members() {
    let day = "2025-12-31"
    #expect(codes(day, StructureChoice()).count == 20)
    #expect(
      codes(day, StructureChoice(kind: .espaceDeVieSociale)) == [
        "S04", "S05", "S07", "S10", "S12", "S15", "S16", "S18", "S20",
      ])
    #expect(
      codes(day, StructureChoice(active: true)) == [
        "S01", "S02", "S03", "S05", "S06", "S07", "S12", "S13", "S14", "S15", "S17", "S18", "S19",
        "S20",
      ])
    #expect(
      codes(day, StructureChoice(active: false)) == ["S04", "S08", "S09", "S10", "S11", "S16"])
    #expect(codes(day, StructureChoice(kind: .centreSocial, federated: false)) == [])
    let both = StructureChoice(kind: .espaceDeVieSociale, federated: true, active: true)
    #expect(codes(day, both) == ["S07"])
    // 69114, 69264, 69066, 69135 (69015 until 2019) and 69297 are in the Département; S04 (38185) is in neither part.
    #expect(
      codes(day, StructureChoice(ctcd: .departement)) == [
        "S02", "S05", "S10", "S12", "S13", "S14", "S20",
      ])
    #expect(codes(day, StructureChoice(ctcd: .metropole)).count == 12)
  }

  @Test("a former commune stands for the one it became, an arrondissement for Lyon")
  func communes() {
    let day = "2025-12-31"
    // 69152 has become 69149, where S01 and S19 are; S03 is in the 3rd arrondissement, S16 in Lyon.
    #expect(codes(day, StructureChoice(communes: ["69152"])) == ["S01", "S19"])
    #expect(codes(day, StructureChoice(communes: ["69149"])) == ["S01", "S19"])
    #expect(codes(day, StructureChoice(communes: ["69381"])) == ["S03", "S16"])
    #expect(codes(day, StructureChoice(communes: ["69266", "69264"])) == ["S05", "S06", "S13"])
    #expect(codes("2023-12-31", StructureChoice(communes: ["69149"])) == ["S19"])
  }

  @Test("a code of no commune is told, one outside 69 with a structure is not")
  func unknown() {
    let day = "2025-12-31"
    #expect(
      selection(day, StructureChoice(communes: ["69266", "69000"])).unknownCommune == "69000")
    #expect(selection(day, StructureChoice(communes: ["69152", "38185"])).unknownCommune == nil)
    #expect(codes(day, StructureChoice(communes: ["38185"])) == ["S04"])
    let places = StructureSelection.places(in: Self.network, on: YearNetwork.day(day))
    #expect(places.first == "38185" && places.contains { $0.hasPrefix("69149 ") })
  }
}
