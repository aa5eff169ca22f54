public import RPCContract

/// Which structures of a day are meant, by what they are on it; an absent member leaves none out.
public struct StructureChoice: Codable, Sendable, Hashable {
  /// The most communes of a choice.
  public static let maxCommunes = 50

  /// A kind of structure.
  public enum Kind: String, Choice {
    /// *Centre social*.
    case centreSocial = "CS"
    /// *Espace de vie sociale*.
    case espaceDeVieSociale = "EVS"
  }

  /// A part of the perimeter.
  public enum Territory: String, Choice {
    /// The Métropole de Lyon.
    case metropole = "69M"
    /// The Département du Rhône.
    case departement = "69D"
  }

  /// One kind only; absent for both.
  public var kind: Kind?
  /// One part of the perimeter only; absent for both, and for those outside it.
  public var ctcd: Territory?
  /// Those in one of these communes only, ``maxCommunes`` at most; a former code stands for the commune it became, an arrondissement for
  /// Lyon; absent for all.
  public var communes: [String]?
  /// Members of the federation only, or others only, without those of which it is not known; absent for all.
  public var federated: Bool?
  /// The active ones only, or the others only; absent for all.
  public var active: Bool?

  /// Makes the choice.
  public init(
    kind: Kind? = nil, ctcd: Territory? = nil, communes: [String]? = nil,
    federated: Bool? = nil, active: Bool? = nil
  ) {
    self.kind = kind
    self.ctcd = ctcd
    self.communes = communes
    self.federated = federated
    self.active = active
  }
}
