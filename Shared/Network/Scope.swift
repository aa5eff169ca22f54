/// A part of the network that figures are told for.
public enum Scope: Hashable, Sendable {
  /// Everything in the perimeter.
  case all
  /// Structures of a kind.
  case kind(StructureKind)
  /// Structures of the Métropole (`69M`) or the Département (`69D`).
  case ctcd(String)

  /// The five scopes of acceptance/indicators.md.
  public static let reported: [Scope] = [
    .all, .kind(.centreSocial), .kind(.espaceDeVieSociale), .ctcd("69M"), .ctcd("69D"),
  ]

  /// The name on the wire, such as `kind:CS`.
  public var name: String {
    switch self {
    case .all: "all"
    case .kind(let kind): "kind:\(kind.rawValue)"
    case .ctcd(let code): "ctcd:\(code)"
    }
  }
}
