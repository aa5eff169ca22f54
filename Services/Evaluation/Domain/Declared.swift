public import Contracts
import Network
import Values

/// What structures declare beside what was observed.
///
/// Source: reference/domain.md §6, “Declared vs observed: returned as a question, never as a sanction”, and §7, I5 and I7.
public enum Declared {
  /// Who could open a sheet of SENACS, and who did.
  public struct Openings: Sendable {
    /// Structure → on how many days it opened its sheet, 1 or more.
    public let days: [String: Int]
    /// Those that have a sheet; nil where that is not known.
    public let sheets: Set<String>?

    /// Makes them.
    public init(days: [String: Int], sheets: Set<String>?) {
      self.days = days
      self.sheets = sheets
    }
  }

  /// Compares what the structures that are active on D, or answered in Y by then, declare with what was observed.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - facts: the network, answers and veille.
  ///   - openings: of SENACS sheets; nil where senacs does not tell them: then nothing is said of use.
  /// - Returns: the structures in the perimeter, by code.
  public static func rows(
    _ query: FigureQuery, facts: EvaluationFacts, openings: Openings?
  ) -> [CompareDeclared.Row] {
    let network = facts.network
    let veille = VeilleYear(query, facts)
    return network.structures.indices.compactMap { place in
      let answer = facts.latest(query, at: place)
      guard let structure = network.structure(at: place, on: query.asOf),
        network.isActive(at: place, on: query.asOf)
          || answer != nil && !network.scopes(at: place, on: query.asOf).isEmpty
      else { return nil }
      let part = veille.part(at: place)
      let isNear = part.takesPart != nil
      let daysOpened = openings.map { $0.days[structure.code] ?? 0 }
      let hasSheet = openings?.sheets?.contains(structure.code) ?? true
      return CompareDeclared.Row(
        structure: structure.code, name: structure.name, kind: structure.kind.rawValue,
        answeredOn: answer?.answeredOn, useLevel: answer?.senacsUseLevel,
        uses: answer?.senacsUses,
        daysOpened: daysOpened,
        use: daysOpened.map { days in
          state(
            answer?.senacsUseLevel.map { $0 >= 1 }, isObserved: days > 0,
            else: hasSheet ? nil : "NO_SHEET")
        },
        partnershipLevel: answer?.partnershipLevel, veilleDeclared: answer?.veilleDeclared,
        invitations: part.invitations, presences: part.presences, hasMeetingNearby: isNear,
        veille: state(
          answer?.veilleDeclared, isObserved: part.presences > 0,
          else: isNear || part.invitations > 0 ? nil : "NO_MEETING_NEARBY"))
    }
  }

  /// Returns how declared and observed agree; `obstacle` is why nothing could be observed.
  private static func state(
    _ isDeclared: Bool?, isObserved: Bool, else obstacle: String?
  ) -> String {
    guard let isDeclared else { return "NO_ANSWER" }
    if !isObserved, let obstacle { return obstacle }
    if isDeclared == isObserved { return "AGREES" }
    return isDeclared ? "DECLARED_NOT_OBSERVED" : "OBSERVED_NOT_DECLARED"
  }
}
