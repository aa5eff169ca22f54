import Contracts
import Crypto
import ExchangeDomain
import Foundation
import Storage
import Values

/// The log of the exchange: every service's events once, in one order.
enum ExchangeStore {
  /// The parts of a logged message that decide whether a subscription wants it, and when.
  struct Entry {
    let sequence: Int
    let type: String
    let subject: String
    let loggedAt: Instant

    init(_ row: SQLRow) {
      sequence = row.integer("sequence")
      type = row.text("type")
      subject = row.text("subject")
      loggedAt = row.instant("logged_at")
    }
  }

  /// A message as it is kept.
  struct Logged {
    let type: String
    let loggedAt: Instant
    /// The message with its scopes (who may see it), as it is exported.
    let copy: CopiedMessage

    init(_ row: SQLRow, scopes: [String]) {
      type = row.text("type")
      loggedAt = row.instant("logged_at")
      copy = CopiedMessage(
        sequence: SequenceNumber(clamping: row.integer("sequence")), hash: row.text("hash"),
        scopes: scopes.sorted(), event: row.text("envelope"))
    }
  }

  // MARK: Counters

  static func counter(_ name: String, in transaction: ReadTransaction) throws -> Int {
    try transaction.row("SELECT value FROM exchange_counters WHERE name = $1", [.text(name)])?
      .integer("value") ?? 0
  }

  /// Adds to a counter.
  ///
  /// - Returns: its new value.
  static func count(
    _ change: Int, _ name: String, in transaction: WriteTransaction
  ) throws -> Int {
    try transaction.row(
      """
      INSERT INTO exchange_counters (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = exchange_counters.value + excluded.value
      RETURNING value
      """, [.text(name), .integer(change)])?.integer("value") ?? 0
  }

  /// Returns the last sequence number that the log gave, even where that message has been deleted since.
  static func lastSequence(in transaction: ReadTransaction) throws -> Int {
    try counter("log", in: transaction)
  }

  /// Returns the first sequence number that is kept; one above the last number where no message is kept.
  static func firstSequence(in transaction: ReadTransaction) throws -> Int {
    let first = try transaction.row("SELECT MIN(sequence) AS first FROM log WHERE sequence > 0")?
      .optionalInteger("first")
    return try first ?? lastSequence(in: transaction) + 1
  }

  // MARK: The log

  static func append(_ drafts: [LogDraft], in transaction: WriteTransaction) throws {
    guard !drafts.isEmpty else { return }
    var sequence = try lastSequence(in: transaction)
    let epoch = try transaction.position().epoch
    var bytes = 0
    for draft in drafts {
      sequence += 1
      let envelope = draft.envelope(sequence: sequence, epoch: epoch)
      bytes += envelope.utf8.count
      let scopes = Set(draft.scopes)
      try transaction.execute(
        """
        INSERT INTO log (sequence, id, type, subject, recorded_at, logged_at, byte_count, envelope, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
          .integer(sequence), .text(draft.id), .text(draft.type), .text(draft.subject ?? ""),
          .instant(draft.recordedAt), .instant(transaction.recordedAt),
          .integer(envelope.utf8.count), .text(envelope),
          .text(CopiedMessage.hash(sequence, scopes: Array(scopes), event: envelope)),
        ])
      for scope in scopes {
        try transaction.execute(
          "INSERT INTO log_scopes (scope, sequence) VALUES ($1, $2)",
          [.text(scope), .integer(sequence)])
      }
    }
    _ = try count(drafts.count, "log", in: transaction)
    _ = try count(bytes, "log-bytes", in: transaction)
  }

  /// Returns the visible messages after a sequence number, in order.
  ///
  /// Each scope has a query of its own, since one condition for all scopes would sort the whole backlog.
  static func entries(
    after sequence: Int, through last: Int?, sight: Visibility.Sight, limit: Int,
    in transaction: ReadTransaction
  ) throws -> [Entry] {
    var found: [Int: Entry] = [:]
    for look in sight.looks {
      let isShown = look.hidden.indices.map { " AND type <> $\($0 + 4)" }.joined()
      try transaction.forEach(
        """
        SELECT log.sequence AS sequence, type, subject, logged_at FROM log_scopes
        JOIN log ON log.sequence = log_scopes.sequence
        WHERE scope = $1 AND log_scopes.sequence > $2 AND log_scopes.sequence <= $3\(isShown)
        ORDER BY log_scopes.sequence LIMIT $\(look.hidden.count + 4)
        """,
        [.text(look.scope), .integer(sequence), .integer(last ?? .max)]
          + look.hidden.map { .text($0) } + [.integer(limit)]
      ) { row in
        let entry = Entry(row)
        found[entry.sequence] = entry
      }
    }
    return Array(found.values.sorted { $0.sequence < $1.sequence }.prefix(limit))
  }

  static func message(_ sequence: Int, in transaction: ReadTransaction) throws -> Logged? {
    try transaction.row("SELECT * FROM log WHERE sequence = $1", [.integer(sequence)])
      .map { Logged($0, scopes: try scopes(of: sequence, in: transaction)) }
  }

  static func scopes(of sequence: Int, in transaction: ReadTransaction) throws -> [String] {
    try transaction.rows("SELECT scope FROM log_scopes WHERE sequence = $1", [.integer(sequence)])
      .map { $0.text("scope") }
  }

  /// Returns the sequence number before the first message that was logged at or after an instant.
  static func sequence(before instant: Instant, in transaction: ReadTransaction) throws -> Int {
    let first = try transaction.row(
      "SELECT MIN(sequence) AS first FROM log WHERE logged_at >= $1",
      [.integer(instant.microseconds)])?.optionalInteger("first")
    return try first.map { $0 - 1 } ?? lastSequence(in: transaction)
  }

  /// Deletes the oldest messages that are beyond retention, at most 1,000 in a call.
  static func retain(_ retention: Retention, in transaction: WriteTransaction) throws {
    let now = transaction.recordedAt
    guard let beyond = try beyond(retention, limit: 1000, now: now, in: transaction) else {
      return
    }
    for table in ["log", "log_scopes"] {
      try transaction.execute(
        "DELETE FROM \(table) WHERE sequence <= $1", [.integer(beyond.through)])
    }
    _ = try count(-beyond.bytes, "log-bytes", in: transaction)
  }

  /// Returns the last of the log's oldest messages that are beyond retention, at most `limit`, and the bytes of all of these; nil
  /// where none is.
  private static func beyond(
    _ retention: Retention, limit: Int, now: Instant, in transaction: ReadTransaction
  ) throws -> (through: Int, bytes: Int)? {
    let last = try lastSequence(in: transaction)
    let kept = try counter("log-bytes", in: transaction)
    let unread = try firstUnread(retention, now: now, in: transaction)
    var beyond: (through: Int, bytes: Int)?
    let rows = try transaction.rows(
      "SELECT sequence, logged_at, byte_count FROM log ORDER BY sequence LIMIT $1",
      [.integer(limit)])
    for row in rows {
      let (sequence, bytes) = (row.integer("sequence"), beyond?.bytes ?? 0)
      let isBeyond = retention.isBeyond(
        countBehind: last - sequence, bytes: kept - bytes, loggedAt: row.instant("logged_at"),
        isUnread: sequence >= unread, now: now)
      guard isBeyond else { break }
      beyond = (sequence, bytes + row.integer("byte_count"))
    }
    return beyond
  }

  /// Whether anything is beyond its bound: messages, scratch subscriptions, rows of dead submissions.
  static func isBeyond(
    _ retention: Retention, now: Instant, in transaction: ReadTransaction
  ) throws -> Bool {
    func exists(_ sql: String) throws -> Bool {
      try transaction.row(sql, [.integer(now.microseconds)]) != nil
    }
    if try exists("SELECT number FROM subscriptions WHERE expires_at < $1 LIMIT 1") { return true }
    let dead = """
      SELECT number FROM submissions JOIN submission_rows ON submission = number
      WHERE state = 'dead' AND expires_at < $1 LIMIT 1
      """
    if try exists(dead) { return true }
    return try beyond(retention, limit: 1, now: now, in: transaction) != nil
  }

  /// Returns the first message that a recently pulled subscription has not reached or not settled; `.max` where no
  /// subscription is waited for.
  private static func firstUnread(
    _ retention: Retention, now: Instant, in transaction: ReadTransaction
  ) throws -> Int {
    guard let unread = retention.unread else { return .max }
    let row = try transaction.row(
      """
      SELECT MIN(reached) + 1 AS first, (SELECT MIN(sequence) FROM deliveries WHERE state <> 'dead'
      AND subscription IN (SELECT number FROM subscriptions WHERE seen_at > $1)) AS waiting
      FROM subscriptions WHERE seen_at > $1
      """, [.integer(now.microseconds - unread.microseconds)])
    return [row?.optionalInteger("first"), row?.optionalInteger("waiting")]
      .compactMap(\.self).min() ?? .max
  }

  // MARK: Bodies

  static func keepBodies(_ rows: [[String: String]], in transaction: WriteTransaction) throws {
    for row in rows {
      try transaction.execute(
        """
        INSERT INTO bodies (code, communes) VALUES ($1, $2)
        ON CONFLICT (code) DO UPDATE SET communes = excluded.communes
        """, [.text(row["body_code"] ?? ""), .text(row["commune_codes"] ?? "")])
    }
  }

  static func forgetBodies(_ rows: [[String: String]], in transaction: WriteTransaction) throws {
    for row in rows {
      try transaction.execute(
        "DELETE FROM bodies WHERE code = $1", [.text(row["body_code"] ?? "")])
    }
  }

  static func bodies(
    in transaction: ReadTransaction
  ) throws -> [(code: String, communes: [String])] {
    try transaction.rows("SELECT code, communes FROM bodies ORDER BY code").map { row in
      (row.text("code"), row.text("communes").split(separator: " ").map(String.init))
    }
  }

  static func communes(ofBody code: String, in transaction: ReadTransaction) throws -> [String] {
    let found = try transaction.row(
      "SELECT communes FROM bodies WHERE code = $1", [.text(code)])
    return (found?.text("communes") ?? "").split(separator: " ").map(String.init)
  }
}

/// How much of the log is kept.
struct Retention: Sendable {
  /// The longest time.
  var age: Duration
  /// The most bytes of events.
  var bytes: Int
  /// The most messages.
  var count: Int
  /// How long after a subscription's last pull its unread messages are kept beyond ``age`` and ``count``, but never beyond
  /// ``bytes``; nil where no subscription is waited for.
  var unread: Duration?

  /// Whether the log's oldest message is to be deleted.
  func isBeyond(
    countBehind: Int, bytes kept: Int, loggedAt: Instant, isUnread: Bool, now: Instant
  ) -> Bool {
    if kept > bytes { return true }
    return !isUnread
      && (countBehind >= count || loggedAt.microseconds < now.microseconds - age.microseconds)
  }
}

extension Duration {
  var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
