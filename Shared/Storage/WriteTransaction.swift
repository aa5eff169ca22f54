public import Values

/// A change of a store: all of it or nothing.
public final class WriteTransaction: ReadTransaction {
  /// The instant at which this change is recorded; it is later than that of every earlier change, even if the clock was set back.
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

  /// Runs a body in a savepoint; if the body throws, its changes are undone, and the transaction goes on.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func attempt<T>(_ body: () throws -> T) throws -> T {
    var result: T?
    try connection.savepoint { result = try body() }
    guard let result else { preconditionFailure("a savepoint without its body") }
    return result
  }

  /// Runs a body in a savepoint and undoes its changes, even if it does not throw; the transaction goes on.
  ///
  /// - Returns: what the body returns.
  /// - Throws: ``StorageError``; what the body throws.
  public func rehearse<T>(_ body: () throws -> T) throws -> T {
    var result: T?
    do {
      try connection.savepoint {
        result = try body()
        throw Rehearsed()
      }
    } catch is Rehearsed {}
    guard let result else { preconditionFailure("a savepoint without its body") }
    return result
  }

  /// Ends a savepoint whose changes are to be undone.
  private struct Rehearsed: Error {}

  /// Runs a statement once for each list of arguments; this is faster than one call each.
  ///
  /// - Returns: for each list, how many rows an INSERT, UPDATE or DELETE changed.
  /// - Throws: ``StorageError``.
  public func execute(_ sql: String, each: [[SQLValue]]) throws -> [Int] {
    try connection.run(sql, each: each)
  }
}
