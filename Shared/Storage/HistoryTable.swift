public import Values

/// A table in which nothing is overwritten: a correction adds a version, with its instant and its cause. Withdrawing a record adds a last
/// version that says so; from then on the record counts as absent.
///
/// Cells are text as the fact files have it; an empty text is “unknown” or “none”.
public struct HistoryTable: Sendable {
  /// What putting a row did.
  public enum Change: Sendable, Hashable {
    /// The key is new.
    case added
    /// The key was there with other values: a new version.
    case corrected
    /// The key was there with the same values.
    case unchanged
  }

  /// The table's name.
  public let name: String
  /// The columns that identify a row.
  public let key: [String]
  /// The other columns.
  public let values: [String]
  private let current: String
  private let last: String
  private let insert: String
  private let retire: String
  private let selectCurrent: String
  private let selectLast: String
  private let selectKnown: String
  private let selectCurrentOfFirst: String
  private let selectKnownOfFirst: String
  private let selectAnyOfFirst: String
  private let selectVersion: String
  private let selectNumbered: String
  private let selectAnyVersion: String
  /// The list of columns for a `SELECT`: the cells and ``marks``.
  private let marked: String
  /// The SQL condition that the row `later` is a newer version of the same record.
  private let isLater: String

  /// Declares a table. The names become part of SQL, so they must come from the program, never from input.
  public init(_ name: String, key: [String], values: [String]) {
    self.name = name
    self.key = key
    self.values = values
    let columns = key + values
    let quoted = columns.map(Self.quoted).joined(separator: ", ")
    func matches(from first: Int = 1) -> String {
      key.enumerated().map { "\(Self.quoted($1)) = $\($0 + first)" }
        .joined(separator: " AND ")
    }
    let marked = (columns.map(Self.quoted) + Self.marks).joined(separator: ", ")
    self.marked = marked
    current = "SELECT \(quoted), version FROM \(name) WHERE \(matches()) AND is_current = 1"
    last = """
      SELECT \(marked) FROM \(name) WHERE \(matches())
      ORDER BY version DESC LIMIT 1
      """
    retire = "UPDATE \(name) SET is_current = 0 WHERE \(matches()) AND is_current = 1"
    let places = (1...(columns.count + 4)).map { "$\($0)" }.joined(separator: ", ")
    insert = """
      INSERT INTO \(name) (\(quoted), version, recorded_at, cause, is_current)
      VALUES (\(places))
      """
    selectCurrent = "SELECT \(quoted) FROM \(name) WHERE is_current = 1"
    let isLater =
      key.map { "later.\(Self.quoted($0)) = \(name).\(Self.quoted($0)) AND " }.joined()
      + "later.version > \(name).version"
    self.isLater = isLater
    selectLast = """
      \(selectCurrent) OR is_current = \(Self.isWithdrawn) AND NOT EXISTS (
      SELECT 1 FROM \(name) AS later WHERE \(isLater))
      """
    selectVersion = """
      SELECT \(marked) FROM \(name) WHERE recorded_at < $1
      AND \(matches(from: 2)) ORDER BY version DESC LIMIT 1
      """
    let known = """
      SELECT \(quoted) FROM \(name) WHERE recorded_at < $1 AND is_current <> \(Self.isWithdrawn)
      AND NOT EXISTS (
      SELECT 1 FROM \(name) AS later WHERE \(isLater)
      AND later.recorded_at < $1)
      """
    selectKnown = known
    let first = Self.quoted(key[0])
    selectCurrentOfFirst = selectCurrent + " AND \(first) = $1"
    selectNumbered = "SELECT \(marked) FROM \(name) WHERE version = $1 AND \(matches(from: 2))"
    selectAnyVersion = "SELECT \(quoted) FROM \(name) WHERE \(first) = $1 LIMIT 1"
    selectAnyOfFirst = "SELECT 1 AS n FROM \(name) WHERE is_current = 1 AND \(first) = $1 LIMIT 1"
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

  /// Returns the statements that make the table anew and keep the rows of its former version. A column that the former table lacked gets
  /// empty texts, even if it belongs to the key.
  public func creation(keepingRowsOf former: HistoryTable) -> [String] {
    let kept = (former.key + former.values).map(Self.quoted) + Self.marks
    let added = (key + values).filter { !(former.key + former.values).contains($0) }
    let columns = (kept + added.map(Self.quoted)).joined(separator: ", ")
    let cells = (kept + added.map { _ in "''" }).joined(separator: ", ")
    return ["DROP INDEX \(name)_current", "ALTER TABLE \(name) RENAME TO \(name)_before"]
      + creation + [
        "INSERT INTO \(name) (\(columns)) SELECT \(cells) FROM \(name)_before",
        "DROP TABLE \(name)_before",
      ]
  }

  /// The columns that a version has beside its cells.
  private static let marks = ["version", "recorded_at", "cause", "is_current"]

  /// Puts a row: adds a new key, adds a version to a known key, or changes nothing.
  ///
  /// - Parameters:
  ///   - cells: the cell of each column.
  ///   - cause: where the row comes from, such as an import and its row.
  ///   - recordedAt: when the row was recorded; nil for the transaction's own instant. Facts of another service bring their own.
  ///   - transaction: the change it belongs to.
  /// - Returns: what changed.
  /// - Throws: ``StorageError``.
  public func put(
    _ cells: (String) -> String, cause: Cause, recordedAt: Instant? = nil,
    in transaction: WriteTransaction
  ) throws -> Change {
    let keys = key.map { SQLValue.text(cells($0)) }
    let new = values.map(cells)
    let stored = try transaction.row(last, keys)
    let isThere = stored?.integer("is_current") == 1
    if let stored, isThere, values.map({ stored.text($0) }) == new { return .unchanged }
    try add(keys, new, after: stored, isCurrent: 1, cause, recordedAt, in: transaction)
    return isThere ? .corrected : .added
  }

  /// Adds a version after a record's last one, which is not the current one any more.
  private func add(
    _ keys: [SQLValue], _ new: [String], after last: SQLRow?, isCurrent: Int, _ cause: Cause,
    _ recordedAt: Instant?, in transaction: WriteTransaction
  ) throws {
    if last?.integer("is_current") == 1 { try transaction.execute(retire, keys) }
    try transaction.execute(
      insert,
      keys + new.map(SQLValue.text) + [
        .integer((last?.integer("version") ?? 0) + 1),
        .integer((recordedAt ?? transaction.recordedAt).microseconds), .text(cause.text),
        .integer(isCurrent),
      ])
  }

  /// The value of `is_current` in a version that says that its record is withdrawn.
  private static let isWithdrawn = 2

  /// Withdraws a record: from now on it counts as absent; its versions stay. A record that is unknown gets a withdrawn version, too: an
  /// older event about it that is taken late can then be recognized and does not bring it back.
  ///
  /// - Returns: whether anything changed.
  /// - Throws: ``StorageError``.
  public func withdraw(
    _ cells: (String) -> String, cause: Cause, recordedAt: Instant? = nil,
    in transaction: WriteTransaction
  ) throws -> Bool {
    let keys = key.map { SQLValue.text(cells($0)) }
    let stored = try transaction.row(last, keys)
    if stored?.integer("is_current") == Self.isWithdrawn { return false }
    try add(
      keys, values.map(cells), after: stored, isCurrent: Self.isWithdrawn, cause, recordedAt,
      in: transaction)
    return true
  }

  /// Returns, page by page in order of key, the last version of each record that a row of a cause brought.
  ///
  /// - Parameters:
  ///   - cause: such as an import.
  ///   - key: the key of the last version of the page before; nil for the first page.
  ///   - limit: the most versions of a page.
  ///   - transaction: the transaction that reads them.
  /// - Returns: the versions, with `version`, `recorded_at`, `cause` and `is_current`.
  /// - Throws: ``StorageError``.
  public func rows(
    broughtBy cause: Cause, after key: [String]? = nil, limit: Int,
    in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    let keys = self.key.map(Self.quoted).joined(separator: ", ")
    let places = (key ?? []).indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let beginning = cause.text + "/"
    func isOfCause(_ table: String) -> String {
      "substr(\(table).cause, 1, \(beginning.unicodeScalars.count)) = $1"
    }
    return try transaction.rows(
      """
      SELECT \(marked) FROM \(name) WHERE \(isOfCause(name))
      AND NOT EXISTS (SELECT 1 FROM \(name) AS later WHERE \(isLater) AND \(isOfCause("later")))
      \(key == nil ? "" : "AND (\(keys)) > (\(places))") ORDER BY \(keys) LIMIT \(limit)
      """, [.text(beginning)] + (key ?? []).map(SQLValue.text))
  }

  /// Returns the last version of a record, even one that says that it is withdrawn, with `version`, `recorded_at`, `cause` and
  /// `is_current`; nil if the record never existed.
  ///
  /// - Throws: ``StorageError``.
  public func last(of key: [String], in transaction: ReadTransaction) throws -> SQLRow? {
    try transaction.row(last, key.map(SQLValue.text))
  }

  /// Returns any one version of the records whose first key column equals `value`, withdrawn records included; nil if there is none.
  ///
  /// - Throws: ``StorageError``.
  public func anyVersion(
    ofFirstKey value: String, in transaction: ReadTransaction
  ) throws -> SQLRow? {
    try transaction.row(selectAnyVersion, [.text(value)])
  }

  /// Returns the values that present records have in a column, without the empty text.
  ///
  /// - Throws: ``StorageError``.
  public func present(_ column: String, in transaction: ReadTransaction) throws -> Set<String> {
    let column = Self.quoted(column)
    return Set(
      try transaction.rows(
        "SELECT DISTINCT \(column) AS cell FROM \(name) WHERE is_current = 1 AND \(column) <> ''"
      ).map { $0.text("cell") })
  }

  /// Deletes all versions of the records whose first key column equals `value`; for projections that are rebuilt.
  ///
  /// - Throws: ``StorageError``.
  public func forget(firstKey value: String, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM \(name) WHERE \(Self.quoted(key[0])) = $1", [.text(value)])
  }

  /// Returns a version of a record by its number, with `version`, `recorded_at`, `cause` and `is_current`; nil if there is none.
  ///
  /// - Throws: ``StorageError``.
  public func version(
    _ number: Int, of key: [String], in transaction: ReadTransaction
  ) throws -> SQLRow? {
    try transaction.row(selectNumbered, [.integer(number)] + key.map(SQLValue.text))
  }

  /// Whether a version says that its record is withdrawn.
  public static func isWithdrawn(_ version: SQLRow) -> Bool {
    version.integer("is_current") == isWithdrawn
  }

  /// Returns the present version of a key; nil if the key is unknown or its record is withdrawn.
  ///
  /// - Throws: ``StorageError``.
  public func find(_ key: [String], in transaction: ReadTransaction) throws -> SQLRow? {
    try transaction.row(current, key.map(SQLValue.text))
  }

  /// Returns the last version of a key that was recorded before an instant, or the present one if `instant` is nil, with `version`,
  /// `recorded_at` and `cause`; nil if the key was unknown or its record withdrawn.
  ///
  /// - Throws: ``StorageError``.
  public func version(
    of key: [String], knownBefore instant: Instant? = nil, in transaction: ReadTransaction
  ) throws -> SQLRow? {
    let found = try transaction.row(
      selectVersion, [.integer(instant?.microseconds ?? .max)] + key.map(SQLValue.text))
    return found.flatMap { $0.integer("is_current") == Self.isWithdrawn ? nil : $0 }
  }

  /// Returns whether a present record has this value in its first key column.
  ///
  /// - Throws: ``StorageError``.
  public func has(firstKey value: String, in transaction: ReadTransaction) throws -> Bool {
    try transaction.row(selectAnyOfFirst, [.text(value)]) != nil
  }

  /// Returns the versions of the records whose keys begin with `cells`, with `version`, `recorded_at`, `cause` and `is_current`, in order
  /// of key, then of time.
  ///
  /// - Throws: ``StorageError``.
  public func versions(
    ofKeysBeginning cells: [String], limit: Int, in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    let meant = key.prefix(cells.count).enumerated().map { "\(Self.quoted($1)) = $\($0 + 1)" }
    let order = key.map(Self.quoted).joined(separator: ", ")
    return try transaction.rows(
      """
      SELECT \(marked) FROM \(name)
      WHERE \(meant.joined(separator: " AND ")) ORDER BY \(order), version LIMIT \(limit)
      """, cells.prefix(key.count).map(SQLValue.text))
  }

  /// Calls `body` with the version of each record that was known before an instant, or with each present version if `instant` is nil.
  /// With `isEver`, calls it with each present version and with the last version of each withdrawn record.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func forEach(
    knownBefore instant: Instant? = nil, isEver: Bool = false, in transaction: ReadTransaction,
    _ body: (SQLRow) throws -> Void
  ) throws {
    if isEver {
      try transaction.forEach(selectLast, [], body)
    } else if let instant {
      try transaction.forEach(selectKnown, [.integer(instant.microseconds)], body)
    } else {
      try transaction.forEach(selectCurrent, [], body)
    }
  }

  /// Returns what `make` makes of the rows that ``forEach(knownBefore:isEver:in:_:)`` goes through; nil drops a row.
  ///
  /// - Throws: ``StorageError``; what `make` throws.
  public func compactMap<T>(
    knownBefore instant: Instant? = nil, isEver: Bool = false, in transaction: ReadTransaction,
    _ make: (SQLRow) throws -> T?
  ) throws -> [T] {
    var made: [T] = []
    try forEach(knownBefore: instant, isEver: isEver, in: transaction) { row in
      if let one = try make(row) { made.append(one) }
    }
    return made
  }

  /// Returns the versions of the records whose first key column equals `value`: those known before an instant, or the present ones if
  /// `instant` is nil.
  ///
  /// - Throws: ``StorageError``.
  public func rows(
    ofFirstKey value: String, knownBefore instant: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    guard let instant else { return try transaction.rows(selectCurrentOfFirst, [.text(value)]) }
    return try transaction.rows(
      selectKnownOfFirst, [.integer(instant.microseconds), .text(value)])
  }

  /// Returns the present versions of the records that have a value in a column. Without an index on the column it reads the whole table;
  /// ``index(on:)`` makes one.
  ///
  /// - Throws: ``StorageError``.
  public func rows(
    with column: String, _ value: String, in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    try transaction.rows(
      "\(selectCurrent) AND \(Self.quoted(column)) = $1", [.text(value)])
  }

  /// The statement that makes an index of the present versions by a column, for ``rows(with:_:in:)``.
  public func index(on column: String) -> String {
    "CREATE INDEX \(name)_by_\(column) ON \(name) (\(Self.quoted(column))) WHERE is_current = 1"
  }

  /// Deletes all rows; for projections that are rebuilt.
  ///
  /// - Throws: ``StorageError``.
  public func clear(in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM \(name)")
  }
}
