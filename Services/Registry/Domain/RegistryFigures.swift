public import CentreNetwork
public import Contracts
public import Values

/// I3: directors and family referents who leave, and posts that stand empty.
///
/// Source: acceptance/indicators.md, I3a, I3c and “Departure”. I3 covers the whole of the year Y, whatever the day D is.
public enum RegistryFigures {
  /// The year of one post in a structure of a denominator.
  struct Post {
    let hasDeparture: Bool
    let vacantDays: Int
  }

  /// Computes the figures in the five scopes.
  public static func compute(
    _ query: FigureQuery, network: Network, mandates: Mandates
  ) -> [Figure] {
    let year = Period.year(query.year.value)
    guard let end = year.to, let days = year.dayCount else { return [] }
    let active = network.active(throughout: year)
    return [MandateFunction.director, .familyReferent].flatMap { function -> [Figure] in
      let places = active.filter { has(function, at: $0, throughout: year, network) }
      let posts = places.map { place in
        let held = mandates.at(place, function)
        return Post(
          hasDeparture: Departure.occurs(in: year, among: held),
          vacantDays: year.daysUncovered(by: held.lazy.map { $0.period }))
      }
      return network.byScope(posts, at: places, on: end).flatMap { scope, members in
        let vacant = members.map(\.vacantDays).reduce(0, +)
        return [
          Figure(
            "I3a-\(function.rawValue)", scope.name, members.count(where: \.hasDeparture),
            of: members.count),
          Figure("I3c-\(function.rawValue)", scope.name, vacant, of: days * members.count),
        ]
      }
    }
  }

  /// Whether an active structure has a post on each day of a year, as those of I3a's denominator do.
  static func has(
    _ function: MandateFunction, at place: StructureIndex, throughout year: Period,
    _ network: Network
  ) -> Bool {
    guard function == .familyReferent, let end = year.to else { return true }
    return network.structure(at: place, on: end)?.kind == .centreSocial
      && year.daysUncovered(
        by: network.approvals(at: place).lazy.filter { $0.families }.map { $0.period }) == 0
  }
}

/// The rule that distinguishes a departure from a renewal.
///
/// Source: acceptance/indicators.md, “Departure”.
public enum Departure {
  /// The longest pause, in days, after which a new mandate still counts as a renewal.
  public static let renewalDays = 31

  /// Whether somebody left for good in a period. The mandates are those of one function in one structure, in any order.
  public static func occurs(
    in period: Period, among mandates: some Collection<Mandate>
  ) -> Bool {
    mandates.contains { mandate in
      guard !mandate.interim, let end = mandate.period.to, period.contains(end) else {
        return false
      }
      return !mandates.contains { other in
        !other.interim && other.personCode == mandate.personCode
          && other.period.from <= end.adding(days: renewalDays)
          && (other.period.to.map { $0 > end } ?? true)
      }
    }
  }
}
