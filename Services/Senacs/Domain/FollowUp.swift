public import CentreNetwork
public import Values

/// Which of the expected structures are late, whom to ask in each, and whether it has a new director.
///
/// Source: reference/domain.md, §6: the late ones are called, “first those with a new director”.
public struct FollowUp: Sendable {
  /// A structure to remind.
  public struct Reminder: Sendable {
    /// The structure.
    public let structure: Structure
    /// Why it does not count, as ``Participation/absence(of:)`` tells it.
    public let reason: String
    /// Whom to ask: the director, else the coordinator, else the family referent, in each post an interim last; nil when no such
    /// post is filled.
    public let contact: Mandate?
    /// Whether the director changed since the day compared with: another person, nobody any more, or one where there was none.
    public let hasNewDirector: Bool
    /// Whether nobody holds the director's post, not even for an interim.
    public let isVacant: Bool
  }

  /// Those with a new director first, then by code.
  public let reminders: [Reminder]

  /// Looks at a campaign's late structures on a day.
  ///
  /// - Parameters:
  ///   - participation: who is expected and who answered.
  ///   - network: the structures.
  ///   - mandates: who holds which post.
  ///   - since: the day that directors are compared with.
  ///   - day: the day on which it is asked.
  public init(
    _ participation: Participation, in network: Network, mandates: Mandates, since: CivilDate,
    on day: CivilDate
  ) {
    // In a structure that has closed meanwhile nobody is left to ask.
    let open = participation.expectation.expected.filter { $0.isOpen(on: day) }
    reminders = open.compactMap { structure in
      participation.absence(of: structure).map { reason in
        let directors = mandates.of(structure, .director)
        let now = Self.people(directors, on: day)
        let before = Self.people(directors, on: since)
        return Reminder(
          structure: structure, reason: reason,
          contact: Self.contact(mandates.of(structure), on: day),
          hasNewDirector: !before.isEmpty && now.isDisjoint(with: before)
            || before.isEmpty && !now.isEmpty,
          isVacant: !directors.contains { $0.period.contains(day) })
      }
    }.sorted {
      ($0.hasNewDirector ? 0 : 1, $0.structure.code) < (
        $1.hasNewDirector ? 0 : 1, $1.structure.code
      )
    }
  }

  /// Returns the people who hold the post on a day, interims left out.
  private static func people(_ mandates: some Sequence<Mandate>, on day: CivilDate) -> Set<String> {
    Set(mandates.filter { !$0.interim && $0.period.contains(day) }.map(\.personCode))
  }

  private static func contact(_ mandates: some Sequence<Mandate>, on day: CivilDate) -> Mandate? {
    let functions: [MandateFunction] = [.director, .coordinator, .familyReferent]
    func rank(_ mandate: Mandate) -> Int {
      2 * (functions.firstIndex(of: mandate.function) ?? functions.count)
        + (mandate.interim ? 1 : 0)
    }
    // Of two people in the same post the one who came last is asked; then the code decides, so that it is always the same one.
    return mandates.filter { functions.contains($0.function) && $0.period.contains(day) }.min {
      (rank($0), $1.period.from, $0.personCode) < (rank($1), $0.period.from, $1.personCode)
    }
  }
}
