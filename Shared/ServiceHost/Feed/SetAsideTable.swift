import Contracts
import Storage
import Values

/// What a store keeps of the events that its service could not take.
enum SetAsideTable {
  static let migrations = [
    Migration(
      "feed-1",
      [
        """
        CREATE TABLE feed_set_aside (number INTEGER PRIMARY KEY, source TEXT NOT NULL,
        epoch TEXT NOT NULL, sequence INTEGER NOT NULL, row_number INTEGER NOT NULL,
        topic TEXT NOT NULL, recorded_at INTEGER NOT NULL, payload TEXT NOT NULL,
        reason TEXT NOT NULL, explanation TEXT NOT NULL, attempts INTEGER NOT NULL,
        set_aside_at INTEGER NOT NULL)
        """,
        "CREATE INDEX feed_set_aside_source ON feed_set_aside (source, number)",
      ])
  ]

  static func add(
    _ event: FollowedEvent, of source: String, row: Int, _ fault: EventFault,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO feed_set_aside (number, source, epoch, sequence, row_number, topic, recorded_at,
      payload, reason, explanation, attempts, set_aside_at)
      SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10
      FROM feed_set_aside
      """,
      [
        .text(source), .text(event.position.epoch), .integer(event.position.sequence),
        .integer(row), .text(storable(event.topic)), .integer(event.recordedAt.microseconds),
        .text(storable(event.payload)), .text(fault.reason), .text(storable(fault.text)),
        .integer(transaction.recordedAt.microseconds),
      ])
  }

  /// Returns a text that every store can keep: U+0000 becomes U+FFFD.
  private static func storable(_ text: String) -> String {
    text.utf8.contains(0) ? text.replacing("\u{0}", with: "\u{FFFD}") : text
  }

  static func count(
    of source: String? = nil, in transaction: ReadTransaction
  ) throws -> Int {
    let condition = source == nil ? "" : " WHERE source = $1"
    return try transaction.row(
      "SELECT COUNT(*) AS n FROM feed_set_aside\(condition)", source.map { [.text($0)] } ?? [])?
      .integer("n") ?? 0
  }

  /// Returns the events set aside from a feed whose numbers come after a given one, to be tried again.
  static func events(
    of source: String, after number: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> [(number: Int, event: FollowedEvent)] {
    try transaction.rows(
      """
      SELECT * FROM feed_set_aside WHERE source = $1 AND number > $2 ORDER BY number LIMIT $3
      """,
      [.text(source), .integer(number), .integer(limit)]
    ).map { row in
      (
        row.integer("number"),
        FollowedEvent(
          position: FeedPosition(epoch: row.text("epoch"), sequence: row.integer("sequence")),
          topic: row.text("topic"), payload: row.text("payload"),
          recordedAt: row.instant("recorded_at"),
          firstRow: max(1, row.integer("row_number")), isLate: true)
      )
    }
  }

  static func remove(_ number: Int, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM feed_set_aside WHERE number = $1", [.integer(number)])
  }

  static func note(
    _ fault: EventFault, at number: Int, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE feed_set_aside SET reason = $1, explanation = $2, attempts = attempts + 1
      WHERE number = $3
      """, [.text(fault.reason), .text(storable(fault.text)), .integer(number)])
  }

  /// Forgets what was set aside from a source, such as a feed that begins anew: its events come again.
  static func clear(_ source: String, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM feed_set_aside WHERE source = $1", [.text(source)])
  }

  static func list(
    after number: Int, limit: Int, in transaction: ReadTransaction
  ) throws -> ListSetAside.Reply {
    let events = try transaction.rows(
      "SELECT * FROM feed_set_aside WHERE number > $1 ORDER BY number LIMIT $2",
      [.integer(number), .integer(limit)]
    ).map { row in
      ListSetAside.Event(
        number: row.integer("number"), source: row.text("source"),
        position: "\(row.text("epoch"))-\(row.integer("sequence"))",
        row: row.integer("row_number"), topic: row.text("topic"),
        recordedAt: row.instant("recorded_at"),
        reason: row.text("reason"), text: row.text("explanation"),
        attempts: row.integer("attempts"), setAsideAt: row.instant("set_aside_at"),
        payload: row.text("payload"))
    }
    return ListSetAside.Reply(events: events, total: try count(in: transaction))
  }
}
