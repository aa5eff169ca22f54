public import CentreNetwork
public import Contracts
import Values

/// Approvals that end.
///
/// Source: acceptance/year.md, “Listings”.
public enum ApprovalEnds {
  /// Returns the active structures whose approvals end by a day, by code.
  ///
  /// - Parameters:
  ///   - request: the days, and which structures are meant.
  ///   - network: structures, approvals, communes.
  /// - Returns: the structures with their last days.
  public static func rows(_ request: ListApprovals, network: Network) -> [ListApprovals.Row] {
    let day = request.asOf
    return network.active(on: day).compactMap { place in
      guard let structure = network.structure(at: place, on: day),
        let end = network.coverage(at: place, on: day)?.to, end <= request.endingBy,
        request.structure.map({ $0 == structure.code }) ?? true
      else { return nil }
      return ListApprovals.Row(
        structure: structure.code, name: structure.name, kind: structure.kind.rawValue,
        commune: network.communeName(at: place, on: day), endsOn: end,
        days: end.daysSinceEpoch - day.daysSinceEpoch)
    }
  }
}
