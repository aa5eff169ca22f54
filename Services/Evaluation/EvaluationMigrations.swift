import FactKinds
import ServiceHost
import Storage

/// The schema of the evaluation service, step by step; a step that was released is never changed.
enum EvaluationMigrations {
  private static func creation(of kinds: [FactKind]) -> [String] {
    kinds.flatMap { HistoryTable($0).creation }
  }

  static let all = [
    Migration(
      "evaluation-1", creation(of: [.answers, .diagnoses, .bodies, .meetings, .invitations])),
    Migration("evaluation-2", EvaluationStore.seriesCreation),
    Migration(
      "evaluation-3",
      [
        """
        CREATE TABLE reports (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
        document TEXT NOT NULL, cause TEXT NOT NULL, recorded_at INTEGER NOT NULL)
        """
      ]),
    Migration(
      "evaluation-4", creation(of: [.evidence, .participants, .elements, .revisions, .steps])),
    Migration(
      "evaluation-5",
      [
        """
        CREATE TABLE publications (year INTEGER NOT NULL, name TEXT NOT NULL,
        campaign TEXT NOT NULL, document TEXT NOT NULL, cause TEXT NOT NULL,
        recorded_at INTEGER NOT NULL, PRIMARY KEY (year, name))
        """
      ]),
    Migration("evaluation-6", creation(of: [.declarations])),
  ]
}
