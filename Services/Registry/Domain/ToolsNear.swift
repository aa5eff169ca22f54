public import CentreNetwork
public import Contracts
public import Values

/// The structures that are comparable with one on a day, and the tools that they use and it does not.
///
/// Comparable is who has the same kind and area, as peers of SENACS have (`Peer` there); the registry does not know sizes.
public struct ToolsNear: Sendable {
  /// The fewest structures of the same kind and area; if there are fewer, all of the same kind are comparable, since two or three
  /// neighbours would leave most tools out.
  public static let leastPeers = 5

  /// The comparable structures.
  public let peers: [StructureIndex]
  /// The area that they have in common; nil where only their kind is the same.
  public let area: String?
  private let place: StructureIndex
  private let network: Network
  private let day: CivilDate

  /// Looks for the active structures that are comparable with one; nil for a structure that the network does not have.
  public init?(_ structure: Structure, in network: Network, on day: CivilDate) {
    guard let place = network.place(of: structure) else { return nil }
    self.place = place
    self.network = network
    self.day = day
    let sameKind = network.active(on: day).filter {
      $0 != place && network.structure(at: $0, on: day)?.kind == structure.kind
    }
    let area = Self.area(structure)
    let sameArea = sameKind.filter { network.structure(at: $0, on: day).flatMap(Self.area) == area }
    let isEnough = area != nil && sameArea.count >= Self.leastPeers
    peers = isEnough ? sameArea : sameKind
    self.area = isEnough ? area : nil
  }

  /// `qpv`, else `urban` or `rural`; nil where that is not known.
  private static func area(_ structure: Structure) -> String? {
    structure.qpv == true ? "qpv" : structure.zone
  }

  /// Returns the tools, open or on request, that a comparable structure uses and the structure neither uses nor owns: the most used
  /// first, then those used most in its commune, then by code.
  public func tools(
    of tools: [Tool], _ users: ToolUsers, mandates: Mandates
  ) -> [ListToolsNear.Tool] {
    let commune = network.commune(at: place, on: day)
    let own = network.structures[place].code
    return tools.compactMap { tool -> ListToolsNear.Tool? in
      let all = users.users(of: tool.code)
      let near = all.intersection(peers)
      guard tool.sharing != ToolSharing.private.rawValue, tool.owner != own, !near.isEmpty,
        !all.contains(place)
      else { return nil }
      let owner = tool.owner.flatMap { network.structure($0, on: day) ?? network[$0] }
      let director = owner.flatMap { mandates.of($0, .director).directing(on: day) }
      return ListToolsNear.Tool(
        code: tool.code, title: tool.title, kind: tool.kind, sharing: tool.sharing,
        users: near.count,
        usersInCommune: near.count { network.commune(at: $0, on: day) == commune },
        owner: tool.owner, ownerName: owner?.name, director: director?.personCode)
    }.sorted {
      ($1.users, $1.usersInCommune, $0.code) < ($0.users, $0.usersInCommune, $1.code)
    }
  }
}
