import CPostgreSQL

/// What the server answered to a statement: its rows, in the protocol's binary form, or its fault.
final class PostgreSQLAnswer: SQLCells {
  private let raw: OpaquePointer
  /// The places of its columns; they must be set before cells are read.
  var columns: [String: Int32] = [:]

  /// Becomes the owner of a result.
  init(_ raw: OpaquePointer) { self.raw = raw }

  deinit { PQclear(raw) }

  /// Whether the statement succeeded.
  var isGood: Bool {
    let status = PQresultStatus(raw)
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
  }

  /// The tag of a command, such as `COMMIT`.
  var tag: String { String(cString: PQcmdStatus(raw)) }

  /// A cell of the first row of a result in text form.
  func textual(_ column: String) -> String {
    let place = PQfnumber(raw, column)
    guard place >= 0, PQntuples(raw) > 0 else { return "" }
    return String(cString: PQgetvalue(raw, 0, place))
  }

  private func field(_ code: Character) -> String {
    let code = Int32(code.asciiValue ?? 0)
    return PQresultErrorField(raw, code).map { String(cString: $0) } ?? ""
  }

  /// What went wrong, and whether the connection cannot be used after it. The server's detail is left out, because it may contain data
  /// of a row.
  var fault: (error: StorageError, endsConnection: Bool) {
    // Severity, SQLSTATE and message (libpq's PG_DIAG_…).
    let (severity, state, message) = (field("V"), field("C"), field("M"))
    let text = "\(message) (SQLSTATE \(state))"
    let isFatal = severity == "FATAL" || severity == "PANIC"
    switch state {
    case "53100": return (.full, isFatal)
    // Serialization failure, deadlock, too many connections, no memory, no lock in time, statement cancelled.
    case "40001", "40P01", "53300", "53200", "55P03", "57014": return (.unavailable(text), isFatal)
    // The server became a replica; a schema change made a plan void; a prepared statement is gone. A new connection helps in each case.
    case "25006", "0A000", "26000": return (.unavailable(text), true)
    default:
      let isGone = isFatal || state.hasPrefix("08") || state.hasPrefix("57P")
      return (isGone ? .unavailable(text) : .failed(text), isGone)
    }
  }

  // MARK: Rows

  /// How many rows there are.
  var count: Int { Int(PQntuples(raw)) }

  /// How many rows the statement changed, or returned.
  var changedCount: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  /// Returns where its columns are.
  ///
  /// - Throws: ``StorageError/failed(_:)`` for a type that no store has.
  func places() throws -> [String: Int32] {
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

  func text(_ column: String, of row: Int) -> String? {
    bytes(column, row).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads a whole number of one, two, four or eight bytes, the most significant first.
  func integer(_ column: String, of row: Int) -> Int? {
    bytes(column, row).map { bytes in
      let start: Int = (bytes.first ?? 0) < 128 ? 0 : -1
      return bytes.reduce(start) { $0 << 8 | Int($1) }
    }
  }

  func blob(_ column: String, of row: Int) -> [UInt8]? { bytes(column, row).map { Array($0) } }
}
