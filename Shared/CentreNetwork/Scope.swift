/// A part of the network for which figures are given.
public enum Scope: Hashable, Sendable {
  /// Everything in the perimeter.
  case all
  /// Structures of a kind.
  case kind(StructureKind)
  /// Structures of the Métropole (`69M`) or the Département (`69D`).
  case ctcd(String)
  /// Members of the federation, other structures, or (nil) structures of which it is not known.
  case federated(Bool?)
  /// Structures of a zone, `urban` or `rural`, or (nil) structures of which it is not known.
  case zone(String?)
  /// Structures in a priority neighbourhood, other structures, or (nil) structures of which it is not known.
  case qpv(Bool?)

  /// The five scopes of acceptance/indicators.md.
  public static let reported: [Scope] = [
    .all, .kind(.centreSocial), .kind(.espaceDeVieSociale), .ctcd("69M"), .ctcd("69D"),
  ]

  /// Reads the name of one of the five scopes; nil for any other.
  public init?(name: String) {
    guard let scope = Self.reported.first(where: { $0.name == name }) else { return nil }
    self = scope
  }

  /// The parts that a trait divides the network into: `federation`, `zone` or `qpv`; nil for another word.
  public static func parts(by trait: String) -> [Scope]? {
    switch trait {
    case "federation": [.federated(true), .federated(false), .federated(nil)]
    case "zone": [.zone("urban"), .zone("rural"), .zone(nil)]
    case "qpv": [.qpv(true), .qpv(false), .qpv(nil)]
    default: nil
    }
  }

  /// The scopes of ``reported`` to which a structure belongs.
  public struct Reported: Sendable, Hashable {
    /// Only ``Scope/all``: for facts that belong to no structure.
    public static let onlyAll = Reported(bits: 1)
    /// None of them.
    static let none = Reported(bits: 0)

    private let bits: UInt8

    private init(bits: UInt8) { self.bits = bits }

    /// Finds the scopes of a structure that lies in `69M` or `69D`; there are none if `ctcd` is nil.
    init(of structure: Structure, ctcd: String?) {
      bits = Scope.reported.enumerated().reduce(0) { bits, scope in
        guard let ctcd, scope.element.contains(structure, ctcd: ctcd) else { return bits }
        return bits | 1 << UInt8(scope.offset)
      }
    }

    /// Whether the structure belongs to no scope, because it lies outside the perimeter.
    public var isEmpty: Bool { bits == 0 }

    /// Whether one of ``Scope/reported`` is among them; `index` is 0…4.
    @usableFromInline
    func contains(index: Int) -> Bool { bits & 1 << UInt8(index) != 0 }

    /// Whether a scope is among them.
    public func contains(_ scope: Scope) -> Bool {
      Scope.reported.firstIndex(of: scope).map(contains(index:)) ?? false
    }
  }

  /// Returns whether a structure that lies in `69M` or `69D` belongs to this scope.
  public func contains(_ structure: Structure, ctcd: String) -> Bool {
    switch self {
    case .all: true
    case .kind(let kind): structure.kind == kind
    case .ctcd(let code): ctcd == code
    case .federated(let flag): structure.federated == flag
    case .zone(let zone): structure.zone == zone
    case .qpv(let flag): structure.qpv == flag
    }
  }

  /// The name on the wire, such as `kind:CS`.
  public var name: String {
    switch self {
    case .all: "all"
    case .kind(let kind): "kind:\(kind.rawValue)"
    case .ctcd(let code): "ctcd:\(code)"
    case .federated(let flag): "federated:\(flag.map(String.init) ?? "unknown")"
    case .zone(let zone): "zone:\(zone ?? "unknown")"
    case .qpv(let flag): "qpv:\(flag.map(String.init) ?? "unknown")"
    }
  }
}
