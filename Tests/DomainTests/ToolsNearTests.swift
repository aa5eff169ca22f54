import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// Which tools comparable structures use; the rule stands in `Services/Registry/README.md`.
@Suite("Tools of comparable structures")
struct ToolsNearTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  private static func structure(
    _ code: String, _ kind: StructureKind = .centreSocial, _ commune: String = "69264",
    zone: String? = nil, qpv: Bool? = nil
  ) -> Structure {
    Structure(
      code: code, kind: kind, name: "Centre \(code)", commune: commune,
      communeAsOf: day("2024-06-01"), closedOn: nil, zone: zone, qpv: qpv)
  }

  /// Structures that are approved, but for those of the codes in `closed`.
  private static func network(_ structures: [Structure], closed: Set<String> = []) -> Network {
    Network(
      structures: structures,
      approvals: structures.filter { !closed.contains($0.code) }.map {
        Approval(
          structureCode: $0.code, period: Period(from: day("2020-01-01"), to: nil)!,
          families: false)
      }, communes: RandomNetwork.communes)
  }

  private static func use(_ tool: String, _ structure: String) -> ToolUse {
    ToolUse(
      toolCode: tool, structureCode: structure,
      period: Period(from: day("2024-01-01"), to: nil)!)
  }

  private static func tool(
    _ code: String, _ sharing: String = "open", owner: String? = nil
  ) -> Tool {
    Tool(code: code, title: "Outil \(code)", kind: "map", sharing: sharing, owner: owner)
  }

  private static let today = day("2025-12-31")

  /// The tools near a structure, each as its code, its users and its users in the commune.
  private static func lines(
    near code: String, _ network: Network, _ tools: [Tool], _ uses: [ToolUse]
  ) throws -> [String] {
    let structure = try #require(network[code])
    let near = try #require(ToolsNear(structure, in: network, on: today))
    let users = ToolUsers(uses, in: network, on: today)
    return near.tools(of: tools, users, mandates: Mandates([], in: network)).map {
      "\($0.code) \($0.users) \($0.usersInCommune)"
    }
  }

  @Test("comparable is who is active and of the same kind and area, if five are")
  func peers() throws {
    let urban = (1...6).map { Self.structure("U\($0)", zone: "urban") }
    let others = [
      Self.structure("R1", zone: "rural"), Self.structure("Q1", zone: "urban", qpv: true),
      Self.structure("E1", .espaceDeVieSociale, zone: "urban"), Self.structure("N1"),
    ]
    let network = Self.network(urban + others)
    func near(_ code: String, _ network: Network) throws -> ToolsNear {
      let structure = try #require(network[code])
      return try #require(ToolsNear(structure, in: network, on: Self.today))
    }
    func codes(_ near: ToolsNear) -> [String] { near.peers.map { network.structures[$0].code } }

    // U2 to U6 are five; the one in the priority neighbourhood is of another area, though its zone is the same.
    let own = try near("U1", network)
    #expect(codes(own) == ["U2", "U3", "U4", "U5", "U6"] && own.area == "urban")
    // Of R1 and Q1 nobody is of the same area, and of N1 no area is known: all other social centres are comparable.
    for code in ["R1", "Q1", "N1"] {
      let wide = try near(code, network)
      #expect(wide.peers.count == 8 && wide.area == nil, "\(code)")
    }
    // Without U6 four are left in the area, so U2 to U5, R1, Q1 and N1 are comparable.
    let fewer = try near("U1", Self.network(urban + others, closed: ["U6"]))
    #expect(fewer.peers.count == 7 && fewer.area == nil)
  }

  @Test("what is private, its own or in its use already is left out; the most used comes first")
  func tools() throws {
    let network = Self.network([
      Self.structure("S1", .centreSocial, "69264"), Self.structure("S2", .centreSocial, "69264"),
      Self.structure("S3", .centreSocial, "69123"), Self.structure("S4", .centreSocial, "69123"),
      Self.structure("E1", .espaceDeVieSociale, "69264"),
    ])
    let tools = [
      Self.tool("A"), Self.tool("B", "on_request", owner: "S3"), Self.tool("C", "private"),
      Self.tool("D", owner: "S1"), Self.tool("E"), Self.tool("F"), Self.tool("G"),
    ]
    let uses = [
      // A: two elsewhere. B: one in the commune and one elsewhere. E: S1 has it. F: only an EVS has it. G: one user.
      Self.use("A", "S3"), Self.use("A", "S4"), Self.use("B", "S2"), Self.use("B", "S3"),
      Self.use("C", "S2"), Self.use("D", "S2"), Self.use("E", "S1"), Self.use("E", "S2"),
      Self.use("F", "E1"), Self.use("G", "S4"),
    ]
    #expect(
      try Self.lines(near: "S1", network, tools, uses) == ["B 2 1", "A 2 0", "G 1 0"])
  }

  @Test(
    "whom to ask is the owner and who directs it that day, an interim only where nobody else does")
  func owner() throws {
    let network = Self.network([Self.structure("S1"), Self.structure("S2")])
    func mandate(_ person: String, _ from: String, _ to: String?, interim: Bool) -> Mandate {
      Mandate(
        personCode: person, structureCode: "S2", function: .director,
        period: Period(from: Self.day(from), to: to.flatMap { CivilDate($0) })!,
        interim: interim)
    }
    let mandates = Mandates(
      [
        mandate("P1", "2020-01-01", "2025-12-30", interim: false),
        mandate("P2", "2025-06-01", nil, interim: true),
      ], in: network)
    let structure = try #require(network["S1"])
    let near = try #require(ToolsNear(structure, in: network, on: Self.today))
    func told(on day: CivilDate) -> ListToolsNear.Tool? {
      ToolsNear(structure, in: network, on: day)?.tools(
        of: [Self.tool("A", owner: "S2")],
        ToolUsers([Self.use("A", "S2")], in: network, on: day), mandates: mandates
      ).first
    }

    #expect(near.peers.count == 1)
    #expect(told(on: Self.day("2025-12-30"))?.director == "P1")
    #expect(told(on: Self.today)?.director == "P2")
    #expect(told(on: Self.today)?.owner == "S2" && told(on: Self.today)?.ownerName == "Centre S2")
  }
}
