import CentreNetwork
public import Contracts
import Values

/// Of the people whom trainings reached, those who still hold a post. I4 counts structures; this counts people.
public enum StillInPost {
  /// Counts them.
  ///
  /// Any mandate counts, whatever its function, also for the time being: the question is whether the person is still in the network. The
  /// structure need not be the one for which the person came.
  ///
  /// - Parameters:
  ///   - query: D1, D2 and D.
  ///   - facts: sessions and who was there, the network and its mandates.
  /// - Returns: how many people I2a counts by their names, and how many of them hold a mandate in a structure that is active on D.
  public static func count(
    _ query: FigureQuery, facts: TrainingFacts
  ) -> (people: Int, inPost: Int) {
    let reached = Set(facts.held(query).flatMap(\.rows).map(\.attendance.personCode))
    var holders: Set<String> = []
    for place in facts.network.active(on: query.asOf) {
      for mandate in facts.mandates.at(place) where mandate.period.contains(query.asOf) {
        holders.insert(mandate.personCode)
      }
    }
    return (reached.count, reached.intersection(holders).count)
  }
}
