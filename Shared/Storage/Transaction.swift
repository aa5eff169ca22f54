import GRDB
public import Values

/// A consistent view of a store, on a storage thread; it ends with the closure that got it.
public class ReadTransaction {
  let database: GRDB.Database

  init(_ database: GRDB.Database) {
    self.database = database
  }

  /// Reads all rows of a query; placeholders are `$1`, `$2`… in order of first use.
  ///
  /// - Throws: ``StorageError``.
  public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
    var rows: [SQLRow] = []
    try forEach(sql, arguments) { rows.append(SQLRow(row: $0.row.copy())) }
    return rows
  }

  /// Reads the first row of a query, if there is one.
  ///
  /// - Throws: ``StorageError``.
  public func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? {
    try wrap {
      try Row.fetchOne(statement(sql), arguments: bound(arguments)).map(SQLRow.init)
    }
  }

  /// Reads rows one by one; a row is valid during its turn only.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func forEach(
    _ sql: String, _ arguments: [SQLValue] = [], _ body: (SQLRow) throws -> Void
  ) throws {
    try wrap {
      let cursor = try Row.fetchCursor(statement(sql), arguments: bound(arguments))
      while let row = try cursor.next() { try body(SQLRow(row: row)) }
    }
  }

  func statement(_ sql: String) throws -> Statement {
    try database.cachedStatement(sql: sql)
  }

  func bound(_ arguments: [SQLValue]) -> StatementArguments {
    // A closure: the key path would be looked up anew at every call.
    StatementArguments(arguments.map { $0.databaseValue })
  }

  func wrap<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw StorageError.of(error)
    }
  }
}

/// A change of a store: all of it or nothing.
public final class WriteTransaction: ReadTransaction {
  /// When this change is recorded: later than every earlier one, also when the clock was set back.
  public let recordedAt: Instant

  init(_ database: GRDB.Database, recordedAt: Instant) {
    self.recordedAt = recordedAt
    super.init(database)
  }

  /// Runs a statement.
  ///
  /// - Throws: ``StorageError``.
  public func execute(_ sql: String, _ arguments: [SQLValue] = []) throws {
    try wrap { try statement(sql).execute(arguments: bound(arguments)) }
  }
}
