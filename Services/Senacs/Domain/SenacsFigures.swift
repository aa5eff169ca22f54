public import Contracts
public import Network
import Values

/// I1: participation in SENACS.
///
/// Source: acceptance/indicators.md, I1, I1-restated, I1-on-time and “details of I1”.
public enum SenacsFigures {
  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - network: structures, approvals, communes.
  ///   - campaign: the campaign asked for.
  ///   - submissions: of that campaign, in any order.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, network: Network, campaign: Campaign, submissions: [Submission]
  ) -> [Figure] {
    let expectation = Expectation(campaign, in: network)
    let seen = submissions.filter { $0.receivedOn <= query.asOf }
    let answers = Answers(seen, closesOn: campaign.closesOn)
    let restated = expectation.expected.filter { network.isOpen($0, on: campaign.closesOn) }
    return Scope.reported.flatMap { scope in
      let isIn = { network.scope(scope, contains: $0, on: campaign.referenceDate) }
      let expected = expectation.expected.filter(isIn)
      var frozen = rate("I1", scope, expected, answers.counting)
      if case .all = scope {
        frozen.details = details(expectation, seen)
        frozen.absences = absences(expected, seen, late: submissions, answers)
      }
      return [
        frozen, rate("I1-restated", scope, restated.filter(isIn), answers.counting),
        rate("I1-on-time", scope, expected, answers.onTime),
      ]
    }
  }

  /// Whose answers count.
  struct Answers {
    let counting: Set<String>
    let onTime: Set<String>

    init(_ submissions: [Submission], closesOn: CivilDate) {
      let counting = submissions.filter(\.counts)
      self.counting = Set(counting.map(\.structureCode))
      onTime = Set(counting.filter { $0.receivedOn <= closesOn }.map(\.structureCode))
    }
  }

  private static func rate(
    _ code: String, _ scope: Scope, _ members: [Structure], _ answered: Set<String>
  ) -> Figure {
    Figure(
      code: code, scope: scope.name,
      numerator: Quantity(members.count { answered.contains($0.code) }),
      denominator: Quantity(members.count))
  }

  private static func details(
    _ expectation: Expectation, _ seen: [Submission]
  ) -> FigureDetails {
    let expected = Set(expectation.expected.map(\.code))
    return FigureDetails(
      excluded: expectation.excluded.map {
        .init(structureCode: $0.structure.code, reason: $0.reason.rawValue)
      },
      unexpected: Set(seen.map(\.structureCode)).subtracting(expected).sorted())
  }

  /// Why expected structures are not in the numerator: `NO_SUBMISSION`, `RECEIVED_LATER` (than D),
  /// `DRAFT_ONLY`, `TOO_FEW_ITEMS`.
  private static func absences(
    _ expected: [Structure], _ seen: [Submission], late: [Submission], _ answers: Answers
  ) -> [Absence] {
    let bySender = Dictionary(grouping: seen, by: \.structureCode)
    let senders = Set(late.map(\.structureCode))
    let reasons = expected.filter { !answers.counting.contains($0.code) }.map { structure in
      guard let own = bySender[structure.code] else {
        return senders.contains(structure.code) ? "RECEIVED_LATER" : "NO_SUBMISSION"
      }
      return own.contains { $0.status == "validated" } ? "TOO_FEW_ITEMS" : "DRAFT_ONLY"
    }
    return Dictionary(grouping: reasons, by: \.self).sorted { $0.key < $1.key }
      .map { Absence(reason: $0.key, count: $0.value.count) }
  }
}
