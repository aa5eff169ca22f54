import Storage

/// The schema of the senacs service, step by step; a step that was released is never changed.
enum SenacsMigrations {
  /// Returns the SQL that makes the cause of a file from the cause of one of its answers: without the `/` and the row at its end.
  private static func causeOfFile(_ cause: String) -> String {
    let slashed = "rtrim(\(cause), '0123456789')"
    return "substr(\(slashed), 1, length(\(slashed)) - 1)"
  }

  static let all = [
    Migration(
      "senacs-1",
      SenacsStore.campaigns.creation + SenacsStore.submissions.creation + [
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
    // Stores once what all answers of a file have in common: repeated in each answer it was a quarter of what an import wrote.
    // Answers now stand in the order of their files, so no index by campaign is needed, which took another quarter of SQLite's
    // time.
    Migration(
      "senacs-3",
      [
        // Not read since version 0.2.0; no version that was released has these tables.
        "DROP INDEX answers_of",
        // Not read since version 0.2.0.
        "ALTER TABLE answers RENAME TO answers_before",
        """
        CREATE TABLE answer_files (first_id INTEGER PRIMARY KEY, campaign TEXT NOT NULL,
        codebook TEXT NOT NULL, base_items TEXT NOT NULL, cause TEXT NOT NULL,
        recorded_at INTEGER NOT NULL)
        """,
        """
        INSERT INTO answer_files (first_id, campaign, codebook, base_items, cause, recorded_at)
        SELECT 4294967296 * ROW_NUMBER() OVER (ORDER BY recorded_at, cause), campaign, codebook,
        base_items, cause, recorded_at
        FROM (SELECT DISTINCT campaign, codebook, base_items,
        \(Self.causeOfFile("cause")) AS cause, recorded_at FROM answers_before) AS files
        """,
        """
        CREATE TABLE answers (id INTEGER PRIMARY KEY, submission_code TEXT NOT NULL UNIQUE,
        structure_code TEXT NOT NULL, received_at TEXT NOT NULL, status TEXT NOT NULL,
        base_items_answered TEXT NOT NULL, record TEXT NOT NULL)
        """,
        """
        INSERT INTO answers (id, submission_code, structure_code, received_at, status,
        base_items_answered, record)
        SELECT files.first_id + CAST(substr(before.cause, length(files.cause) + 2) AS INTEGER),
        before.submission_code, before.structure_code, before.received_at, before.status,
        before.base_items_answered, before.record
        FROM answers_before AS before JOIN answer_files AS files
        ON files.campaign = before.campaign AND files.codebook = before.codebook
        AND files.base_items = before.base_items AND files.recorded_at = before.recorded_at
        AND files.cause = \(Self.causeOfFile("before.cause"))
        ORDER BY 1
        """,
        """
        CREATE TABLE latest_answers (campaign TEXT NOT NULL, structure_code TEXT NOT NULL,
        submission_code TEXT NOT NULL, received_at TEXT NOT NULL,
        PRIMARY KEY (campaign, structure_code))
        """,
        """
        INSERT INTO latest_answers (campaign, structure_code, submission_code, received_at)
        SELECT campaign, structure_code, submission_code, received_at
        FROM (SELECT campaign, structure_code, submission_code, received_at,
        ROW_NUMBER() OVER (PARTITION BY campaign, structure_code
        ORDER BY received_at DESC, recorded_at DESC) AS place
        FROM answers_before WHERE status = 'validated') AS final WHERE place = 1
        """,
        // Not read since version 0.2.0.
        "DROP TABLE answers_before",
      ]),
    Migration("senacs-4", SenacsStore.comparisonsCreation),
    Migration("senacs-collection", SenacsStore.collections.creation),
  ]
}
