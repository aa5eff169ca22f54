public import RPCContract
public import Values

/// Lists the events of other services' feeds that this service could not take, with the reason; the feed went on without them.
public struct ListSetAside: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.feed.v1/ListSetAside"
  /// Those who run the system, since the events are told as the feeds have them, uncut.
  public static let roles: Set<Role> = [.operator]
  /// Events tell of people.
  public static let tellsOfPeople = true

  /// The number after which to begin; absent for the first.
  public var after: SequenceNumber?
  /// The most: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(after: SequenceNumber? = nil, limit: PageSize? = nil) {
    self.after = after
    self.limit = limit
  }

  /// An event, or a row of one, that was set aside.
  public struct Event: Codable, Sendable, Hashable {
    /// Its number among the events set aside.
    public var number: Int
    /// Whose feed it comes from, such as `registry`.
    public var source: String
    /// The event's place in that feed, `epoch-sequence`.
    public var position: String
    /// The row within the event, from 1; 0 for all of it.
    public var row: Int
    /// The event's type.
    public var topic: String
    /// When the other service recorded it.
    public var recordedAt: Instant
    /// Why, such as `UNKNOWN_STRUCTURE`.
    public var reason: String
    /// The same in English.
    public var text: String
    /// How often it was tried.
    public var attempts: Int
    /// When it was set aside.
    public var setAsideAt: Instant
    /// The event as JSON text, with this row alone.
    public var payload: String

    /// Makes it.
    public init(
      number: Int, source: String, position: String, row: Int, topic: String, recordedAt: Instant,
      reason: String, text: String, attempts: Int, setAsideAt: Instant, payload: String
    ) {
      self.number = number
      self.source = source
      self.position = position
      self.row = row
      self.topic = topic
      self.recordedAt = recordedAt
      self.reason = reason
      self.text = text
      self.attempts = attempts
      self.setAsideAt = setAsideAt
      self.payload = payload
    }
  }

  /// Some of them, in order.
  public struct Reply: Codable, Sendable {
    /// The events.
    public var events: [Event]
    /// How many there are in all.
    public var total: Int

    /// Makes the reply.
    public init(events: [Event], total: Int) {
      self.events = events
      self.total = total
    }
  }
}

/// Tries again what was set aside, in the order of each feed; what still cannot be taken stays aside.
///
/// An event that was taken is no longer set aside, so the call may be made again.
public struct RetrySetAside: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.feed.v1/RetrySetAside"
  /// Who runs the system.
  public static let roles: Set<Role> = [.operator]

  /// Whose feed; absent for all.
  public var source: String?

  /// Makes the request.
  public init(source: String? = nil) { self.source = source }

  /// What came of it.
  public struct Reply: Codable, Sendable {
    /// How many were taken.
    public var taken: Int
    /// How many stay aside.
    public var left: Int

    /// Makes the reply.
    public init(taken: Int, left: Int) {
      self.taken = taken
      self.left = left
    }
  }
}
