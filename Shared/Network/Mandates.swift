import Values

/// The mandates by structure.
public struct Mandates: Sendable {
  private let network: Network
  /// By function and first day.
  public let byStructure: ByStructure<Mandate>

  /// Takes mandates in any order; those of structures that the network does not have are left out.
  public init(_ mandates: [Mandate], in network: Network) {
    self.network = network
    // A function's stand together, by their first day: see `at(_:_:)`.
    byStructure = ByStructure(mandates, in: network, by: \.structureCode).mapGroups { own in
      own.sorted {
        ($0.function.rawValue, $0.period.from) < ($1.function.rawValue, $1.period.from)
      }
    }
  }

  /// The mandates in the structure of a place, by function and first day.
  public func at(_ place: Place) -> ArraySlice<Mandate> { byStructure[place] }

  /// The mandates of a function in the structure of a place, by their first day.
  public func at(_ place: Place, _ function: MandateFunction) -> ArraySlice<Mandate> {
    byStructure[place].drop { $0.function != function }.prefix { $0.function == function }
  }

  /// The mandates in a structure, by function and first day; none in one that the network does not have.
  public func of(_ structure: Structure) -> ArraySlice<Mandate> {
    network.place(of: structure).map(at) ?? []
  }

  /// The mandates of a function in a structure, by their first day.
  public func of(_ structure: Structure, _ function: MandateFunction) -> ArraySlice<Mandate> {
    network.place(of: structure).map { at($0, function) } ?? []
  }
}
