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

  static let all = [
    Migration("training-1", [sessions1, TrainingStore.attendance].flatMap(\.creation)),
    Migration(
      "training-2",
      ["capacity", "place"].map {
        "ALTER TABLE sessions ADD COLUMN \"\($0)\" TEXT NOT NULL DEFAULT ''"
      } + HistoryTable(.enrolments).creation),
  ]
}
