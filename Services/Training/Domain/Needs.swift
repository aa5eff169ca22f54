import CentreNetwork
public import Contracts
public import Values

/// The structures that need a training: those in which nobody trained is in post.
///
/// Source: acceptance/year.md, “Needs”; who is trained and in post is decided by I4's rule (acceptance/indicators.md).
public enum Needs {
  /// Looks at every structure that is active on a day.
  ///
  /// - Parameters:
  ///   - day: D.
  ///   - rules: by which I4 is counted.
  ///   - facts: sessions and who was there, the network and its mandates.
  /// - Returns: the structures in the order of their codes; one that I4 counts has no reason.
  public static func rows(
    on day: CivilDate, rules: RuleBook, facts: TrainingFacts
  ) -> [ListNeeds.Row] {
    let (network, days) = (facts.network, InPost.countingDays(on: day, rules))
    return network.active(on: day).map { place in
      let director = Director(among: facts.mandates.at(place, .director), on: day)
      let directorReason = reason(director, on: day)
      let isHeld = InPost.isHeld(at: place, on: day, trainedOn: days, facts)
      return .init(
        structure: network.structures[place].code, director: director?.person,
        since: director?.since, directorReason: directorReason,
        reason: isHeld
          ? nil : directorReason ?? reason(at: place, on: day, trainedOn: days, facts),
        endsOn: network.coverage(at: place, on: day)?.to,
        name: network.structure(at: place, on: day)?.name,
        commune: network.communeName(at: place, on: day))
    }
  }

  /// What there is to say of the director's post; nil for a director who has been there for a while.
  private static func reason(_ director: Director?, on day: CivilDate) -> String? {
    guard let director else { return "VACANT" }
    if director.isInterim { return "INTERIM" }
    return director.isNew(on: day) ? "NEW_DIRECTOR" : nil
  }

  /// Why none of those who hold the structure's posts completed a training on the days that count.
  private static func reason(
    at place: StructureIndex, on day: CivilDate, trainedOn days: Range<CivilDate>,
    _ facts: TrainingFacts
  ) -> String {
    let begun = facts.posts[place].filter { $0.period.from <= day }
    let isExpired = begun.contains { post in
      post.period.contains(day) && post.trainings.contains { $0 < days.lowerBound }
    }
    if isExpired { return "EXPIRED" }
    return begun.contains { $0.trainings.contains { $0 < days.upperBound } } ? "LEFT" : "NEVER"
  }
}
