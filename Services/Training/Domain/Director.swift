import CentreNetwork
import Values

/// Who directs a structure on a day, and since when. Source: acceptance/year.md, “Needs”.
struct Director {
  /// For how many months a director is new.
  static let newMonths = 12

  /// The person's code.
  let person: String
  /// Whether the person only fills in.
  let isInterim: Bool
  /// The first day of the person's mandate; of several that follow each other within the pause that ends no stay, that of the first one.
  let since: CivilDate

  /// Finds who directs a structure; nil if nobody does.
  ///
  /// - Parameters:
  ///   - mandates: those of the director's function in the structure, in any order.
  ///   - day: the day.
  init?(among mandates: some Collection<Mandate>, on day: CivilDate) {
    guard let held = mandates.directing(on: day) else { return nil }
    let own = mandates.filter { $0.personCode == held.personCode && $0.interim == held.interim }
    let stay = Period.joined(own.map(\.period), within: Retention.pauseDays)
      .first { $0.contains(day) }
    person = held.personCode
    isInterim = held.interim
    since = stay?.from ?? held.period.from
  }

  /// Whether the person came less than ``newMonths`` months before a day.
  func isNew(on day: CivilDate) -> Bool { since > day.adding(months: -Self.newMonths) }
}
