import Contracts
import Crypto
import RPCContract
import Storage
import Values

/// A service's audit: what was done, seen and refused, by whom and when. Lines are only added, and dropped when their time is over.
///
/// Each line has a hash of its cells and of the hash before it, and the last hash also stands in a table of its own. So a line that is
/// altered, removed or moved is found, even the last one. Whoever can write the store can make the whole chain anew. Only a hash that was
/// kept elsewhere shows this: no line of the new chain has it.
enum AuditTable {
  static let migrations = [
    Migration(
      "audit-1",
      [
        """
        CREATE TABLE audit (number INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL,
        principal TEXT NOT NULL, caller TEXT NOT NULL, roles TEXT NOT NULL, method TEXT NOT NULL,
        subjects TEXT NOT NULL, outcome TEXT NOT NULL, hash BLOB NOT NULL)
        """,
        "CREATE TABLE audit_head (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL)",
      ]),
    Migration(
      "audit-2",
      [
        "ALTER TABLE audit ADD COLUMN times INTEGER NOT NULL DEFAULT 1",
        // The last line that was dropped, signed.
        """
        CREATE TABLE audit_dropped (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL,
        signature BLOB NOT NULL)
        """,
        // Who made the changes whose lines were dropped: facts are kept longer than lines, and so is who brought them.
        """
        CREATE TABLE audit_authors (recorded_at INTEGER PRIMARY KEY, principal TEXT NOT NULL,
        roles TEXT NOT NULL)
        """,
      ]),
  ]

  /// What a line says, without its number.
  struct Entry {
    let principal: String
    let caller: String
    let roles: [String]
    let method: String
    let subjects: [String]
    var outcome = "OK"
    var times = 1

    /// The most subjects of a line, and the most characters of a subject and of a name: they may come from outside. What concerns more
    /// subjects has several lines.
    static let (mostSubjects, mostCharacters) = (200, 100)
  }

  /// The most bytes of the lines of a reply, which must fit into a message.
  private static let mostBytes = 1 << 20

  private typealias Head = (number: Int, hash: [UInt8])

  private static func head(in transaction: ReadTransaction) throws -> Head {
    let row = try transaction.row("SELECT number, hash FROM audit_head WHERE id = 1")
    return row.map { ($0.integer("number"), $0.blob("hash")) } ?? (0, [])
  }

  /// The last line that was dropped; number 0 where none was.
  private static func dropped(
    in transaction: ReadTransaction
  ) throws -> (head: Head, signature: [UInt8]) {
    guard
      let row = try transaction.row(
        "SELECT number, hash, signature FROM audit_dropped WHERE id = 1")
    else { return ((0, []), []) }
    return ((row.integer("number"), row.blob("hash")), row.blob("signature"))
  }

  /// Adds a line. The line of a change is added in the transaction of that change.
  ///
  /// - Throws: `StorageError`.
  static func append(_ entry: Entry, in transaction: WriteTransaction) throws {
    var rest = entry.subjects[...]
    repeat {
      try append(entry, Array(rest.prefix(Entry.mostSubjects)), in: transaction)
      rest = rest.dropFirst(Entry.mostSubjects)
    } while !rest.isEmpty
  }

  private static func append(
    _ entry: Entry, _ subjects: [String], in transaction: WriteTransaction
  ) throws {
    let last = try head(in: transaction)
    let line = ListAudit.Line(
      number: last.number + 1, recordedAt: transaction.recordedAt,
      principal: plain(entry.principal, most: 1000),
      caller: entry.caller, roles: entry.roles, method: entry.method,
      subjects: subjects.map { plain($0, most: Entry.mostCharacters) },
      outcome: entry.outcome, times: entry.times == 1 ? nil : entry.times)
    let hash = hash(of: line, after: last.hash)
    try transaction.execute(
      """
      INSERT INTO audit
      (number, recorded_at, principal, caller, roles, method, subjects, outcome, hash, times)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      [
        .integer(line.number), .integer(line.recordedAt.microseconds), .text(line.principal),
        .text(line.caller), .text(joined(line.roles)), .text(line.method),
        .text(joined(line.subjects)), .text(line.outcome), .blob(hash),
        .integer(entry.times),
      ])
    try transaction.execute(
      """
      INSERT INTO audit_head (id, number, hash) VALUES (1, $1, $2)
      ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash
      """, [.integer(line.number), .blob(hash)])
  }

  /// Returns a subject or a name as a line keeps it: cut if it is long, and with a space for each control character, since a line end separates
  /// subjects.
  private static func plain(_ text: String, most: Int) -> String {
    // Most are short codes, which stay as they are.
    if text.utf8.count <= most, text.utf8.allSatisfy({ $0 >= 32 }) { return text }
    let cut = text.unicodeScalars.prefix(most)
    return String(String.UnicodeScalarView(cut.map { $0.value < 32 ? " " : $0 }))
  }

  private static func joined(_ texts: [String]) -> String { texts.joined(separator: "\n") }

  private static func split(_ text: String) -> [String] {
    text.isEmpty
      ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The hash of a line: SHA-256 over the hash of the line before and the cells, each with its length before it, so that no two lines have
  /// the same bytes.
  private static func hash(of line: ListAudit.Line, after last: [UInt8]) -> [UInt8] {
    var bytes = last
    let cells = [
      String(line.number), String(line.recordedAt.microseconds), line.principal, line.caller,
      joined(line.roles), line.method, joined(line.subjects), line.outcome,
    ]
    for cell in cells + (line.times.map { [String($0)] } ?? []) {
      withUnsafeBytes(of: UInt32(cell.utf8.count).bigEndian) { bytes += $0 }
      bytes += cell.utf8
    }
    return Array(SHA256.hash(data: bytes))
  }

  private static func line(_ row: SQLRow) -> ListAudit.Line {
    ListAudit.Line(
      number: row.integer("number"), recordedAt: row.instant("recorded_at"),
      principal: row.text("principal"), caller: row.text("caller"),
      roles: split(row.text("roles")), method: row.text("method"),
      subjects: split(row.text("subjects")), outcome: row.text("outcome"),
      times: row.integer("times") == 1 ? nil : row.integer("times"))
  }

  /// Returns the lines that a request asks for.
  ///
  /// - Throws: `StorageError`.
  static func lines(
    _ request: ListAudit, in transaction: ReadTransaction
  ) throws -> ListAudit.Reply {
    let first = request.from.map(Instant.parisMidnight)?.microseconds ?? .min
    let end = request.to.map { Instant.parisMidnight($0.adding(days: 1)).microseconds } ?? .max
    let rows = try transaction.rows(
      """
      SELECT * FROM audit WHERE number > $1 AND recorded_at >= $2 AND recorded_at < $3
      ORDER BY number LIMIT \(ListAudit.mostRead)
      """, [.integer(request.after?.value ?? 0), .integer(first), .integer(end)])
    // Asked for as lines keep them. Whoever may act in several ways, as `person:P12/federation`, is found by the name before the stroke too.
    let who = request.who.map { plain($0, most: 1000) }
    let subject = request.subject.map { plain($0, most: Entry.mostCharacters) }
    var (found, bytes) = ([ListAudit.Line](), 0)
    for row in rows {
      let line = line(row)
      let isMeant =
        who.map { $0 == line.caller || "\(line.principal)/".hasPrefix("\($0)/") } ?? true
        && subject.map(line.subjects.contains) ?? true
      if isMeant {
        found.append(line)
        bytes +=
          300 + line.principal.utf8.count + line.subjects.reduce(0) { $0 + $1.utf8.count + 8 }
      }
      if found.count == ListAudit.most || bytes > mostBytes {
        return ListAudit.Reply(lines: found, next: line.number)
      }
    }
    let isEnd = rows.count < ListAudit.mostRead
    return ListAudit.Reply(lines: found, next: isEnd ? nil : rows.last?.integer("number"))
  }

  /// Checks every line against the one before it, and the last line against the hash that stands apart. Where lines were dropped, the first
  /// line that is left is checked against the last dropped one, which the service has signed.
  ///
  /// - Throws: `StorageError`; `ConfigurationProblem` when the service's secret cannot be read.
  static func verify(
    _ signer: AuditSigner, in transaction: ReadTransaction
  ) throws -> VerifyAudit.Reply {
    let dropped = try dropped(in: transaction)
    var last = dropped.head
    var fault: (number: Int, reason: String)?
    if last.number > 0, try !signer.hasSigned(last.number, last.hash, dropped.signature) {
      fault = (last.number + 1, "UNSIGNED")
    }
    var (count, isEnd) = (0, false)
    // Page by page, because PostgreSQL gives all rows of a query at once.
    while !isEnd {
      let rows = try transaction.rows(
        "SELECT * FROM audit WHERE number > $1 ORDER BY number LIMIT \(ListAudit.mostRead)",
        [.integer(last.number)])
      for row in rows {
        let line = line(row)
        if fault == nil, line.number != last.number + 1 {
          fault = (last.number + 1, "MISSING")
        } else if fault == nil, hash(of: line, after: last.hash) != row.blob("hash") {
          fault = (line.number, "ALTERED")
        }
        last = (line.number, row.blob("hash"))
      }
      count += rows.count
      isEnd = rows.count < ListAudit.mostRead
    }
    let head = try head(in: transaction)
    if fault == nil, head.number > last.number { fault = (last.number + 1, "MISSING") }
    if fault == nil, head != last { fault = (last.number, "ALTERED") }
    return VerifyAudit.Reply(
      lines: count, first: dropped.head.number == 0 ? nil : dropped.head.number + 1,
      last: last.number == 0 ? nil : hexadecimal(last.hash), fault: fault?.number,
      reason: fault?.reason)
  }

  /// Drops the oldest lines that were recorded before an instant, 1,000 at most, and keeps the number and hash of the last of them, signed.
  ///
  /// - Returns: whether there may be more of them.
  /// - Throws: `StorageError`; `ConfigurationProblem` when the service's secret cannot be read or made.
  static func drop(
    before instant: Instant, _ signer: AuditSigner, in transaction: WriteTransaction
  ) throws -> Bool {
    let most = 1000
    let rows = try transaction.rows(
      "SELECT number, recorded_at, hash FROM audit ORDER BY number LIMIT \(most)")
    guard let last = rows.last(where: { $0.instant("recorded_at") < instant }) else { return false }
    let (number, hash) = (last.integer("number"), last.blob("hash"))
    try transaction.execute(
      """
      INSERT INTO audit_authors (recorded_at, principal, roles)
      SELECT recorded_at, principal, roles FROM audit WHERE number <= $1 AND outcome = 'OK'
      ON CONFLICT (recorded_at) DO NOTHING
      """, [.integer(number)])
    try transaction.execute("DELETE FROM audit WHERE number <= $1", [.integer(number)])
    try transaction.execute(
      """
      INSERT INTO audit_dropped (id, number, hash, signature) VALUES (1, $1, $2, $3)
      ON CONFLICT (id) DO UPDATE
      SET number = excluded.number, hash = excluded.hash, signature = excluded.signature
      """, [.integer(number), .blob(hash), .blob(try signer.sign(number, hash))])
    return rows.count == most && rows.last?.integer("number") == number
  }

  /// Returns who made the change of an instant, and by which roles; nil where the audit has never had a line of it.
  ///
  /// An index on the instants would slow down every change. Numbers and instants grow together, so a binary search finds the line.
  ///
  /// - Throws: `StorageError`.
  static func author(
    of instant: Int64, in transaction: ReadTransaction
  ) throws -> (principal: String, roles: [String])? {
    var (low, high) = (
      try dropped(in: transaction).head.number + 1, try head(in: transaction).number
    )
    while low <= high {
      let middle = (low + high) / 2
      let row = try transaction.row(
        "SELECT recorded_at, principal, roles FROM audit WHERE number = $1", [.integer(middle)])
      guard let row else { break }
      let found = Int64(row.integer("recorded_at"))
      if found == instant { return (row.text("principal"), split(row.text("roles"))) }
      if found < instant { low = middle + 1 } else { high = middle - 1 }
    }
    return try transaction.row(
      "SELECT principal, roles FROM audit_authors WHERE recorded_at = $1", [.integer(Int(instant))]
    ).map { ($0.text("principal"), split($0.text("roles"))) }
  }
}
