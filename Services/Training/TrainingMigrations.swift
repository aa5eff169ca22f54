import Storage

/// The schema of the training service, step by step; a step that was released is never changed.
enum TrainingMigrations {
  static let all = [
    Migration("training-1", [TrainingStore.sessions, TrainingStore.attendance].flatMap(\.creation))
  ]
}
