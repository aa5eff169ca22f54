import Storage

/// The schema of the senacs service, step by step; a step that was released is never changed.
enum SenacsMigrations {
  static let all = [
    Migration(
      "senacs-1",
      SenacsStore.own.flatMap(\.creation) + [
        """
        CREATE TABLE frozen_lists (campaign TEXT NOT NULL, structure_code TEXT NOT NULL,
        reason TEXT NOT NULL, recorded_at INTEGER NOT NULL, PRIMARY KEY (campaign, structure_code))
        """
      ])
  ]
}
