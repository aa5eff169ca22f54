import CentreNetwork
import Testing
import Values

@Suite("Facts by structure")
struct ByStructureTests {
  private static let day = CivilDate("2025-01-01")!
  private static let communes = CommuneHistory(
    communes: [
      Commune(code: "69149", name: "Oullins", ctcd: "69M", parent: nil),
      Commune(code: "69264", name: "Villefranche", ctcd: "69D", parent: nil),
    ], movements: [])

  private static func structure(
    _ code: String, kind: StructureKind = .centreSocial, commune: String = "69264"
  ) -> Structure {
    Structure(
      code: code, kind: kind, name: code, commune: commune, communeAsOf: day, closedOn: nil)
  }

  private static func network(_ structures: [Structure]) -> Network {
    Network(
      structures: structures,
      approvals: structures.map {
        Approval(
          structureCode: $0.code, period: Period(from: day, to: nil)!, families: false)
      }, communes: communes)
  }

  @Test("each structure has its own, in the order in which they came; nobody else's are kept apart")
  func grouping() {
    let network = Self.network(["C", "A", "B"].map { Self.structure($0) })
    #expect(network.structures.map(\.code) == ["A", "B", "C"])
    // The facts are not in the order of codes, one names an unknown structure, and B has none.
    let facts = ["C1", "A1", "X1", "C2", "A2", "A3"]
    let found = ByStructure(facts, in: network) { String($0.prefix(1)) }
    #expect(
      network.structures.indices.map { Array(found[$0]) } == [
        ["A1", "A2", "A3"], [], ["C1", "C2"],
      ])
    #expect(found.others == ["X1"])
    #expect(Array(found.all) == ["A1", "A2", "A3", "C1", "C2", "X1"])
    let firsts = found.compactMap { $0.hasSuffix("1") ? $0.first : nil }
    #expect(network.structures.indices.map { Array(firsts[$0]) } == [["A"], [], ["C"]])
    let reversed = found.sorted { $0 > $1 }
    #expect(Array(reversed[0]) == ["A3", "A2", "A1"] && Array(reversed[2]) == ["C2", "C1"])
    #expect(network.places(of: ["A", "C", "B", "Y"]) == [0, 2, 1, nil])
  }

  @Test("a structure that is given twice counts once, as it was given last")
  func twice() {
    let network = Self.network([
      Self.structure("A", commune: "69149"), Self.structure("B"), Self.structure("A"),
    ])
    #expect(network.structures.map(\.commune) == ["69264", "69264"])
    #expect(network.active(on: Self.day) == [0, 1])
  }

  @Test("values are divided by kind and territory; those outside the perimeter belong nowhere")
  func scopes() {
    let network = Self.network([
      Self.structure("A", commune: "69149"), Self.structure("B", kind: .espaceDeVieSociale),
      Self.structure("C", commune: "38185"), Self.structure("D"),
    ])
    let found = network.byScope([1, 2, 4, 8], at: [0, 1, 2, 3], on: Self.day)
    #expect(
      found.map { "\($0.scope.name) \($0.values)" } == [
        "all [1, 2, 8]", "kind:CS [1, 8]", "kind:EVS [2]", "ctcd:69M [1]", "ctcd:69D [2, 8]",
      ])
    #expect(!network.scopes(at: 0, on: Self.day).contains(.ctcd("69D")))
    #expect(network.scopes(at: 2, on: Self.day).isEmpty)
  }

  @Test("mandates of a function stand by their first day, whatever came between")
  func mandates() {
    func mandate(_ function: MandateFunction, _ from: String) -> Mandate {
      Mandate(
        personCode: "P", structureCode: "A", function: function,
        period: Period(from: CivilDate(from)!, to: nil)!, interim: false)
    }
    let network = Self.network([Self.structure("A")])
    let mandates = Mandates(
      [
        mandate(.director, "2024-01-01"), mandate(.familyReferent, "2020-01-01"),
        mandate(.coordinator, "2021-01-01"), mandate(.director, "2019-01-01"),
      ], in: network)
    #expect(mandates.at(0, .director).map(\.period.from.year) == [2019, 2024])
    #expect(mandates.at(0, .familyReferent).map(\.period.from.year) == [2020])
    #expect(mandates.of(Self.structure("A")).count == 4)
    #expect(mandates.of(Self.structure("B")).isEmpty)
  }
}
