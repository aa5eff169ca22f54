import CentreNetwork
public import Contracts
import Values

/// What structures declare beside what was observed.
///
/// Source: reference/domain.md §6, “Declared vs observed: returned as a question, never as a sanction”, and §7, I5 and I7.
public enum Declared {
  /// Compares what the structures that are active on D, or answered in Y by then, declare with what was observed.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - facts: the network, answers and veille.
  ///   - observed: who opened a sheet of SENACS, and who has one; nil where senacs does not tell it: then nothing is said of use.
  ///   - meetings: what structures declare of meetings.
  /// - Returns: the structures in the perimeter, by code.
  public static func rows(
    _ query: FigureQuery, facts: EvaluationFacts, observed: GetObservedUse.Reply?,
    meetings: [ListDeclaredMeetings.Row] = []
  ) -> [CompareDeclared.Row] {
    let network = facts.network
    let days = observed.map { Dictionary($0.openings.map { ($0.code, $0.days) }) { one, _ in one } }
    let sheets: Set<String>? = observed?.sheets.map(Set.init)
    let veille = VeilleYear(query, facts)
    let declared = Dictionary(grouping: meetings, by: \.structure)
    func count(_ state: DeclaredMeetings.State, of structure: String) -> Int {
      declared[structure]?.count { $0.state == state.rawValue } ?? 0
    }
    return network.structures.indices.compactMap { place in
      let answer = facts.latest(query, at: place)
      guard let structure = network.structure(at: place, on: query.asOf),
        network.isActive(at: place, on: query.asOf)
          || answer != nil && !network.scopes(at: place, on: query.asOf).isEmpty
      else { return nil }
      let part = veille.part(at: place)
      let isNear = part.takesPart != nil
      let daysOpened = days.map { $0[structure.code] ?? 0 }
      let hasSheet = sheets?.contains(structure.code) ?? true
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
          else: isNear || part.invitations > 0 ? nil : "NO_MEETING_NEARBY"),
        declaredMeetings: count(.declared, of: structure.code),
        contradictedMeetings: count(.contradicted, of: structure.code))
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
