import CPostgreSQL

/// What the server answered to a statement.
final class PostgreSQLAnswer {
  /// What an answer that reports a failure means.
  struct Fault {
    /// What the caller is told.
    let error: StorageError
    /// Whether the connection cannot be used after it.
    let endsConnection: Bool
  }

  private(set) var raw: OpaquePointer
  private var isTaken = false

  init(_ raw: OpaquePointer) { self.raw = raw }

  deinit { if !isTaken { PQclear(raw) } }

  /// Gives the result to another owner.
  func take() -> OpaquePointer {
    isTaken = true
    return raw
  }

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

  /// What went wrong. The server's detail is left out, because it may contain data of a row.
  var fault: Fault {
    // Severity, SQLSTATE and message (libpq's PG_DIAG_…).
    let (severity, state, message) = (field("V"), field("C"), field("M"))
    let text = "\(message) (SQLSTATE \(state))"
    let isFatal = severity == "FATAL" || severity == "PANIC"
    switch state {
    case "53100": return Fault(error: .full, endsConnection: isFatal)
    // Serialization failure, deadlock, too many connections, no memory, no lock in time, statement cancelled.
    case "40001", "40P01", "53300", "53200", "55P03", "57014":
      return Fault(error: .unavailable(text), endsConnection: isFatal)
    // The server became a replica; a schema change made a plan void; a prepared statement is gone. A new connection helps in each case.
    case "25006", "0A000", "26000":
      return Fault(error: .unavailable(text), endsConnection: true)
    default:
      let isGone = isFatal || state.hasPrefix("08") || state.hasPrefix("57P")
      return Fault(error: isGone ? .unavailable(text) : .failed(text), endsConnection: isGone)
    }
  }
}
