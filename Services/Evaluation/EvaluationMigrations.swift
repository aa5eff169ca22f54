import Storage

/// The schema of the evaluation service, step by step; a step that was released is never changed.
enum EvaluationMigrations {
  static let all = [
    Migration("evaluation-1", EvaluationStore.own.flatMap(\.creation))
  ]
}
