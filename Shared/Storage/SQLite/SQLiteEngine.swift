import CSQLite
import Foundation
import GRDB
import GRDBSQLite
import Locking

/// A SQLite file in WAL mode with `synchronous=FULL`. This file and `SQLiteStatements` are the ones that know GRDB.
final class SQLiteEngine: StorageEngine {
  /// The size of the writer's page cache, in KiB. The keys of a file's answers come in no order. With SQLite's 2 MB the pages of their
  /// index therefore went through the write-ahead log once more for every few rows.
  private static let writerCacheKiB = 32 * 1024

  /// How many pages the write-ahead log may have before a checkpoint moves them into the file; SQLite's own default.
  private static let checkpointPages = 1000

  /// How many bytes SQLite keeps in memory to undo one write. With SQLite's own 64 KiB, a write that touches sixteen pages sent them, and
  /// those of the later writes of its group, to a temporary file: more bytes than the write-ahead log gets.
  ///
  /// It cannot be more than this: SQLite moves these bytes to the file in one piece, and its `seekAndWriteFd` writes nothing of a piece of
  /// 128 KiB, which it then reports as a full disk (`os_unix.c`, `nBuf &= 0x1ffff`; SQLite 3.40).
  private static let undoBytes: Int32 = (1 << 17) - 1

  /// Holds for all connections of the process, and must be set before the first one.
  private static let configured: Void = vigie_sqlite_keep_undo_in_memory(undoBytes)

  private let path: String
  /// The pages of the write-ahead log after the last commit.
  private let logPages = Atomic(0)
  private let pool: DatabasePool
  private let lock: LockFile

  /// Opens a file, makes it where it is absent, and brings its schema up to date.
  init(path: String, migrations: [Migration]) throws {
    self.path = path
    Self.configured
    lock = try LockFile(path: path + ".lock", store: path)
    do {
      if !FileManager.default.fileExists(atPath: path) {
        let isMade = FileManager.default.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else {
          throw StorageError.cannotOpen(path: path, reason: "the file cannot be made")
        }
      }
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      // One connection for each turn, and four for reads that take no turn, so that nobody waits for a connection.
      configuration.maximumReaderCount = FairTurns.computing.most + 4
      pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets synchronous=NORMAL when it opens a pool, so FULL is set, and read back, after it.
      let level = try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA cache_size = -\(Self.writerCacheKiB)")
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        return try Int.fetchOne(database, sql: "PRAGMA synchronous")
      }
      guard level == 2 else { throw StorageError.failed("synchronous=FULL was not taken") }
      try apply(migrations)
      pool.writeWithoutTransaction(countPages)
    } catch let error as DatabaseError {
      throw StorageError.cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  private func apply(_ migrations: [Migration]) throws {
    var migrator = DatabaseMigrator()
    for migration in migrations {
      migrator.registerMigration(migration.name) { database in
        for statement in migration.statements { try database.execute(sql: statement) }
      }
    }
    let applied = try pool.read { try migrator.appliedIdentifiers($0) }
    if let newer = applied.subtracting(migrator.migrations).sorted().first {
      throw StorageError.newer(path: path, migration: newer)
    }
    if applied.count == migrator.migrations.count { try checkSchema() }
    try migrator.migrate(pool)
    try noteSchema()
  }

  /// Refuses a file whose schema is not the one that its steps made: a flipped bit in the name of a column would otherwise stop the program
  /// at the first row.
  private func checkSchema() throws {
    let (noted, found) = try pool.read { database in
      (
        try String.fetchOne(
          database, sql: "SELECT value FROM storage_meta WHERE name = 'schema'"),
        try Self.schema(database)
      )
    }
    guard noted == nil || noted == found else {
      throw StorageError.cannotOpen(
        path: path, reason: "its schema was altered, so the file is damaged; restore a backup")
    }
  }

  private func noteSchema() throws {
    try pool.write { database in
      let schema = try Self.schema(database)
      try database.execute(
        sql: """
          INSERT INTO storage_meta (name, value) VALUES ('schema', ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
          """, arguments: [schema])
    }
  }

  private static func schema(_ database: GRDB.Database) throws -> String {
    try String.fetchAll(
      database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    ).joined(separator: "\n")
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    do {
      return try await pool.read { try body($0) }
    } catch {
      throw StorageError.of(error)
    }
  }

  func write<T>(durably: Bool, _ body: (any SQLConnection) throws -> T) throws -> T {
    try mapped {
      try pool.writeWithoutTransaction { database in
        if !durably { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        defer { if !durably { Self.makeDurable(database) } }
        var result: T?
        try database.inTransaction(.immediate) {
          result = try body(database)
          return .commit
        }
        guard let result else { preconditionFailure("a transaction without its body") }
        return result
      }
    }
  }

  /// Makes each commit wait for the disk again. A service that could not do this would lose what it acknowledges, so it stops.
  private static func makeDurable(_ database: GRDB.Database) {
    do {
      try database.execute(sql: "PRAGMA synchronous = FULL")
    } catch {
      preconditionFailure("SQLite refuses synchronous=FULL: \(error)")
    }
  }

  /// Makes SQLite tell the number of pages in the write-ahead log after each commit. The hook holds the engine unretained, because the
  /// engine outlives its connections.
  private func countPages(_ database: GRDB.Database) {
    let engine = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      database.sqliteConnection,
      { engine, _, _, pages in
        guard let engine else { return SQLITE_OK }
        Unmanaged<SQLiteEngine>.fromOpaque(engine).takeUnretainedValue()
          .logPages.store(Int(pages), ordering: .relaxed)
        return SQLITE_OK
      }, engine)
  }

  /// Tells nobody, because no other process can have the file open. Instead it moves a long write-ahead log into the file, after the
  /// commit: a checkpoint inside the commit would make the caller wait for the same bytes a second time.
  func announce() {
    guard logPages.load(ordering: .relaxed) >= Self.checkpointPages else { return }
    _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
  }
  func watch(_ announce: @escaping @Sendable (FeedPosition) -> Void) {}
  // The connections close before the lock is released, so that the next process to open the store has it alone.
  func close() { try? pool.close() }

  func copy(to path: String) async throws -> Bool {
    do {
      let copy = try DatabaseQueue(path: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        // The pages are copied from a snapshot, on another thread, which waits for the disk.
        DispatchQueue.global().async { [pool] in
          done.resume(with: Result { try pool.backup(to: copy) })
        }
      }
      try await copy.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        try database.execute(sql: "DELETE FROM storage_meta WHERE name = 'epoch'")
      }
      try copy.close()
      return true
    } catch {
      throw StorageError.of(error)
    }
  }

  /// Moves the content of the write-ahead log into the file, so that a copy of the file alone holds everything.
  func settle() {
    try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
  }
}

/// Keeps a second process from opening the same store.
private final class LockFile: Sendable {
  private let descriptor: Int32

  init(path: String, store: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StorageError.cannotOpen(path: store, reason: String(cString: strerror(errno)))
    }
    // A process that is being started holds a copy of the lock until it runs its own program, so the lock is tried 20 times.
    var tries = 20
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      tries -= 1
      guard tries > 0 else {
        close(descriptor)
        throw StorageError.inUse(path: store)
      }
      usleep(50_000)
    }
  }

  deinit { close(descriptor) }
}
