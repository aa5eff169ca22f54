package import Contracts
package import Values

/// The active structures with at least two reasons to look after them. Source: acceptance/year.md, “Fragile”.
///
/// All that it rests on is of one service: training follows the registry's structures, approvals and mandates, and knows who is trained. So
/// training is asked alone, and what is said of a structure is of one moment.
package struct Fragile: Sendable {
  /// Within how many months an approval that ends is a reason.
  private static let endingMonths = 12

  /// A structure with its reasons.
  package struct Row: Sendable {
    /// `APPROVAL_ENDS`, `NEW_DIRECTOR`, `NOBODY_TRAINED`: at least two, in this order.
    package let reasons: [String]
    /// What is known of it.
    package let structure: ListNeeds.Row
  }

  /// In the order of the structures' codes.
  package let rows: [Row]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Looks at what training said of all active structures of a day.
  package init(_ needs: TrainingNeeds, on day: CivilDate) {
    rows = needs.rows.map { Row(reasons: Self.reasons($0, on: day), structure: $0) }
      .filter { $0.reasons.count >= 2 }
    fictitious = needs.fictitious
  }

  private static func reasons(_ structure: ListNeeds.Row, on day: CivilDate) -> [String] {
    let ends = structure.endsOn.map { $0 < day.adding(months: endingMonths) } ?? false
    return [
      ("APPROVAL_ENDS", ends), ("NEW_DIRECTOR", structure.directorReason != nil),
      ("NOBODY_TRAINED", structure.reason != nil),
    ].filter(\.1).map(\.0)
  }

  /// Asks training.
  ///
  /// - Throws: as ``TrainingNeeds/read(_:on:all:)``.
  package static func read(
    _ services: any ServiceCalls, on day: CivilDate
  ) async throws -> Fragile {
    Fragile(try await TrainingNeeds.read(services, on: day, all: true), on: day)
  }
}
