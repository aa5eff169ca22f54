package import Contracts
package import Values

/// What training says of the active structures of a day: who directs them, and where nobody trained is in post.
package struct TrainingNeeds: Sendable {
  /// In the order of the structures' codes.
  package let rows: [ListNeeds.Row]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Takes rows that are known.
  package init(rows: [ListNeeds.Row], fictitious: Bool?) {
    self.rows = rows
    self.fictitious = fictitious
  }

  /// Asks training for the structures that need a training, or for all that are active.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` where training is not known here.
  package static func read(
    _ services: any ServiceCalls, on day: CivilDate, all: Bool = false
  ) async throws -> TrainingNeeds {
    let first = ListNeeds(asOf: day, all: all, limit: .most)
    let pages = try await services.pages("training", first, after: \.after) {
      $0.hasMore ? $0.rows.last?.structure : nil
    }
    return TrainingNeeds(rows: pages.flatMap(\.rows), fictitious: pages.last?.fictitious)
  }
}
