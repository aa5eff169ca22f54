import Values

/// A connection to a database; it runs SQL in the transaction that is open on it.
///
/// It is used on one thread at a time. Neither the connection nor its rows may outlive the closure that received the connection. SQL is the
/// common subset of the engines, with placeholders `$1`, `$2`… numbered in order of first use.
protocol SQLConnection: AnyObject {
  /// Reads rows one by one; a row is valid during its turn only.
  func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws
  /// Reads the first rows, `limit` at most.
  func rows(_ sql: String, _ arguments: [SQLValue], limit: Int) throws -> [SQLRow]
  /// Runs a statement once for each list of arguments; returns how many rows each run changed.
  func run(_ sql: String, each: [[SQLValue]]) throws -> [Int]
  /// Runs a body in a savepoint; if the body throws, its changes are undone.
  ///
  /// - Throws: what the body throws; ``TransactionLost`` if nothing of the transaction is left.
  func savepoint(_ body: () throws -> Void) throws
}

/// The error of a statement after which the database has rolled back the whole transaction, with what came before it.
struct TransactionLost: Error {
  let error: any Error
}

extension SQLConnection {
  /// Reads the first row, if there is one.
  func first(_ sql: String, _ arguments: [SQLValue]) throws -> SQLRow? {
    try rows(sql, arguments, limit: 1).first
  }

  /// Reads all rows.
  func all(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try rows(sql, arguments, limit: .max)
  }

  /// Runs a statement; returns how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try run(sql, each: [arguments])[0]
  }
}

/// The cells of one or more rows; nil for NULL.
protocol SQLCells: AnyObject {
  func text(_ column: String, of row: Int) -> String?
  func integer(_ column: String, of row: Int) -> Int?
  func blob(_ column: String, of row: Int) -> [UInt8]?
}

/// A database that keeps one service's store: SQLite in a file, or a schema of a PostgreSQL server.
///
/// Every error that leaves an engine is a ``StorageError``, unless a body threw it, or a `CancellationError` of a read.
protocol StorageEngine: Sendable {
  /// Reads a consistent state, on a thread of the engine.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T
  /// Changes the store in one transaction, on this thread; if durably, returns after the commit is on the disk. The caller makes sure that
  /// calls never overlap.
  func write<T>(durably: Bool, _ body: (any SQLConnection) throws -> T) throws -> T
  /// Tells other processes that something was committed.
  func announce()
  /// Calls back, until ``close()``, whenever another process may have committed.
  func watch(_ announce: @escaping @Sendable (FeedPosition) -> Void)
  /// Copies the whole store, as it is at one moment, into a new file. Writes may go on meanwhile.
  ///
  /// - Returns: false if the store is not a file on this host.
  func copy(to path: String) async throws -> Bool
  /// Makes the store's file complete, so that a copy of that file alone holds everything.
  func settle()
  /// Ends what ``watch(_:)`` began.
  func close()
}
