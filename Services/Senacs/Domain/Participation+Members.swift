public import CentreNetwork
public import Contracts
import Values

/// Who I1 counts, and by which facts.
extension SenacsFigures {
  /// The codes that are explained here.
  public static let codes = ["I1", "I1-restated", "I1-on-time"]

  /// The members of a figure in a scope; nil for a code of another service.
  ///
  /// Source: acceptance/indicators.md, I1; the sums are those of ``compute(_:)``.
  public static func members(
    of code: String, _ scope: Scope, _ restatement: Restatement
  ) -> [FigureMember]? {
    guard codes.contains(code) else { return nil }
    let participation = restatement.participation
    let (campaign, network) = (participation.campaign, participation.network)
    func sent(_ structure: Structure) -> [Submission] {
      (network.place(of: structure).map { participation.submissions[$0] } ?? [])
        .filter { $0.receivedOn <= participation.day }
    }
    func facts(_ structure: Structure) -> [FactReference] {
      [
        .structure(structure.code, from: structure.validFrom),
        FactReference("campaigns.csv", campaign.code),
      ]
        + network.approvals(of: structure).map {
          FactReference("approvals.csv", structure.code, $0.period.from.iso)
        } + sent(structure).compactMap(\.fact)
    }
    func isMeant(_ structure: Structure) -> Bool {
      network.scope(scope, contains: structure, on: campaign.referenceDate)
    }
    var members: [FigureMember]
    if code == "I1-restated" {
      let answered = restatement.answered
      members = restatement.members.filter(isMeant).map {
        .member(
          $0.code, isCounted: answered.contains($0.code),
          reason: participation.absence(of: $0), facts: facts($0))
      }
      let kept = Set(restatement.members.map(\.code))
      members += participation.expectation.expected.filter {
        isMeant($0) && !kept.contains($0.code)
      }
      .map { .outside($0.code, "CLOSED_DURING_CAMPAIGN", facts: facts($0)) }
    } else {
      // An answer that counts has no reason of absence; then it came late.
      let isCounted = code == "I1-on-time" ? participation.isOnTime : participation.counts
      members = participation.expectation.expected.filter(isMeant).map {
        .member(
          $0.code, isCounted: isCounted($0),
          reason: participation.absence(of: $0) ?? "RECEIVED_LATE", facts: facts($0))
      }
    }
    // Excluded structures outside the perimeter are told in the scope of all only: they belong to no narrower one.
    members += participation.expectation.excluded.filter { scope == .all || isMeant($0.structure) }
      .map { .outside($0.structure.code, $0.reason.rawValue, facts: facts($0.structure)) }
    return members
  }
}
