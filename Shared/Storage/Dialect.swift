/// Where the engines' SQL differs: everything else is written in the subset that both understand.
enum Dialect {
  /// What every connection to SQLite is told.
  static let sqlitePragmas = ["PRAGMA foreign_keys = ON"]

  /// The schema of every store, before a service's own.
  static let ownMigrations = [
    Migration(
      "storage-1",
      [
        "CREATE TABLE storage_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """
        CREATE TABLE storage_feed (sequence INTEGER PRIMARY KEY, topic TEXT NOT NULL,
        recorded_at INTEGER NOT NULL, payload TEXT NOT NULL)
        """,
        """
        CREATE TABLE storage_cursor (source TEXT PRIMARY KEY, epoch TEXT NOT NULL,
        sequence INTEGER NOT NULL)
        """,
        """
        CREATE TABLE storage_idempotency (principal TEXT NOT NULL, method TEXT NOT NULL,
        key TEXT NOT NULL, digest TEXT NOT NULL, reply BLOB NOT NULL,
        recorded_at INTEGER NOT NULL, PRIMARY KEY (principal, method, key))
        """,
        "CREATE INDEX storage_idempotency_age ON storage_idempotency (recorded_at)",
      ])
  ]

  /// A schema step's statement in PostgreSQL's words.
  ///
  /// Whole numbers have 64 bits, bytes another name, and texts are compared byte by byte, as SQLite
  /// does, whatever the database's language is.
  static func postgreSQL(_ statement: String) -> String {
    statement.replacing(#/\bINTEGER\b/#, with: "BIGINT").replacing(#/\bBLOB\b/#, with: "BYTEA")
      .replacing(#/\bTEXT\b/#, with: #"TEXT COLLATE "C""#)
  }

  /// What every connection to PostgreSQL is told first; `current` is the schema's quoted name.
  ///
  /// A process that stands still within a transaction loses it after a minute, so that its lock does not
  /// hold up the other replicas. A stricter `synchronous_commit` than `on` stays.
  static func postgreSQLSession(schema current: String) -> String {
    """
    SET search_path TO \(current);
    SET client_min_messages TO error;
    SET idle_in_transaction_session_timeout TO '60s';
    SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false) AS synchronous_commit,
    current_setting('fsync') AS fsync, current_setting('server_encoding') AS server_encoding
    """
  }

  /// Begins a change: each waits for the one before it, in every replica, so that numbers have no gaps
  /// and instants grow. What it then reads is newer than the lock, which a snapshot taken with the first
  /// statement would not be.
  static func postgreSQLWrite(schema: String) -> String {
    """
    BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
    SELECT pg_advisory_xact_lock(hashtextextended('vigie.storage:\(schema)', 0))
    """
  }

  /// Begins a consistent look.
  static let postgreSQLRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}
