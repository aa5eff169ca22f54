import FactKinds
import ServiceHost
import Storage

/// The schema of the training service, step by step; a step that was released is never changed.
enum TrainingMigrations {
  /// The table of sessions as step `training-1` made it.
  private static let sessions1 = HistoryTable(
    "sessions", key: ["session_code"],
    values: [
      "course", "title", "qualifying", "state", "first_day", "last_day", "half_days",
      "half_day_hours", "organiser", "headcount",
    ])

  /// The table of attendance as step `training-1` made it.
  private static let attendance1 = HistoryTable(
    "attendance", key: ["session_code", "person_code"],
    values: ["structure_code", "audience", "status", "half_days_present"])

  static let all = [
    Migration("training-1", [sessions1, attendance1].flatMap(\.creation)),
    Migration(
      "training-2",
      ["capacity", "place"].map {
        "ALTER TABLE sessions ADD COLUMN \"\($0)\" TEXT NOT NULL DEFAULT ''"
      } + HistoryTable(.enrolments).creation),
    Migration(
      "training-3",
      ["trainer", "audience"].map {
        "ALTER TABLE sessions ADD COLUMN \"\($0)\" TEXT NOT NULL DEFAULT ''"
      } + [
        "ALTER TABLE attendance ADD COLUMN \"half_days_attended\" TEXT NOT NULL DEFAULT ''"
      ] + HistoryTable(.halfDays).creation),
    Migration("training-4", HistoryTable(.satisfaction).creation),
    Migration("training-5", ["person_code", "structure_code"].map(attendance1.index)),
  ]
}
