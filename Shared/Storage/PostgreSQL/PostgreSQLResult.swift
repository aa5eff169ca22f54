import CPostgreSQL

/// The rows of a result, in the protocol's binary form.
final class PostgreSQLResult: SQLCells {
  private let raw: OpaquePointer
  private let columns: [String: Int32]

  /// Becomes the owner of a result; `columns` are the places of its columns.
  init(_ raw: OpaquePointer, columns: [String: Int32]) {
    self.raw = raw
    self.columns = columns
  }

  deinit { PQclear(raw) }

  /// How many rows there are.
  var count: Int { Int(PQntuples(raw)) }

  /// How many rows the statement changed, or returned.
  var changedCount: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  /// Where the columns of a result are.
  ///
  /// - Throws: ``StorageError/failed(_:)`` for a type that no store has.
  static func columns(of raw: OpaquePointer) throws -> [String: Int32] {
    var columns: [String: Int32] = [:]
    for place in 0..<PQnfields(raw) {
      let name = String(cString: PQfname(raw, place))
      guard PostgreSQLType.readable.contains(PQftype(raw, place)) else {
        throw StorageError.failed("the column \(name) has a type that no store has")
      }
      columns[name] = place
    }
    return columns
  }

  private func bytes(_ column: String, _ row: Int) -> UnsafeRawBufferPointer? {
    guard let place = columns[column] else { preconditionFailure("no column \(column)") }
    guard PQgetisnull(raw, Int32(row), place) == 0 else { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(raw, Int32(row), place), count: Int(PQgetlength(raw, Int32(row), place)))
  }

  func optionalText(_ column: String, of row: Int) -> String? {
    bytes(column, row).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads a whole number of one, two, four or eight bytes, the most significant first.
  func optionalInteger(_ column: String, of row: Int) -> Int? {
    bytes(column, row).map { bytes in
      let start: Int = (bytes.first ?? 0) < 128 ? 0 : -1
      return bytes.reduce(start) { $0 << 8 | Int($1) }
    }
  }

  func text(_ column: String, of row: Int) -> String {
    present(optionalText(column, of: row), column)
  }

  func integer(_ column: String, of row: Int) -> Int {
    present(optionalInteger(column, of: row), column)
  }

  func blob(_ column: String, of row: Int) -> [UInt8] {
    present(bytes(column, row).map(Array.init), column)
  }

  private func present<T>(_ value: T?, _ column: String) -> T {
    guard let value else { preconditionFailure("the column \(column) is NULL") }
    return value
  }
}
