public import Values

/// A place in a feed: how far it was read, in which epoch.
public struct FeedPosition: Hashable, Sendable {
  /// The store's epoch; it changes when the store is restored, so that no follower skips events without noticing.
  public let epoch: String
  /// The last event's number; 0 before the first.
  public let sequence: Int

  /// Makes a position.
  public init(epoch: String, sequence: Int) {
    self.epoch = epoch
    self.sequence = sequence
  }

  /// Reads the form `epoch-sequence`; nil for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int(parts[1]), sequence >= 0 else { return nil }
    self.init(epoch: String(parts[0]), sequence: sequence)
  }

  /// The form `epoch-sequence`.
  public var text: String { "\(epoch)-\(sequence)" }
}

/// An event as the feed keeps it.
public struct FeedEntry: Sendable {
  /// The number, gapless from 1.
  public let sequence: Int
  /// The type.
  public let topic: String
  /// When it was recorded.
  public let recordedAt: Instant
  /// The event as JSON.
  public let payload: String
}

extension ReadTransaction {
  /// Returns the position of the last event in this store's feed.
  ///
  /// - Throws: ``StorageError``.
  public func position() throws -> FeedPosition {
    let found = try row(
      """
      SELECT value AS epoch, (SELECT COALESCE(MAX(sequence), 0) FROM storage_feed) AS last
      FROM storage_meta WHERE name = 'epoch'
      """)
    return FeedPosition(epoch: found?.text("epoch") ?? "", sequence: found?.integer("last") ?? 0)
  }

  /// Returns the instant of the store's last record; every later record gets a later instant. Nil before the first change.
  ///
  /// - Throws: ``StorageError``.
  public func lastRecordedAt() throws -> Instant? {
    try row("SELECT value FROM storage_meta WHERE name = 'recorded'").flatMap {
      Int64($0.text("value")).map(Instant.init(microseconds:))
    }
  }

  /// Reads events in order.
  ///
  /// - Parameters:
  ///   - sequence: the number after which to begin.
  ///   - limit: the most events.
  /// - Returns: the events; none at the end.
  /// - Throws: ``StorageError``.
  public func feed(after sequence: Int, limit: Int) throws -> [FeedEntry] {
    try rows(
      """
      SELECT sequence, topic, recorded_at, payload FROM storage_feed
      WHERE sequence > $1 ORDER BY sequence LIMIT $2
      """, [.integer(sequence), .integer(limit)]
    ).map {
      FeedEntry(
        sequence: $0.integer("sequence"), topic: $0.text("topic"),
        recordedAt: $0.instant("recorded_at"), payload: $0.text("payload"))
    }
  }

  /// How far another service's feed was followed; nil before the first event.
  ///
  /// - Throws: ``StorageError``.
  public func cursor(of source: String) throws -> FeedPosition? {
    try row("SELECT epoch, sequence FROM storage_cursor WHERE source = $1", [.text(source)])
      .map { FeedPosition(epoch: $0.text("epoch"), sequence: $0.integer("sequence")) }
  }
}

extension WriteTransaction {
  /// Appends an event to this store's feed, in the same transaction as the change that it tells.
  ///
  /// - Returns: the position the feed has now.
  /// - Throws: ``StorageError``.
  @discardableResult
  public func publish(topic: String, payload: String) throws -> FeedPosition {
    let last = try position()
    let next = FeedPosition(epoch: last.epoch, sequence: last.sequence + 1)
    try execute(
      "INSERT INTO storage_feed (sequence, topic, recorded_at, payload) VALUES ($1, $2, $3, $4)",
      [
        .integer(next.sequence), .text(topic), .integer(recordedAt.microseconds), .text(payload),
      ])
    return next
  }

  /// Stores how far another service's feed was followed, in the same transaction as what its events changed.
  ///
  /// - Throws: ``StorageError``.
  public func setCursor(of source: String, to position: FeedPosition) throws {
    try execute(
      """
      INSERT INTO storage_cursor (source, epoch, sequence) VALUES ($1, $2, $3)
      ON CONFLICT (source) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence
      """, [.text(source), .text(position.epoch), .integer(position.sequence)])
  }
}
