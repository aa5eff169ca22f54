public import CentreNetwork
import Values

/// Who is expected to answer a campaign, and why others are not.
///
/// Source: acceptance/indicators.md, I1 and “details of I1”.
public struct Expectation: Sendable {
  /// Why a structure is not expected, in the order in which reasons are looked at.
  public enum Exclusion: String, Sendable, CaseIterable {
    /// It lies outside 69 on the reference date.
    case outOfPerimeter = "OUT_OF_PERIMETER"
    /// No approval covers the reference date.
    case noApprovalAtReference = "NO_APPROVAL_AT_REFERENCE"
    /// No approval covers the opening day.
    case noApprovalAtOpening = "NO_APPROVAL_AT_OPENING"
    /// Its first approval ever starts in the year of the opening or later.
    case firstApprovalTooRecent = "FIRST_APPROVAL_TOO_RECENT"
    /// It was closed on or before the opening day.
    case closedBeforeOpening = "CLOSED_BEFORE_OPENING"
  }

  /// The structures that are expected, by code, as they are on the reference date.
  public let expected: [Structure]
  /// Their places.
  public let places: [StructureIndex]
  /// The others with the first reason that applies, by code.
  public let excluded: [(structure: Structure, reason: Exclusion)]

  /// Applies the rule to every structure of a network.
  public init(_ campaign: Campaign, in network: Network) {
    var places: [StructureIndex] = []
    var excluded: [(structure: Structure, reason: Exclusion)] = []
    var expected: [Structure] = []
    for place in network.structures.indices {
      // A structure that is not known yet on that day is in neither list.
      guard let structure = network.structure(at: place, on: campaign.referenceDate) else {
        continue
      }
      if let reason = Self.exclusion(at: place, from: campaign, in: network) {
        excluded.append((structure, reason))
      } else {
        places.append(place)
        expected.append(structure)
      }
    }
    self.places = places
    self.expected = expected
    self.excluded = excluded
  }

  static func exclusion(
    at place: StructureIndex, from campaign: Campaign, in network: Network
  ) -> Exclusion? {
    if network.scopes(at: place, on: campaign.referenceDate).isEmpty { return .outOfPerimeter }
    let approvals = network.approvals(at: place)
    func isApproved(on day: CivilDate) -> Bool { approvals.contains { $0.period.contains(day) } }
    if !isApproved(on: campaign.referenceDate) { return .noApprovalAtReference }
    if !isApproved(on: campaign.opensOn) { return .noApprovalAtOpening }
    if let first = approvals.first?.period.from, first >= .firstDay(of: campaign.opensOn.year) {
      return .firstApprovalTooRecent
    }
    if !network.isOpen(at: place, on: campaign.opensOn) { return .closedBeforeOpening }
    return nil
  }
}
