public import Values

/// A table in which nothing is overwritten: a correction is a new version, with when and why.
///
/// Cells are text as the fact files have it; an empty text is “unknown” or “none”.
public struct HistoryTable: Sendable {
  /// What putting a row did.
  public enum Change: Sendable, Hashable {
    /// The key is new.
    case added
    /// The key was there with other values: a new version.
    case corrected
    /// It was there just so.
    case unchanged
  }

  /// The table's name.
  public let name: String
  /// The columns that identify a row.
  public let key: [String]
  /// The others.
  public let values: [String]
  private let current: String
  private let insert: String
  private let retire: String
  private let selectCurrent: String
  private let selectKnown: String
  private let selectCurrentOfFirst: String
  private let selectKnownOfFirst: String
  private let selectVersion: String

  /// Declares a table; names are those of the program, never input.
  public init(_ name: String, key: [String], values: [String]) {
    self.name = name
    self.key = key
    self.values = values
    let columns = key + values
    let quoted = columns.map(Self.quoted).joined(separator: ", ")
    func matches(_ alias: String = "", from first: Int = 1) -> String {
      key.enumerated().map { "\(alias)\(Self.quoted($1)) = $\($0 + first)" }
        .joined(separator: " AND ")
    }
    current = "SELECT \(quoted), version FROM \(name) WHERE \(matches()) AND is_current = 1"
    retire = "UPDATE \(name) SET is_current = 0 WHERE \(matches()) AND is_current = 1"
    let places = (1...(columns.count + 3)).map { "$\($0)" }.joined(separator: ", ")
    insert = """
      INSERT INTO \(name) (\(quoted), version, recorded_at, cause, is_current)
      VALUES (\(places), 1)
      """
    selectCurrent = "SELECT \(quoted) FROM \(name) WHERE is_current = 1"
    let same = key.map { "later.\(Self.quoted($0)) = \(name).\(Self.quoted($0))" }
      .joined(separator: " AND ")
    selectVersion = """
      SELECT \(quoted), version, recorded_at, cause FROM \(name) WHERE recorded_at < $1
      AND \(matches(from: 2)) ORDER BY version DESC LIMIT 1
      """
    let known = """
      SELECT \(quoted) FROM \(name) WHERE recorded_at < $1 AND NOT EXISTS (
      SELECT 1 FROM \(name) AS later WHERE \(same) AND later.version > \(name).version
      AND later.recorded_at < $1)
      """
    selectKnown = known
    let first = Self.quoted(key[0])
    selectCurrentOfFirst = selectCurrent + " AND \(first) = $1"
    selectKnownOfFirst = known + " AND \(name).\(first) = $2"
  }

  private static func quoted(_ column: String) -> String { "\"\(column)\"" }

  /// The statements that make the table.
  public var creation: [String] {
    let columns = (key + values).map { "\(Self.quoted($0)) TEXT NOT NULL" }
    let keys = key.map(Self.quoted).joined(separator: ", ")
    return [
      """
      CREATE TABLE \(name) (\(columns.joined(separator: ", ")), version INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL, cause TEXT NOT NULL, is_current INTEGER NOT NULL,
      PRIMARY KEY (\(keys), version))
      """,
      "CREATE UNIQUE INDEX \(name)_current ON \(name) (\(keys)) WHERE is_current = 1",
    ]
  }

  /// Puts a row: a new key, a new version of a known one, or nothing new.
  ///
  /// - Parameters:
  ///   - cells: the cell of each column.
  ///   - cause: where it comes from, such as an import and its row.
  ///   - recordedAt: when; the transaction's own instant unless the fact is another service's.
  ///   - transaction: the change it belongs to.
  /// - Returns: what changed.
  /// - Throws: ``StorageError``.
  public func put(
    _ cells: (String) -> String, cause: String, recordedAt: Instant? = nil,
    in transaction: WriteTransaction
  ) throws -> Change {
    let keys = key.map { SQLValue.text(cells($0)) }
    let new = values.map(cells)
    var version = 1
    if let stored = try transaction.row(current, keys) {
      if values.map({ stored.text($0) }) == new { return .unchanged }
      version = stored.integer("version") + 1
      try transaction.execute(retire, keys)
    }
    let instant = recordedAt ?? transaction.recordedAt
    try transaction.execute(
      insert,
      keys + new.map(SQLValue.text) + [
        .integer(version), .integer(instant.microseconds), .text(cause),
      ])
    return version == 1 ? .added : .corrected
  }

  /// The present version of a key; nil when it is unknown.
  ///
  /// - Throws: ``StorageError``.
  public func find(_ key: [String], in transaction: ReadTransaction) throws -> SQLRow? {
    try transaction.row(current, key.map(SQLValue.text))
  }

  /// The version of a key that was known before an instant, or the present one, with its columns `version`, `recorded_at` and
  /// `cause`; nil when it was unknown.
  ///
  /// - Throws: ``StorageError``.
  public func version(
    of key: [String], knownBefore instant: Instant? = nil, in transaction: ReadTransaction
  ) throws -> SQLRow? {
    try transaction.row(
      selectVersion, [.integer(instant?.microseconds ?? .max)] + key.map(SQLValue.text))
  }

  /// Goes through the versions that were known before an instant, or the present ones.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func forEach(
    knownBefore instant: Instant? = nil, in transaction: ReadTransaction,
    _ body: (SQLRow) throws -> Void
  ) throws {
    if let instant {
      try transaction.forEach(selectKnown, [.integer(instant.microseconds)], body)
    } else {
      try transaction.forEach(selectCurrent, [], body)
    }
  }

  /// The versions, of the rows whose first key column has a value, that were known before an instant, or the present ones.
  ///
  /// - Throws: ``StorageError``.
  public func rows(
    ofFirstKey value: String, knownBefore instant: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    guard let instant else { return try transaction.rows(selectCurrentOfFirst, [.text(value)]) }
    return try transaction.rows(
      selectKnownOfFirst, [.integer(instant.microseconds), .text(value)])
  }

  /// Forgets everything; for projections that are built anew.
  ///
  /// - Throws: ``StorageError``.
  public func clear(in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM \(name)")
  }
}
