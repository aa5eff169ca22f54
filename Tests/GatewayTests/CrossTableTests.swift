import Composition
import Contracts
import Testing
import Values

/// SENACS participation of the golden campaign of 2025 by kind and territory. Source: Tests/Golden/expected.md, I1.
@Suite("Cross tables")
struct CrossTableTests {
  /// The expected structures; those of kind CS, those of the Métropole, and those that answered.
  private static let expected = [1, 2, 3] + Array(9...20)
  private static let social: Set = [1, 2, 3, 9, 11, 13, 14, 17, 19]
  private static let metropole: Set = [1, 3, 9, 11, 15, 16, 17, 18, 19]
  private static let answered: Set = [1, 2, 3, 9, 11, 12, 14, 16, 17]

  private static func code(_ number: Int) -> String { number < 10 ? "S0\(number)" : "S\(number)" }

  private static func structure(_ number: Int) -> StructureSummary {
    StructureSummary(
      id: Identifier(rawValue: ""), code: code(number),
      kind: social.contains(number) ? "CS" : "EVS",
      name: "", commune: "69123", communeName: nil,
      ctcd: metropole.contains(number) ? "69M" : "69D",
      federated: nil, isActive: true, fictitious: true)
  }

  private static let known = Dictionary(
    uniqueKeysWithValues: expected.map { (code($0), structure($0)) })

  private static let parts = ParticipationParts(
    GetParticipation.Reply(
      rows: [],
      missing: expected.filter { !answered.contains($0) }.map {
        .init(code: code($0), name: "", kind: "", commune: "", reason: "NO_SUBMISSION")
      },
      expected: expected.map(code), referenceDate: CivilDate("2025-01-01")!, frozen: nil,
      joined: [], left: [], fictitious: true))

  private func told(_ tally: CrossTable.Tally) -> String { "\(tally.counting)/\(tally.all)" }

  @Test("participation by kind and territory has I1's figures as its totals")
  func participation() {
    let table = ParticipationParts.table([.kind, .ctcd], Self.parts.members) { Self.known[$0] }

    #expect(table.values == [["CS", "EVS"], ["69M", "69D"]])
    // CS of the Métropole are S01 S03 S09 S11 S17 S19, all but S19 answered; of the Département S02 S13 S14, all but S13.
    // EVS: S15 S16 S18, of which S16 answered; S10 S12 S20, of which S12 answered.
    #expect(
      table.cells.map { told(table.tally($0)) } == [
        "5/6", "2/3", "7/9", "1/3", "1/3", "2/6", "6/9", "3/6", "9/15",
      ])
    for (scope, right) in [
      ("all", "9/15"), ("kind:CS", "7/9"), ("kind:EVS", "2/6"), ("ctcd:69M", "6/9"),
      ("ctcd:69D", "3/6"),
    ] {
      let part = ParticipationParts.part(scope, Self.parts.members) { Self.known[$0] }
      #expect(told(part) == right, "\(scope)")
    }
  }

  @Test("a value that nobody has is there with zero; what is not known comes last")
  func values() {
    let table = CrossTable(
      [.kind, .commune],
      [
        .init(values: ["EVS", "69266"]), .init(values: ["EVS", CrossTable.unknown]),
        .init(values: ["EVS", "69029"], counts: false),
      ])

    #expect(table.values == [["CS", "EVS"], ["69029", "69266", ""]])
    #expect(table.tally(["CS", "69266"]) == CrossTable.Tally())
    #expect(told(table.tally(["EVS", nil])) == "2/3" && told(table.tally([nil, nil])) == "2/3")
    #expect(table.tally([nil, CrossTable.unknown]).all == 1)
    #expect(CrossTable.value(.federated, of: Self.structure(1)) == CrossTable.unknown)
    #expect(CrossTable.value(.reason, of: Self.structure(1)) == nil)
  }

  @Test("who has several reasons is counted under each of them, and once in the totals")
  func several() {
    let table = CrossTable(
      [.reason, .kind],
      [
        .init(several: [["A", "B"], ["CS"]]), .init(several: [["B"], ["CS"]]),
        .init(several: [["A", "B", "C"], ["EVS"]]),
      ])

    #expect(table.values == [["A", "B", "C"], ["CS", "EVS"]])
    #expect(table.cells.map { table.tally($0).all } == [1, 1, 2, 2, 1, 3, 0, 1, 1, 2, 1, 3])
  }

  @Test("one trait has its values and the total")
  func single() {
    let table = ParticipationParts.table([.ctcd], Self.parts.members) { Self.known[$0] }
    #expect(table.cells == [["69M"], ["69D"], [nil]])
    #expect(table.cells.map { table.tally($0).all } == [9, 6, 15])
  }
}
