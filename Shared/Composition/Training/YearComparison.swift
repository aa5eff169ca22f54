/// Whether what trainings reached in one year may be compared with another year.
package struct YearComparison: Codable, Sendable, Hashable {
  /// By how many percent of the earlier year the number of active structures may change.
  package static let mostActiveChange = 10
  /// By how many points of percent the share of rows without a structure, and that of participants without names, may change.
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
      ("HEADCOUNTS_DIFFER", Self.differsInHeadcounts(old, new)),
      ("COVERAGE_DIFFERS", Self.differsInActive(old, new)),
      ("STRUCTURES_UNNAMED", Self.differsInNaming(old, new)),
      ("YEAR_NOT_OVER", !earlier.isOver || !later.isOver),
    ].filter(\.1).map(\.0)
    verdict = reasons.isEmpty ? "COMPARABLE" : "NOT_COMPARABLE"
  }

  /// Whether one year alone has people who were counted without names, or their share of all participations changed too much: the wider
  /// the bounds of I2a, the less its numbers say.
  private static func differsInHeadcounts(_ old: TrainingReach, _ new: TrainingReach) -> Bool {
    old.isBounded != new.isBounded
      || differs(old.counted, of: old.participations, new.counted, of: new.participations)
  }

  /// Whether the number of active structures, of which those reached are a part, changed too much.
  private static func differsInActive(_ old: TrainingReach, _ new: TrainingReach) -> Bool {
    abs(new.active - old.active) * 100 > mostActiveChange * old.active
  }

  /// Whether the share of rows that name no structure changed too much.
  private static func differsInNaming(_ old: TrainingReach, _ new: TrainingReach) -> Bool {
    differs(old.withoutStructure, of: old.named, new.withoutStructure, of: new.named)
  }

  /// Whether a share changed by more than ``mostShareChange``; a year without anything to share differs in nothing.
  ///
  /// Both shares are put on one denominator, so that no rounding decides.
  private static func differs(
    _ oldPart: Int, of old: Int, _ newPart: Int, of new: Int
  ) -> Bool {
    guard old > 0, new > 0 else { return false }
    return abs(newPart * old - oldPart * new) * 100 > mostShareChange * old * new
  }
}
