import FactKinds
import ServiceHost
import Storage
import Tabular
import Values

/// The fact files of the training service. Source: acceptance/formats.md.
enum TrainingFiles {
  static func all(_ catalogue: FactCatalogue) -> [FactFile] {
    catalogue.files(
      of: "training",
      deriving: [
        FactKind.sessions.name: { _ in remarkManyHalfDays },
        FactKind.attendance.name: ClosedStructureRemarks.derive,
        FactKind.enrolments.name: ClosedStructureRemarks.derive,
        FactKind.halfDays.name: remarkDaysOutside,
      ])
  }

  /// Remarks on a session of more than two half-days a day: the number may be right, or mistyped.
  private static func remarkManyHalfDays(_ row: FactRow) -> Derived {
    let days = row.date("last_day").daysSinceEpoch - row.date("first_day").daysSinceEpoch + 1
    guard row.integer("half_days") > 2 * days else { return Derived() }
    return Derived(
      remarks: [
        .init("half_days", row.text("half_days"), "MANY_HALF_DAYS", beside: [String(2 * days)])
      ])
  }

  /// Remarks on a half-day before the first day of its session or after the last one: one of the days is wrong.
  private static func remarkDaysOutside(
    _ transaction: ReadTransaction
  ) throws -> (FactRow) throws -> Derived {
    return { row in
      let code = row.text("session_code")
      guard let session = try TrainingStore.sessions.find([code], in: transaction),
        let first = CivilDate(session.text("first_day")),
        let last = CivilDate(session.text("last_day")),
        row.date("day") < first || last < row.date("day")
      else { return Derived() }
      return Derived(
        remarks: [
          .init("day", row.text("day"), "HALF_DAY_OUTSIDE", beside: [first.iso, last.iso])
        ])
    }
  }
}
