import CentreNetwork
public import Contracts
import Values

/// The structures from which nobody came to a training. Source: acceptance/year.md, `vigie training unreached`.
public enum Unreached {
  /// Returns the structures that are active on the last of the days that a query asks for and not in I2d's numerator.
  ///
  /// - Parameters:
  ///   - query: D1 and D2, and D, which is D2.
  ///   - facts: sessions and who was there, the network.
  /// - Returns: the structures in the order of their codes, as they are on D2.
  public static func rows(_ query: FigureQuery, facts: TrainingFacts) -> [ListUnreached.Row] {
    let (network, day) = (facts.network, query.to)
    let wasReached = TrainingFigures.reached(
      by: facts.held(query).flatMap(\.rows), in: network)
    return network.active(on: day).compactMap { place in
      guard !wasReached[place], let structure = network.structure(at: place, on: day),
        let ctcd = network.ctcd(of: structure, on: day)
      else { return nil }
      return .init(
        structure: structure.code, kind: structure.kind.rawValue, ctcd: ctcd,
        federated: structure.federated, name: structure.name,
        commune: network.communeName(at: place, on: day))
    }
  }
}
