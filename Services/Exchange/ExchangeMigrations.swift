import Storage

/// The schema of the exchange, step by step; a step that was released is never changed.
enum ExchangeMigrations {
  static let all = [
    Migration(
      "exchange-1",
      [
        // The log: gapless from 1; a row's hash covers its number, its bytes and its scopes.
        """
        CREATE TABLE log (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL,
        subject TEXT NOT NULL, recorded_at INTEGER NOT NULL, logged_at INTEGER NOT NULL,
        byte_count INTEGER NOT NULL, envelope TEXT NOT NULL, hash TEXT NOT NULL)
        """,
        "CREATE INDEX log_logged ON log (logged_at)",
        """
        CREATE TABLE log_scopes (scope TEXT NOT NULL, sequence INTEGER NOT NULL,
        PRIMARY KEY (scope, sequence))
        """,
        "CREATE INDEX log_scopes_sequence ON log_scopes (sequence)",
        "CREATE TABLE exchange_counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
        "CREATE TABLE bodies (code TEXT PRIMARY KEY, communes TEXT NOT NULL)",
        """
        CREATE TABLE subscriptions (number INTEGER PRIMARY KEY, principal TEXT NOT NULL,
        name TEXT NOT NULL, types TEXT NOT NULL, territories TEXT NOT NULL,
        is_ordered INTEGER NOT NULL, lease INTEGER NOT NULL, max_attempts INTEGER NOT NULL,
        backoff INTEGER NOT NULL, delay INTEGER NOT NULL, time_to_live INTEGER,
        reached INTEGER NOT NULL, through INTEGER, rate INTEGER, rate_at INTEGER NOT NULL,
        expires_at INTEGER, created_at INTEGER NOT NULL, acknowledged INTEGER NOT NULL,
        redelivered INTEGER NOT NULL, stale INTEGER NOT NULL)
        """,
        "CREATE UNIQUE INDEX subscriptions_name ON subscriptions (principal, name)",
        // Messages that a subscription took from the log and has not settled.
        """
        CREATE TABLE deliveries (subscription INTEGER NOT NULL, sequence INTEGER NOT NULL,
        subject TEXT NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL, token TEXT NOT NULL,
        leased_at INTEGER NOT NULL, due_at INTEGER NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (subscription, sequence))
        """,
        "CREATE INDEX deliveries_due ON deliveries (subscription, state, due_at)",
        "CREATE INDEX deliveries_subject ON deliveries (subscription, subject, sequence)",
        """
        CREATE TABLE submissions (number INTEGER PRIMARY KEY, principal TEXT NOT NULL,
        key TEXT NOT NULL, digest TEXT NOT NULL, schema TEXT NOT NULL, row_count INTEGER NOT NULL,
        fictitious INTEGER NOT NULL, cut TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT NOT NULL,
        attempts INTEGER NOT NULL, due_at INTEGER NOT NULL, received_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL)
        """,
        "CREATE UNIQUE INDEX submissions_key ON submissions (principal, key)",
        "CREATE INDEX submissions_due ON submissions (state, due_at)",
        // Raw rows: each submission's are sealed with a key of its own, and that key with the master key (`exchange-rows.key`).
        """
        CREATE TABLE submission_rows (submission INTEGER PRIMARY KEY, sealed_key BLOB NOT NULL,
        sealed_rows BLOB NOT NULL)
        """,
      ]),
    Migration(
      "exchange-2",
      [
        "ALTER TABLE subscriptions ADD COLUMN urgent_types TEXT NOT NULL DEFAULT ''",
        // When the subscription was last pulled from.
        "ALTER TABLE subscriptions ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0",
        // Rank 0 (urgent) goes before rank 1.
        "ALTER TABLE deliveries ADD COLUMN rank INTEGER NOT NULL DEFAULT 1",
        "CREATE INDEX log_id ON log (id)",
        "CREATE INDEX submissions_first ON submissions (state, schema, principal, number)",
      ]),
    Migration(
      "exchange-3",
      [
        // A counter of each key's pending submissions: counting them anew at each submission would make a long queue slow.
        """
        INSERT INTO exchange_counters (name, value) SELECT 'pending/' || principal, COUNT(*)
        FROM submissions WHERE state = 'pending' GROUP BY principal
        """
      ]),
    Migration(
      "exchange-4",
      [
        // The holder of a leased delivery: the process, and the call in it.
        "ALTER TABLE deliveries ADD COLUMN replica TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE deliveries ADD COLUMN held_by INTEGER NOT NULL DEFAULT 0",
        // Ranges that retention deleted before delivery; each stays until the consumer has answered for it.
        """
        CREATE TABLE gaps (subscription INTEGER NOT NULL, first_sequence INTEGER NOT NULL,
        last_sequence INTEGER NOT NULL, tellings INTEGER NOT NULL, first_told_at INTEGER NOT NULL,
        told_at INTEGER NOT NULL, PRIMARY KEY (subscription, first_sequence))
        """,
        // How often a submission failed although its service was healthy.
        "ALTER TABLE submissions ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
      ]),
  ]
}
