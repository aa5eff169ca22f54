import GRDB
import GRDBSQLite
import Glibc

/// Statements go to SQLite directly, because GRDB's lists of arguments and its rows take longer than SQLite needs for a row. GRDB still
/// opens the store, keeps the prepared statements, and runs the transactions.
extension GRDB.Database: SQLConnection {
  func forEach(
    _ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void
  ) throws {
    try mapped {
      let statement = try idle(sql)
      try withBound(arguments, to: statement.sqliteStatement) {
        let cells = SQLiteCells(statement.columnNames)
        while try step(statement.sqliteStatement) {
          cells.forget()
          cells.keep(statement.sqliteStatement)
          try body(SQLRow(cells: cells, index: 0))
        }
      }
    }
  }

  func rows(_ sql: String, _ arguments: [SQLValue], limit: Int) throws -> [SQLRow] {
    try mapped {
      let statement = try idle(sql)
      let cells = SQLiteCells(statement.columnNames)
      var rows: [SQLRow] = []
      try withBound(arguments, to: statement.sqliteStatement) {
        while rows.count < limit, try step(statement.sqliteStatement) {
          cells.keep(statement.sqliteStatement)
          rows.append(SQLRow(cells: cells, index: rows.count))
        }
      }
      return rows
    }
  }

  func run(_ sql: String, each: [[SQLValue]]) throws -> [Int] {
    try mapped {
      let statement = try idle(sql)
      return try withExtendedLifetime(statement) {
        try each.map { arguments in
          try withBound(arguments, to: statement.sqliteStatement) {
            while try step(statement.sqliteStatement) {}
            return changesCount
          }
        }
      }
    }
  }

  func savepoint(_ body: () throws -> Void) throws {
    try mapped {
      _ = try run("SAVEPOINT change", each: [[]])
      do {
        try body()
        _ = try run("RELEASE change", each: [[]])
      } catch {
        try takeBack(after: error)
        throw error
      }
    }
  }

  /// Undoes what was done since the savepoint.
  ///
  /// - Throws: ``TransactionLost`` where nothing of the transaction is left, or where a part of the change would stay: then nothing of the
  ///   group may be committed.
  private func takeBack(after error: any Error) throws {
    // After some faults, such as a full disk, SQLite rolls back the whole transaction by itself.
    guard isInsideTransaction else {
      throw error as? TransactionLost ?? TransactionLost(error: StorageError.of(error))
    }
    do {
      _ = try run("ROLLBACK TO change", each: [[]])
      _ = try run("RELEASE change", each: [[]])
    } catch {
      throw TransactionLost(error: StorageError.of(error))
    }
  }

  /// Returns a prepared statement that is not at work: a body that reads row by row may run the same SQL once more.
  ///
  /// - Throws: `CancellationError` for a read whose task was cancelled. GRDB interrupts such a read, but an interrupt ends only a
  ///   statement at work: one that came between two statements has left no trace. Reads have connections of their own, which cannot
  ///   write, and their bodies run within the caller's task. A write is never cancelled.
  private func idle(_ sql: String) throws -> Statement {
    if sqlite3_db_readonly(sqliteConnection, nil) == 1 {
      if Task.isCancelled { throw CancellationError() }
    } else if !isInsideTransaction {
      // A statement outside a transaction would be committed by itself.
      throw TransactionLost(error: StorageError.failed("SQLite has rolled the change back"))
    }
    let known = try cachedStatement(sql: sql)
    return sqlite3_stmt_busy(known.sqliteStatement) == 0 ? known : try makeStatement(sql: sql)
  }

  /// Goes on to the next row.
  ///
  /// - Returns: whether there is one.
  private func step(_ statement: SQLiteStatement) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    // GRDB interrupts a read whose task was cancelled.
    case SQLITE_INTERRUPT: throw CancellationError()
    case let code: throw fault(code)
    }
  }

  private func fault(_ code: CInt) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage)
  }

  /// Runs a body while a statement has its arguments, and makes the statement idle again.
  ///
  /// The arguments are bound from where they lie, without a copy, hence no binding may outlive the body.
  private func withBound<T>(
    _ arguments: [SQLValue], to statement: SQLiteStatement, _ body: () throws -> T
  ) throws -> T {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    // SQLite counts placeholders by their first use, PostgreSQL by their names: only where both agree is the SQL the same for both.
    assert(Self.isInOrder(statement), "placeholders must be $1, $2… in order of first use")
    var (bytes, ends) = ([UInt8](), [Int]())
    for argument in arguments {
      switch argument {
      case .text(let text):
        let start = bytes.count
        bytes += text.utf8
        try Self.refuseNUL(bytes[start...])
      case .utf8(let text):
        try Self.refuseNUL(text[...])
        bytes += text
      case .blob(let blob): bytes += blob
      case .null, .integer: break
      }
      ends.append(bytes.count)
    }
    // One more byte, so that even an empty text has an address: SQLite takes the address nil for NULL.
    bytes.append(0)
    return try bytes.withUnsafeBufferPointer { bytes in
      if let code = Self.bind(arguments, bytes, ends, to: statement) { throw fault(code) }
      return try body()
    }
  }

  private static func isInOrder(_ statement: SQLiteStatement) -> Bool {
    let count = sqlite3_bind_parameter_count(statement)
    return (0..<count).allSatisfy { place in
      sqlite3_bind_parameter_name(statement, place + 1).map { String(cString: $0) }
        == "$\(place + 1)"
    }
  }

  /// Binds arguments, whose texts and blobs lie one after the other in `bytes`. Returns SQLite's code for the first argument that it
  /// refuses; nil if it took all.
  private static func bind(
    _ arguments: [SQLValue], _ bytes: UnsafeBufferPointer<UInt8>, _ ends: [Int],
    to statement: SQLiteStatement
  ) -> CInt? {
    var start = 0
    for (index, argument) in arguments.enumerated() {
      let place = CInt(index + 1)
      let (from, count) = (bytes.baseAddress.map { $0 + start }, UInt64(ends[index] - start))
      start = ends[index]
      let code =
        switch argument {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let value): sqlite3_bind_int64(statement, place, value)
        // nil: SQLITE_STATIC, no copy.
        case .text, .utf8:
          from.map {
            sqlite3_bind_text64(
              statement, place, UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self), count,
              nil, UInt8(SQLITE_UTF8))
          } ?? SQLITE_NOMEM
        case .blob: sqlite3_bind_blob64(statement, place, from, count, nil)
        }
      guard code == SQLITE_OK else { return code }
    }
    return nil
  }

  /// Refuses a text with a NUL: SQLite would read the text only up to its first NUL, and the rest would be lost in silence.
  private static func refuseNUL(_ text: ArraySlice<UInt8>) throws {
    let hasNUL = text.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
    }
    if hasNUL { throw StorageError.nulInText }
  }
}

/// The cells of rows that were read.
private final class SQLiteCells: SQLCells {
  private let names: [String]
  /// Row after row.
  private var cells: [SQLValue] = []

  init(_ names: [String]) { self.names = names }

  func forget() { cells.removeAll(keepingCapacity: true) }

  /// Reads the row at which a statement stands.
  func keep(_ statement: SQLiteStatement) {
    for place in names.indices.lazy.map(CInt.init) {
      // A cell's count of bytes is asked last, because the question turns a number into a text.
      func bytes<Byte>(_ start: UnsafePointer<Byte>?) -> UnsafeBufferPointer<Byte> {
        UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
      }
      let cell: SQLValue =
        switch sqlite3_column_type(statement, place) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, place))
        case SQLITE_BLOB:
          .blob(
            Array(bytes(sqlite3_column_blob(statement, place)?.assumingMemoryBound(to: UInt8.self)))
          )
        default:
          .text(String(decoding: bytes(sqlite3_column_text(statement, place)), as: UTF8.self))
        }
      cells.append(cell)
    }
  }

  private func cell(_ column: String, _ row: Int) -> SQLValue {
    guard let place = names.firstIndex(of: column) else {
      preconditionFailure("the query has no column \(column)")
    }
    return cells[row * names.count + place]
  }

  func text(_ column: String, of row: Int) -> String? {
    switch cell(column, row) {
    case .null: nil
    case .text(let text): text
    case .integer(let number): String(number)
    case .utf8(let bytes), .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }

  func integer(_ column: String, of row: Int) -> Int? {
    switch cell(column, row) {
    case .integer(let number): Int(number)
    case .text(let text): Int(text) ?? 0
    case .null, .utf8, .blob: nil
    }
  }

  func blob(_ column: String, of row: Int) -> [UInt8]? {
    switch cell(column, row) {
    case .blob(let bytes), .utf8(let bytes): bytes
    case .text(let text): Array(text.utf8)
    case .null, .integer: []
    }
  }
}

extension StorageError {
  /// Turns an error of SQLite into a ``StorageError``; returns any other error unchanged.
  static func of(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    if error.resultCode == .SQLITE_FULL { return StorageError.full }
    return StorageError.failed(error.message ?? "SQLite error \(error.resultCode.rawValue)")
  }
}

func mapped<T>(_ body: () throws -> T) throws -> T {
  do {
    return try body()
  } catch {
    throw StorageError.of(error)
  }
}
