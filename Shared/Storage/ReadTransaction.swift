/// A consistent view of a store, on a storage thread; it must not outlive the closure that received it.
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

  /// Reads the number `n` of a query's first row; 0 without a row.
  ///
  /// - Throws: ``StorageError``.
  public func count(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
    try row(sql, arguments)?.integer("n") ?? 0
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
