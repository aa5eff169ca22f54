import GRDB

/// A named step of a store's schema; steps run in order, each in a transaction, once.
public struct Migration: Sendable {
  /// The name, unique in its store.
  public let name: String
  /// The statements.
  public let statements: [String]

  /// Declares a step.
  public init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }

  static func apply(_ migrations: [Migration], to pool: DatabasePool, path: String) throws {
    var migrator = DatabaseMigrator()
    for migration in Dialect.ownMigrations + migrations {
      migrator.registerMigration(migration.name) { database in
        for statement in migration.statements { try database.execute(sql: statement) }
      }
    }
    let known = Set(migrator.migrations)
    let applied = try pool.read { try migrator.appliedIdentifiers($0) }
    if let newer = applied.subtracting(known).sorted().first {
      throw StorageError.newer(path: path, migration: newer)
    }
    try migrator.migrate(pool)
  }
}

/// What is SQLite's own: the one file that another database would need anew.
enum Dialect {
  static let pragmas = ["PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON"]

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
}
