import Storage

/// The schema of the evaluation service, step by step; a step that was released is never changed.
enum EvaluationMigrations {
  static let all = [
    Migration("evaluation-1", EvaluationStore.own.flatMap(\.creation)),
    Migration("evaluation-2", EvaluationStore.seriesCreation),
    Migration(
      "evaluation-3",
      [
        """
        CREATE TABLE reports (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
        document TEXT NOT NULL, cause TEXT NOT NULL, recorded_at INTEGER NOT NULL)
        """
      ]),
    Migration("evaluation-4", EvaluationStore.diagnosisTables.flatMap(\.creation)),
    Migration(
      "evaluation-5",
      [
        """
        CREATE TABLE publications (year INTEGER NOT NULL, name TEXT NOT NULL,
        campaign TEXT NOT NULL, document TEXT NOT NULL, cause TEXT NOT NULL,
        recorded_at INTEGER NOT NULL, PRIMARY KEY (year, name))
        """
      ]),
  ]
}
