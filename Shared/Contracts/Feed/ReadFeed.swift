public import RPCContract
public import Values

/// The events of a service in order, from a position on.
public struct ReadFeed: RPCStreamRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.feed.v1/Read"
  /// Services among themselves (``ServiceNeeds``), and those who run the system, since a feed has everything that its service tells, uncut.
  public static let roles: Set<Role> = [.service, .operator]
  /// Events tell of people, by their codes; the services' own reading of each other's feeds has no line in the audit.
  public static let tellsOfPeople = true

  /// The epoch in which `after` was read; empty when nothing was read yet.
  public var epoch: String
  /// The sequence number after which to begin; 0 for all.
  public var after: SequenceNumber
  /// Whether the stream stays open and sends new events as they come; otherwise it ends at the feed's end.
  public var follow: Bool

  /// Makes the request.
  public init(epoch: String, after: SequenceNumber, follow: Bool) {
    self.epoch = epoch
    self.after = after
    self.follow = follow
  }

  /// An event, or only the feed's epoch and position.
  public struct Item: Codable, Sendable {
    /// The feed's epoch: when it is not the one asked for, begin again from 0.
    public var epoch: String
    /// The event's number, gapless from 1; in an item without an event, the feed's last number.
    public var sequence: Int
    /// The event's type; nil when the item only tells epoch and position.
    public var topic: String?
    /// When the service recorded it.
    public var recordedAt: Instant?
    /// The event as JSON text.
    public var payload: String?
    /// Whether the `recordedAt` that came is not an instant within the bounds of instants. Not a member of the message.
    public private(set) var isInstantUnreadable = false

    private enum CodingKeys: String, CodingKey { case epoch, sequence, topic, recordedAt, payload }

    /// Reads an item. An item whose instant is beyond its bounds is read all the same, since otherwise its follower would ask for it for
    /// ever.
    ///
    /// - Throws: `DecodingError` if another member cannot be read.
    public init(from decoder: any Decoder) throws {
      let item = try decoder.container(keyedBy: CodingKeys.self)
      epoch = try item.decode(String.self, forKey: .epoch)
      sequence = try item.decode(Int.self, forKey: .sequence)
      topic = try item.decodeIfPresent(String.self, forKey: .topic)
      payload = try item.decodeIfPresent(String.self, forKey: .payload)
      do {
        recordedAt = try item.decodeIfPresent(Instant.self, forKey: .recordedAt)
      } catch is DecodingError {
        isInstantUnreadable = true
      }
    }

    /// Makes an item.
    public init(
      epoch: String, sequence: Int, topic: String? = nil, recordedAt: Instant? = nil,
      payload: String? = nil
    ) {
      self.epoch = epoch
      self.sequence = sequence
      self.topic = topic
      self.recordedAt = recordedAt
      self.payload = payload
    }
  }
}
