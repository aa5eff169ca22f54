public import CentreNetwork
public import Contracts
public import Values

/// The structures that use each tool on a day.
///
/// Source: acceptance/year.md, “Tools”: a user is an active structure with a use whose interval contains the day, counted once.
public struct ToolUsers: Sendable {
  private let network: Network
  private let day: CivilDate
  /// Tool → its users.
  private let users: [String: Set<StructureIndex>]
  /// Tool → the uses of these; one structure may have several.
  private let uses: [String: [Use]]

  /// A structure and the days of its use.
  private struct Use {
    let place: StructureIndex
    let period: Period
  }

  /// Takes uses in any order; those of structures that are not active on the day are left out.
  public init(_ uses: [ToolUse], in network: Network, on day: CivilDate) {
    self.network = network
    self.day = day
    let current = uses.filter { $0.period.contains(day) }
    let places = network.places(of: current.map(\.structureCode))
    var users: [String: Set<StructureIndex>] = [:]
    var told: [String: [Use]] = [:]
    for (use, place) in zip(current, places) {
      guard let place, network.isActive(at: place, on: day) else { continue }
      users[use.toolCode, default: []].insert(place)
      told[use.toolCode, default: []].append(Use(place: place, period: use.period))
    }
    self.users = users
    self.uses = told
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
      communes: Set(own.map { network.commune(at: $0, on: day) }).count, owner: tool.owner,
      ownerName: tool.owner.flatMap { network.structure($0, on: day) ?? network[$0] }?.name)
  }

  /// Returns the uses of a tool, in the order of their places; one structure may have several.
  ///
  /// - Parameters:
  ///   - code: the tool's code.
  ///   - structure: the one structure that is meant; nil for all.
  /// - Returns: what is told of each use.
  public func uses(of code: String, by structure: String?) -> [ListToolUsers.Use] {
    (uses[code] ?? []).compactMap { use -> ListToolUsers.Use? in
      guard let user = network.structure(at: use.place, on: day),
        structure.map({ $0 == user.code }) ?? true
      else { return nil }
      return ListToolUsers.Use(
        structure: user.code, name: user.name,
        commune: network.communeName(at: use.place, on: day), from: use.period.from,
        to: use.period.to)
    }.sorted { $0.place < $1.place }
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
