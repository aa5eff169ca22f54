public import CentreNetwork
public import FactKinds

/// Decides who sees which message: each message is logged under scopes, and a key sees what stands under the scopes that it
/// may look under.
///
/// A message about a structure stands under the structure's territories. A message about single people stands under
/// `restricted`, where operators and auditors look (design, §7: what would single out a person does not leave the pilot's
/// hands).
public enum Visibility {
  /// The scope of every message that is neither restricted nor addressed to one principal.
  public static let all = "all"
  /// Messages about people.
  public static let restricted = "restricted"
  /// Messages about no place, such as a campaign.
  public static let everybody = "everybody"

  /// Messages to one principal.
  public static func own(_ principal: String) -> String { "principal:\(principal)" }

  /// Messages about one structure.
  public static func structure(_ code: String) -> String { "structure:\(code)" }

  /// Returns a commune and the territories that contain it, from small to large; empty outside the perimeter.
  public static func territories(of commune: String, in communes: CommuneHistory) -> [String] {
    communes.territories(around: commune)
  }

  /// Whether a text has the form of a territory: `69`, `69M`, `69D`, or a commune's code; no other scope has it.
  public static func isTerritory(_ text: String) -> Bool {
    text.wholeMatch(of: #/69[MD]?|[0-9][0-9AB][0-9]{3}/#) != nil
  }

  /// How much a key may see of messages about people: as much as `ReadLatestAnswers`, `Explain` and `ReadFacts` tell its roles.
  public enum People: Sendable {
    /// Nothing.
    case none
    /// All types but those that are confided (``FactKinds/MessageType/isConfided``): what figures rest on, by codes.
    case counted
    /// Everything.
    case all

    /// Whether a key may see messages of a type.
    public func includes(_ type: MessageType) -> Bool {
      self == .all || self == .counted && !type.isConfided
    }
  }

  /// The limits of what a key sees. Each of its rights has its own limit, and the key sees what any of them shows.
  public struct Cut: Sendable, Hashable {
    /// The principal's name.
    public var principal: String
    /// How much it may see about people; counts only where ``territories`` is nil.
    public var people: People
    /// The only territories that it sees: empty for none, nil for no limit.
    public var territories: [String]?
    /// The structure it stands for.
    public var structure: String?

    /// Makes a cut.
    public init(principal: String, people: People, territories: [String]?, structure: String?) {
      self.principal = principal
      self.people = people
      self.territories = territories
      self.structure = structure
    }

    /// Whether it may see messages of a type about people, at least those of its own structure.
    public func readsOfPeople(_ type: MessageType) -> Bool {
      structure != nil || territories == nil && people.includes(type)
    }
  }

  /// What a key looks under.
  public struct Sight: Sendable, Hashable {
    /// A scope, and the types that are not shown under it.
    public struct Look: Sendable, Hashable {
      /// The scope.
      public let scope: String
      /// Types.
      public let hidden: [String]
    }

    /// In no order.
    public fileprivate(set) var looks: [Look]

    /// Looks under scopes, and sees all that stands there.
    public init(_ scopes: [String]) {
      looks = scopes.map { Look(scope: $0, hidden: []) }
    }

    /// Whether a message is shown.
    public func shows(_ type: String, under scopes: [String]) -> Bool {
      looks.contains { scopes.contains($0.scope) && !$0.hidden.contains(type) }
    }
  }

  /// Returns the scopes that a key looks under.
  ///
  /// - Parameters:
  ///   - cut: the limits of what the key sees, as of now.
  ///   - wanted: the territories asked for; empty for all that the key sees.
  ///   - types: every type of message.
  ///   - communes: the communes, with the territories that contain them.
  /// - Returns: the scopes. Territories that the key does not see are left out. So are texts that are no territory, since a
  ///   list that was edited by hand may name another scope, such as `restricted`.
  public static func sight(
    _ cut: Cut, wanted: [String], of types: [MessageType], in communes: CommuneHistory
  ) -> Sight {
    let own = [own(cut.principal)] + (cut.structure.map { [Self.structure($0)] } ?? [])
    if !wanted.isEmpty {
      let seen = wanted.filter { isTerritory($0) && sees(cut, $0, in: communes) }
      return Sight(own + seen + [everybody])
    }
    if let territories = cut.territories {
      return Sight(own + territories.filter(isTerritory) + [everybody])
    }
    var sight = Sight(own + [all])
    if cut.people != .none {
      let hidden = types.filter { !cut.people.includes($0) }.map(\.name)
      sight.looks.append(Sight.Look(scope: restricted, hidden: hidden))
    }
    return sight
  }

  /// Whether a key sees a territory.
  public static func sees(_ cut: Cut, _ territory: String, in communes: CommuneHistory) -> Bool {
    guard let allowed = cut.territories else { return true }
    let within =
      ["69M", "69D"].contains(territory)
      ? [territory, "69"] : [territory] + territories(of: territory, in: communes)
    return !Set(within).isDisjoint(with: allowed)
  }
}
