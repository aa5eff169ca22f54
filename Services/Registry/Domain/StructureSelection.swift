public import CentreNetwork
public import Contracts
public import Values

/// The structures that a caller means, by what they are on a day.
public struct StructureSelection: Sendable {
  /// How many communes a refusal names.
  private static let maxPlaces = 100

  private let choice: StructureChoice
  private let network: Network
  private let day: CivilDate
  /// The communes of that day, by their codes; nil for all.
  private let communes: Set<String>?
  /// The first commune of the choice that is none on that day and has no structure; nil without one.
  public let unknownCommune: String?

  /// Looks the communes up.
  public init(_ choice: StructureChoice, in network: Network, on day: CivilDate) {
    self.choice = choice
    self.network = network
    self.day = day
    let history = network.communes
    let wanted = choice.communes.map { codes in
      codes.map { (given: $0, present: history.commune(of: history.present($0, on: day))) }
    }
    communes = wanted.map { Set($0.map(\.present)) }
    let unknown = wanted?.filter { !history.isCommune($0.present, on: day) } ?? []
    // A commune outside 69, of which the network knows the structures alone.
    let places = unknown.isEmpty ? [] : Self.communes(in: network, on: day)
    unknownCommune = unknown.first { !places.contains($0.present) }?.given
  }

  /// Whether a structure is meant, as it is on that day.
  public func contains(_ structure: Structure) -> Bool {
    if let kind = choice.kind, kind.rawValue != structure.kind.rawValue { return false }
    if let federated = choice.federated, federated != structure.federated { return false }
    if let ctcd = choice.ctcd, ctcd.rawValue != network.ctcd(of: structure, on: day) {
      return false
    }
    if let active = choice.active, active != network.isActive(structure, on: day) { return false }
    return communes?.contains(network.commune(of: structure, on: day)) ?? true
  }

  /// Whether a commune, or an arrondissement, of that day is meant. A choice by what only structures are, such as
  /// their kind, means none.
  func contains(commune code: String) -> Bool {
    guard choice.kind == nil, choice.federated == nil, choice.active == nil else { return false }
    let commune = network.communes.commune(of: code)
    if let ctcd = choice.ctcd, ctcd.rawValue != network.communes.ctcd(of: commune) { return false }
    return communes?.contains(commune) ?? true
  }

  /// The communes in which there are structures on a day, by their codes: each with its name, in order; 100 at most.
  public static func places(in network: Network, on day: CivilDate) -> [String] {
    communes(in: network, on: day).sorted().prefix(maxPlaces).map { code in
      network.communes.name(of: code, on: day).map { "\(code) \($0)" } ?? code
    }
  }

  private static func communes(in network: Network, on day: CivilDate) -> Set<String> {
    Set(network.structures(on: day).map { network.commune(of: $0, on: day) })
  }
}
