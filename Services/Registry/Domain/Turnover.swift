public import CentreNetwork
public import Contracts
import Values

/// The numbers that stand beside I3: who left and why, who came, I3b (rotation), I3d (how long posts are held).
///
/// Source: reference/domain.md §7, I3; departures and structures are those of I3a (acceptance/indicators.md).
public enum Turnover {
  /// A person's time in a post of one structure, over mandates that follow each other within 31 days.
  ///
  /// It ends where ``Departure`` finds that the person left.
  struct Stay {
    let person: String
    let structure: Structure
    let period: Period
    /// Why it ended, as `mandates.csv` says; `not_communicated` where it is empty.
    let cause: String
  }

  /// Counts the year in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - network: structures, approvals, communes.
  ///   - mandates: of the whole network.
  ///   - causes: why mandates ended; empty where nobody said.
  /// - Returns: both functions, each in the five scopes.
  public static func rows(
    _ query: FigureQuery, network: Network, mandates: Mandates, causes: [Mandate: String]
  ) -> [GetTurnover.Row] {
    let year = Period.year(query.year.value)
    let active = network.active(throughout: year)
    return [MandateFunction.director, .familyReferent].flatMap { function in
      let places = active.filter {
        RegistryFigures.has(function, at: $0, throughout: year, network)
      }
      let held = places.map {
        stays(network.structures[$0], mandates.at($0, function), causes)
      }
      return network.byScope(held, at: places, on: query.year.lastDay).map {
        row(function, $0.scope, query.year, $0.values)
      }
    }
  }

  private static func stays(
    _ structure: Structure, _ mandates: ArraySlice<Mandate>, _ causes: [Mandate: String]
  ) -> [Stay] {
    let own = mandates.filter { !$0.interim }
    return Dictionary(grouping: own, by: \.personCode).flatMap { person, held in
      Period.joined(held.map(\.period), within: Departure.renewalDays).map { period in
        let last = held.filter { $0.period.to == period.to }
          .max { $0.period.from < $1.period.from }
        let cause = last.flatMap { causes[$0] } ?? ""
        return Stay(
          person: person, structure: structure, period: period,
          cause: cause.isEmpty ? "not_communicated" : cause)
      }
    }
  }

  private static func row(
    _ function: MandateFunction, _ scope: Scope, _ asked: Year, _ structures: [[Stay]]
  ) -> GetTurnover.Row {
    let (year, end) = (Period.year(asked.value), asked.lastDay)
    let stays = structures.flatMap(\.self)
    let left = stays.filter { $0.period.to.map(year.contains) ?? false }
    let came = stays.filter { year.contains($0.period.from) }
    let held = Set(stays.filter { $0.period.contains(year.from) }.map(\.person)).count
    let (goers, comers) = (Set(left.map(\.person)).count, Set(came.map(\.person)).count)
    let none = Dictionary(uniqueKeysWithValues: GetTurnover.causes.map { ($0, 0) })
    return GetTurnover.Row(
      function: function.rawValue, scope: scope.name, structures: structures.count,
      structuresLeft: Set(left.map(\.structure.code)).count, departures: left.count,
      causes: left.reduce(into: none) { $0[$1.cause, default: 0] += 1 }, arrivals: came.count,
      peopleLeft: goers, peopleCame: comers, peopleInPost: held,
      rotation: held == 0
        ? nil : Ratio(numerator: Quantity(comers + goers), denominator: Quantity(2 * held)),
      tenure: Lasting(
        Survival(
          stays.map(\.period).filter { $0.from <= end }.map {
            Survival.Observation(from: $0.from, to: $0.to, until: end)
          })))
  }
}
