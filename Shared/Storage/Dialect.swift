/// Where the engines' SQL differs: everything else is written in the subset that both understand.
enum Dialect {
  /// The schema steps of every store; they come before the service's own steps.
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

  /// Returns a schema step's statement in PostgreSQL's SQL.
  ///
  /// `INTEGER` gets 64 bits and `BLOB` its PostgreSQL name. Texts get the collation “C”: they are compared byte by byte, as in SQLite,
  /// whatever the database's language is.
  static func postgreSQL(_ statement: String) -> String {
    statement.replacing(#/\bINTEGER\b/#, with: "BIGINT").replacing(#/\bBLOB\b/#, with: "BYTEA")
      .replacing(#/\bTEXT\b/#, with: #"TEXT COLLATE "C""#)
  }

  /// Returns the statements that every PostgreSQL connection runs first; `current` is the schema's quoted name.
  ///
  /// The server ends a session whose transaction stays idle for a minute, so that the lock of a process that hangs does not hold up the
  /// other replicas. A `synchronous_commit` stricter than `on` stays.
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

  /// Returns the statements that begin a write transaction.
  ///
  /// The lock makes each write transaction wait for the one before it, in every replica, so that feed numbers have no gaps and recording
  /// instants grow. The level is `READ COMMITTED`, so that all reads see what was committed before the lock was taken; a snapshot that is
  /// taken by the first statement could be older than the lock.
  static func postgreSQLWrite(schema: String) -> String {
    """
    BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
    SELECT pg_advisory_xact_lock(hashtextextended('vigie.storage:\(schema)', 0))
    """
  }

  /// The statement that begins a read transaction, which sees one consistent state.
  static let postgreSQLRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}
