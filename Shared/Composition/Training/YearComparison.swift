/// Whether what trainings reached in one year may be compared with another year.
package struct YearComparison: Sendable, Hashable, Encodable {
  /// By how many percent of the earlier year the number of active structures may change.
  package static let mostActiveChange = 10
  /// By how many points of percent the share of rows without a structure may change.
  package static let mostShareChange = 10

  /// The earlier and the later year.
  package let from, to: Int
  /// `COMPARABLE` or `NOT_COMPARABLE`.
  package let verdict: String
  /// Why not, in this order: `RULES_DIFFER`, `HEADCOUNTS_DIFFER`, `COVERAGE_DIFFERS`, `STRUCTURES_UNNAMED`, `YEAR_NOT_OVER`.
  package let reasons: [String]

  /// Compares two years.
  package init(_ earlier: TrainerReport.Year, _ later: TrainerReport.Year) {
    (from, to) = (earlier.year, later.year)
    let (old, new) = (earlier.reach, later.reach)
    reasons = [
      ("RULES_DIFFER", old.rules != new.rules),
      ("HEADCOUNTS_DIFFER", Self.isBounded(old) != Self.isBounded(new)),
      ("COVERAGE_DIFFERS", Self.differsInActive(old, new)),
      ("STRUCTURES_UNNAMED", Self.differsInNaming(old, new)),
      ("YEAR_NOT_OVER", !earlier.isOver || !later.isOver),
    ].filter(\.1).map(\.0)
    verdict = reasons.isEmpty ? "COMPARABLE" : "NOT_COMPARABLE"
  }

  /// Whether people were counted without names, so that only bounds of the number of people are known.
  private static func isBounded(_ reach: TrainingReach) -> Bool {
    reach.fewestPeople != reach.mostPeople
  }

  /// Whether the number of active structures, of which those reached are a part, changed too much.
  private static func differsInActive(_ old: TrainingReach, _ new: TrainingReach) -> Bool {
    abs(new.active - old.active) * 100 > mostActiveChange * old.active
  }

  /// Whether the share of rows that name no structure changed too much; a year without rows differs in nothing.
  ///
  /// Both shares are put on one denominator, so that no rounding decides.
  private static func differsInNaming(_ old: TrainingReach, _ new: TrainingReach) -> Bool {
    guard old.named > 0, new.named > 0 else { return false }
    let difference = abs(new.withoutStructure * old.named - old.withoutStructure * new.named)
    return difference * 100 > mostShareChange * old.named * new.named
  }
}
