public import Values

/// A consistent view of a store, on a storage thread; it ends with the closure that got it.
public class ReadTransaction {
  let connection: any SQLConnection

  init(_ connection: any SQLConnection) {
    self.connection = connection
  }

  /// Reads all rows of a query; placeholders are `$1`, `$2`… in order of first use.
  ///
  /// - Throws: ``StorageError``.
  public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
    try connection.all(sql, arguments)
  }

  /// Reads the first row of a query, if there is one.
  ///
  /// - Throws: ``StorageError``.
  public func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? {
    try connection.first(sql, arguments)
  }

  /// Reads rows one by one; a row is valid during its turn only.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func forEach(
    _ sql: String, _ arguments: [SQLValue] = [], _ body: (SQLRow) throws -> Void
  ) throws {
    try connection.forEach(sql, arguments, body)
  }
}

/// A change of a store: all of it or nothing.
public final class WriteTransaction: ReadTransaction {
  /// When this change is recorded: later than every earlier one, also when the clock was set back.
  public let recordedAt: Instant

  init(_ connection: any SQLConnection, recordedAt: Instant) {
    self.recordedAt = recordedAt
    super.init(connection)
  }

  /// Runs a statement.
  ///
  /// - Returns: how many rows an INSERT, UPDATE or DELETE changed.
  /// - Throws: ``StorageError``.
  @discardableResult
  public func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
    try connection.run(sql, arguments)
  }

  /// Runs a body; when it throws, nothing of what it changed stays, and the transaction goes on.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func attempt<T>(_ body: () throws -> T) throws -> T {
    var result: T?
    try connection.savepoint { result = try body() }
    guard let result else { preconditionFailure("a savepoint without its body") }
    return result
  }

  /// Runs a statement for each of some lists of arguments, with less ado than one by one.
  ///
  /// - Returns: for each how many rows an INSERT, UPDATE or DELETE changed.
  /// - Throws: ``StorageError``.
  public func execute(_ sql: String, each: [[SQLValue]]) throws -> [Int] {
    try connection.run(sql, each: each)
  }
}
