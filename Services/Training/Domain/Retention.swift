import CentreNetwork
public import Contracts
public import Values

/// How long trained people stay in post; it stands beside I4.
///
/// Source: reference/domain.md §7, I4, “retention”, and §6, “training half-life”. Who is trained is decided by I4's rule
/// (acceptance/indicators.md), but however long ago the session was.
public struct Retention: Sendable {
  /// The longest pause, in days, that does not end a stay; the same as for departures (acceptance/indicators.md, “Departure”).
  static let pauseDays = 31

  /// Somebody who held a post on the last day of their first training.
  private struct Follower {
    let origin: CivilDate
    /// The structures in which they held posts on that day.
    let structures: [Structure]
    let observation: Survival.Observation
  }

  /// Each trained person, and the last day of their first session that counts.
  public let trained: [String: CivilDate]
  /// The trained people who held no post on that day.
  public let withoutPost: Set<String>
  private let followers: [Follower]
  private let network: Network

  /// Follows trained people up to a day.
  ///
  /// - Parameters:
  ///   - day: D; sessions that end later are ignored, and posts are followed until the end of this day.
  ///   - facts: sessions and who was there, the network and its mandates; mandates in structures outside the perimeter on D do
  ///     not count.
  public init(on day: CivilDate, facts: TrainingFacts) {
    let network = facts.network
    self.network = network
    trained = facts.trainings.compactMapValues { $0.filter { $0 <= day }.min() }
    let posts = network.structures.indices.filter { !network.scopes(at: $0, on: day).isEmpty }
      .flatMap { place in
        facts.mandates.at(place).filter(InPost.isPost)
      }
    let held = Dictionary(grouping: posts, by: \.personCode)
    var (followers, without) = ([Follower](), Set<String>())
    for (person, origin) in trained {
      let own = held[person] ?? []
      let then = Set(own.filter { $0.period.contains(origin) }.map(\.structureCode))
      let stay = Period.joined(own.map(\.period), within: Self.pauseDays)
        .first { $0.contains(origin) }
      guard !then.isEmpty, let stay else {
        without.insert(person)
        continue
      }
      followers.append(
        Follower(
          origin: origin, structures: then.compactMap { network[$0] },
          observation: .init(from: origin, to: stay.to, until: day)))
    }
    self.followers = followers
    withoutPost = without
  }

  /// How long they stay, in the five scopes.
  public var rows: [GetRetention.Row] {
    Scope.reported.map { scope in
      let own = followers.filter { follower in
        scope == .all
          || follower.structures.contains {
            network.scope(scope, contains: $0, on: follower.origin)
          }
      }
      return .init(
        scope: scope.name,
        stay: Lasting(Survival(own.map(\.observation)), months: GetRetention.months))
    }
  }
}
