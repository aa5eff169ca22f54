import Storage

/// The schema of the portal, step by step; a step that was released is never changed.
enum PortalMigrations {
  static let all = [
    Migration(
      "portal-1",
      [
        // Links and browsers by the hashes of their secrets; people by their codes, as a JSON list.
        """
        CREATE TABLE links (hash TEXT PRIMARY KEY, people TEXT NOT NULL, ends_at INTEGER NOT NULL,
        spent_at INTEGER)
        """,
        "CREATE INDEX links_end ON links (ends_at)",
        """
        CREATE TABLE web_sessions (hash TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL,
        way TEXT NOT NULL, fictitious INTEGER NOT NULL, started_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL, trusted INTEGER NOT NULL, device TEXT NOT NULL)
        """,
        "CREATE INDEX web_sessions_person ON web_sessions (person, started_at)",
      ]),
    Migration(
      "portal-reminders",
      [
        // When somebody was last reminded of a campaign, so that a page that is sent twice reminds once.
        """
        CREATE TABLE reminders_sent (campaign TEXT NOT NULL, person TEXT NOT NULL,
        sent_at INTEGER NOT NULL, PRIMARY KEY (campaign, person))
        """
      ]),
  ]
}
