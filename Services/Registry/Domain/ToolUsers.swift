public import Contracts
public import Network
public import Values

/// The structures that use each tool on a day.
///
/// Source: acceptance/year.md, “Tools”: a user is an active structure with a use whose interval contains the day, counted once.
public struct ToolUsers: Sendable {
  private let network: Network
  private let day: CivilDate
  /// Tool → its users.
  private let users: [String: Set<StructureIndex>]

  /// Takes uses in any order; those of structures that are not active on the day are left out.
  public init(_ uses: [ToolUse], in network: Network, on day: CivilDate) {
    self.network = network
    self.day = day
    let current = uses.filter { $0.period.contains(day) }
    let places = network.places(of: current.map(\.structureCode))
    var users: [String: Set<StructureIndex>] = [:]
    for (use, place) in zip(current, places) {
      guard let place, network.isActive(at: place, on: day) else { continue }
      users[use.toolCode, default: []].insert(place)
    }
    self.users = users
  }

  /// The users of a tool.
  func users(of code: String) -> Set<StructureIndex> { users[code] ?? [] }

  /// Returns a tool with the number of its users.
  public func row(_ tool: Tool) -> ListTools.Tool {
    let own = users[tool.code] ?? []
    func count(_ kind: StructureKind) -> Int {
      own.count { network.scopes(at: $0, on: day).contains(.kind(kind)) }
    }
    return ListTools.Tool(
      code: tool.code, title: tool.title, kind: tool.kind, sharing: tool.sharing,
      users: own.count, usersCS: count(.centreSocial), usersEVS: count(.espaceDeVieSociale),
      communes: Set(own.map { network.commune(at: $0, on: day) }).count)
  }

  /// The five scopes: how many structures are active, use a tool, and use one with others.
  public var figures: [CountTools.Row] {
    let active = network.active(on: day)
    let using = Set(users.values.joined())
    let sharing = Set(users.values.filter { $0.count >= 2 }.joined())
    return network.byScope(active, at: active, on: day).map { scope, own in
      CountTools.Row(
        scope: scope.name, active: own.count, using: own.count { using.contains($0) },
        sharing: own.count { sharing.contains($0) })
    }
  }
}
