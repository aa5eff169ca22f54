public import CentreNetwork
public import Contracts
import Values

/// Who I3 counts, and by which facts.
extension RegistryFigures {
  /// The members of a figure in a scope; nil for a code of another service.
  ///
  /// Source: acceptance/indicators.md, I3a and I3c; the sums are those of ``compute(_:network:mandates:)``.
  public static func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, network: Network, mandates: Mandates
  ) -> [FigureMember]? {
    let parts = code.split(separator: "-", maxSplits: 1).map(String.init)
    guard parts.count == 2, ["I3a", "I3c"].contains(parts[0]),
      let function = MandateFunction(rawValue: parts[1]),
      [.director, .familyReferent].contains(function)
    else { return nil }
    let year = Period.year(query.year.value)
    guard let end = year.to, let days = year.dayCount else { return [] }
    return network.structures.indices.compactMap { place in
      guard let structure = network.structure(at: place, on: end) else { return nil }
      let isMeant = network.scopes(at: place, on: end).contains(scope)
      guard scope == .all || isMeant else { return nil }
      let held = mandates.at(place, function)
      var facts =
        [FactReference.structure(structure.code, from: structure.validFrom)]
        + network.approvals(at: place).map {
          FactReference("approvals.csv", structure.code, $0.period.from.iso)
        }
        + held.map {
          FactReference(
            "mandates.csv", $0.entry, structure.code, function.rawValue, $0.period.from.iso)
        }
      facts += held.filter { $0.entry != $0.personCode }
        .map { FactReference("merges.csv", $0.entry) }
      guard isMeant else { return .outside(structure.code, "OUT_OF_PERIMETER", facts: facts) }
      guard network.isActive(at: place, throughout: year) else {
        return .outside(structure.code, "NOT_ACTIVE_THROUGHOUT", facts: facts)
      }
      guard has(function, at: place, throughout: year, network) else {
        return .outside(structure.code, "NO_SUCH_POST", facts: facts)
      }
      if parts[0] == "I3c" {
        return FigureMember(
          structure: structure.code,
          counts: Quantity(year.daysUncovered(by: held.map(\.period))), of: Quantity(days),
          facts: facts)
      }
      return .member(
        structure.code, isCounted: Departure.occurs(in: year, among: held),
        reason: "NO_DEPARTURE", facts: facts)
    }
  }
}
