import CentreNetwork
import CodebookRules
import Testing
import Values

@testable import Contracts
@testable import SenacsDomain

@Suite("Feedback sheets: who is compared, and what is told of them")
struct ComparisonTests {
  private static let sizes = Codebook(
    fields: [.init("etp", type: "number"), .init("v", type: "number")],
    sizes: .init(field: "etp", bounds: [5, 15]))

  private static func peer(
    _ code: String, _ kind: String = "CS", zone: String? = "urban", qpv: Bool? = false,
    etp: String?, v: String? = nil
  ) -> Peer {
    let structure = Structure(
      code: code, kind: StructureKind(rawValue: kind), name: code, commune: "69266",
      communeAsOf: CivilDate(daysSinceEpoch: 0), closedOn: nil, zone: zone, qpv: qpv)
    return Peer(structure, Answer(["etp": etp ?? "", "v": v ?? ""]))
  }

  private static func peers(_ count: Int, _ name: String, _ make: (String) -> Peer) -> [Peer] {
    (0..<count).map { make("\(name)\($0)") }
  }

  private static func names(_ comparison: Comparison?, _ code: String = "") -> [String] {
    (comparison?.groups ?? []).map { group in
      let told = group.told(to: code)
      return [told.kind, told.area ?? "-", told.size ?? "-", "\(told.count)"].joined(separator: " ")
    }
  }

  @Test(
    "each structure is in one group of ten at least: of its kind, and as alike as there are enough")
  func groups() throws {
    let urban =
      Self.peers(12, "a") { Self.peer($0, etp: "5") }
      + Self.peers(10, "b") { Self.peer($0, etp: "15") }
      + Self.peers(3, "c") { Self.peer($0, etp: "4.9") }
    let quarters = Self.peers(9, "d") { Self.peer($0, qpv: true, etp: "10") }
    let rural = Self.peers(2, "e") { Self.peer($0, zone: "rural", etp: "20") }
    let other = Self.peers(9, "f") { Self.peer($0, "EVS", etp: "2") }
    let comparison = Comparison(urban + quarters + rural + other, Self.sizes, [:])
    // The three small CS join those of 5 to 15, and the rural ones join those of priority neighbourhoods. Nine EVS are too few
    // for a group.
    #expect(
      Self.names(comparison) == ["CS qpv+rural - 11", "CS urban <15 15", "CS urban >=15 10"])
    #expect(Self.names(comparison, "a0").contains("CS urban <15 14"))
    let found = try #require(comparison)
    let members = found.groups.flatMap(\.members)
    #expect(members.count == Set(members).count && members.count == 36)
    // A structure that answered late is shown the group that it resembles most; none if its kind has no group, or if its size
    // matters and is unknown.
    #expect(
      found.group(of: Self.peer("x", etp: "14.9"))?.size == .init(from: nil, below: 15_000_000))
    #expect(found.group(of: Self.peer("x", zone: "rural", etp: nil))?.areas == ["qpv", "rural"])
    #expect(found.group(of: Self.peer("x", etp: nil)) == nil)
    #expect(found.group(of: Self.peer("x", "EVS", etp: "2")) == nil)
    #expect(Comparison(other + quarters, Self.sizes, [:]) == nil)
    // A bound between sizes that lies inside a step would tell more than the step does, so 12 becomes 10.
    let odd = Codebook(fields: Self.sizes.fields, sizes: .init(field: "etp", bounds: [12]))
    let halves =
      Self.peers(10, "g") { Self.peer($0, etp: "9") }
      + Self.peers(10, "h") { Self.peer($0, etp: "11") }
    #expect(Self.names(Comparison(halves, odd, [:])) == ["CS - <10 10", "CS - >=10 10"])
  }

  @Test(
    "what is told of a field are ends of steps, the same to all members, of ten answers at least")
  func told() throws {
    // Of the answers 1 … 12 the third, the tenth and the sixth count; told are the ends of their steps.
    let peers = (1...12).map { Self.peer("p\($0)", etp: "10", v: "\($0)") }
    let comparison = try #require(Comparison(peers, Self.sizes, [:]))
    for own in [peers[0], peers[11]] {
      let sheet = FeedbackSheet(
        own, Self.sizes, earlier: [], (Self.campaign(2025), comparison))
      let row = try #require(sheet.rows.first { $0.field == "v" }?.peers)
      #expect(row.lower == "0" && row.upper == "15" && row.median == "7.5")
      #expect(row.medianLower == "5" && row.medianUpper == "10" && row.group.count == 11)
    }
    let silent = (1...3).map { Self.peer("s\($0)", etp: "10") }
    let few = try #require(Comparison(Array(peers.prefix(9)) + silent, Self.sizes, [:]))
    #expect(few.groups[0].members.count == 12 && few.groups[0].told["v"] == nil)
    let sheet = FeedbackSheet(
      peers[0], Self.sizes, earlier: [], (Self.campaign(2025), few))
    #expect(sheet.rows.first { $0.field == "v" }?.held == "TOO_FEW_PEERS")
    // Nothing is told of a field that takes only listed numbers, nor of a second part of the same total.
    let choice = FieldBounds(least: nil, most: nil, isChoice: true)
    #expect(Comparison(peers, Self.sizes, ["v": choice])?.groups[0].told["v"] == nil)
    let tied = Codebook(
      fields: ["total", "etp", "v"].map { .init($0, type: "number") },
      rules: [.init(kind: "sum", total: "total", parts: ["etp", "v"])])
    #expect(Comparison(peers, tied, [:])?.tied == ["v"])
    #expect(Self.sizes.sizes?.bands == ["<5", "5-15", ">=15"])
  }

  private static func campaign(_ year: Int) -> Campaign {
    let day = CivilDate(daysSinceEpoch: 0)
    return Campaign(
      code: String(year), dataYear: year - 1, referenceDate: day, opensOn: day, closesOn: day)
  }

  @Test("the greatest amounts are compared like any other")
  func extremes() throws {
    let most = "1000000000"
    let peers = (0..<10).map { Self.peer("p\($0)", etp: "10", v: $0 < 5 ? "-" + most : most) }
    let found = try #require(Comparison(peers, Self.sizes, [:])?.groups.first?.told["v"])
    #expect(found.lower == -1_000_000_000_000_000 && found.upper == 1_000_000_000_000_000)
  }

  @Test("a field's past goes back as far as it can be compared, under its old names")
  func past() throws {
    let day = CivilDate(daysSinceEpoch: 0)
    let new = Codebook(
      fields: [.init("x", type: "number"), .init("y", type: "number")],
      changes: [
        .init(field: "x", kind: "renamed", from: "old"), .init(field: "y", kind: "redefined"),
      ])
    let middle = Codebook(
      fields: [.init("old", type: "number"), .init("y", type: "number")],
      changes: [.init(field: "old", kind: "redefined")])
    let first = Codebook(fields: [.init("old", type: "number"), .init("y", type: "number")])
    let own = Peer(
      Structure(
        code: "own", kind: .centreSocial, name: "", commune: "", communeAsOf: day,
        closedOn: nil), Answer(["x": "3", "y": "4"]))
    // While the campaign is open, peers come from the last closed campaign, by the names that fields had then.
    let last = try #require(
      Comparison(
        (0..<10).map { place in
          Peer(
            Structure(
              code: "p\(place)", kind: .centreSocial, name: "", commune: "", communeAsOf: day,
              closedOn: nil), Answer(["old": "20", "y": "1"]))
        }, middle, [:]))
    let sheet = FeedbackSheet(
      own, new,
      earlier: [
        (Self.campaign(2025), middle, Answer(["old": "2", "y": "1"])),
        (Self.campaign(2024), first, Answer(["old": "1", "y": "1"])),
      ], (Self.campaign(2025), last))
    #expect(sheet.group?.count == 10 && sheet.rows.map(\.field) == ["x", "y"])
    #expect(sheet.rows[0].peers?.medianLower == "20")
    #expect(sheet.rows[1].peers == nil && sheet.rows[1].held == "NOT_ASKED_THEN")
    // `old` was redefined in 2025, so the series of x begins there.
    #expect(sheet.rows[0].past == [.init(campaign: "2025", dataYear: 2024, value: "2")])
    #expect(sheet.rows[1].past.isEmpty && sheet.rows[1].isRedefined)
  }
}
