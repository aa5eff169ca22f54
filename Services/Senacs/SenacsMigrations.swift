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
      ]),
    Migration(
      "senacs-2",
      SenacsStore.campaignCodebooks.creation + SenacsStore.successions.creation + [
        """
        CREATE TABLE codebooks (digest TEXT PRIMARY KEY, document TEXT NOT NULL,
        recorded_at INTEGER NOT NULL)
        """,
        """
        CREATE TABLE answers (submission_code TEXT PRIMARY KEY, campaign TEXT NOT NULL,
        structure_code TEXT NOT NULL, received_at TEXT NOT NULL, status TEXT NOT NULL,
        base_items TEXT NOT NULL, base_items_answered TEXT NOT NULL, codebook TEXT NOT NULL,
        record TEXT NOT NULL, cause TEXT NOT NULL, recorded_at INTEGER NOT NULL)
        """,
        "CREATE INDEX answers_of ON answers (campaign, structure_code)",
        """
        CREATE TABLE sheet_openings (campaign TEXT NOT NULL, structure_code TEXT NOT NULL,
        opened_on TEXT NOT NULL, recorded_at INTEGER NOT NULL,
        PRIMARY KEY (campaign, structure_code, opened_on))
        """,
      ]),
  ]
}
