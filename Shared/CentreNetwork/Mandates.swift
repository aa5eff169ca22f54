public import Values

/// The mandates of each structure, in order of function and first day.
public struct Mandates: Sendable {
  private let network: Network
  /// The mandates by the network's places.
  public let byStructure: ByStructure<Mandate>

  /// Takes mandates in any order; those of structures that the network does not have are left out.
  public init(_ mandates: [Mandate], in network: Network) {
    self.network = network
    byStructure = ByStructure(mandates, in: network, by: \.structureCode)
      .sorted {
        $0.function == $1.function
          ? $0.period.from < $1.period.from : $0.function.rawValue < $1.function.rawValue
      }
  }

  /// The mandates in the structure of a place.
  public func at(_ place: StructureIndex) -> ArraySlice<Mandate> { byStructure[place] }

  /// The mandates of a function in the structure of a place.
  public func at(_ place: StructureIndex, _ function: MandateFunction) -> ArraySlice<Mandate> {
    byStructure[place].drop { $0.function != function }.prefix { $0.function == function }
  }

  /// The mandates in a structure; none in one that the network does not have.
  public func of(_ structure: Structure) -> ArraySlice<Mandate> {
    network.place(of: structure).map(at) ?? []
  }

  /// The mandates of a function in a structure.
  public func of(_ structure: Structure, _ function: MandateFunction) -> ArraySlice<Mandate> {
    network.place(of: structure).map { at($0, function) } ?? []
  }
}

extension Collection where Element == Mandate {
  /// Returns the mandate of who directs a structure on a day, of those of the director's function there; nil while nobody does.
  ///
  /// An interim comes last; then the one who came last counts, then the smallest code, so that it is always the same person. Source:
  /// acceptance/year.md, “Needs”.
  public func directing(on day: CivilDate) -> Mandate? {
    filter { $0.period.contains(day) }.min {
      ($0.interim ? 1 : 0, $1.period.from, $0.personCode)
        < ($1.interim ? 1 : 0, $0.period.from, $1.personCode)
    }
  }
}
