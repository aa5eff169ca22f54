public import RPCContract
public import Values

/// Who may use the exchange's queues: partners, and those who run the system.
public enum ExchangeRoles {
  /// Each caller sees only what its key may see.
  public static let all: Set<Role> = [.partner, .federation, .structure, .operator, .auditor]
  /// A structure sees what is its own, a partner its territories.
  public static let cuts: [Role: AccessCut] = [.structure: .ownStructure, .partner: .territory]
}

/// A call of the exchange by which a caller reaches what is its own: its subscriptions, deliveries and submissions, and the messages that
/// its key may see.
public protocol ExchangeMessage: RPCMessage {}

extension ExchangeMessage {
  /// Everyone who may use the queues, unless the call says otherwise.
  public static var roles: Set<Role> { ExchangeRoles.all }
  /// A structure sees what is its own, a partner its territories.
  public static var cuts: [Role: AccessCut] { ExchangeRoles.cuts }
}

/// What a subscription begins at.
public enum StartPoint: String, Choice {
  /// The first message that is kept.
  case earliest
  /// What comes from now on.
  case latest
  /// A number of the log.
  case sequence
  /// A time.
  case time
}

/// Where a subscription begins to read.
public struct StartPosition: Codable, Sendable, Hashable {
  /// The first message kept, what comes from now on, a number or a time.
  public var from: StartPoint
  /// The first sequence number, for `sequence`.
  public var sequence: SequenceNumber?
  /// The first instant, for `time`.
  public var time: Instant?

  /// Makes a position.
  public init(from: StartPoint, sequence: SequenceNumber? = nil, time: Instant? = nil) {
    self.from = from
    self.sequence = sequence
    self.time = time
  }
}

/// Makes a durable subscription; the same again changes nothing.
///
/// Consumers that pull from one subscription share its messages: each message goes to one of them.
public struct CreateSubscription: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/CreateSubscription"
  /// It makes a subscription.
  public static let mutates = true
  /// The subscription.
  public var subjects: [String] { [name] }

  /// The name, unique among the caller's own: 1 to 64 of `a-z 0-9 - _ .`.
  public var name: String
  /// Beginnings of the types wanted, such as `vigie.senacs.`; empty for all.
  public var types: [String]
  /// The territories wanted, codes of communes, `69M`, `69D` or `69`; empty for all that the key sees.
  public var territories: [String]
  /// Beginnings of the types that are delivered before the others, among the messages that wait; absent for none. In an ordered
  /// subscription each subject keeps its order all the same.
  public var urgentTypes: [String]?
  /// Where to begin; absent for `earliest`.
  public var start: StartPosition?
  /// Whether messages of one subject come one after the other; otherwise in any order.
  public var ordered: Bool
  /// How long a delivery may stay without an answer, in milliseconds.
  public var leaseMilliseconds: Bounded<LeaseBounds>?
  /// After how many deliveries a message becomes a dead letter.
  public var maxAttempts: Bounded<AttemptBounds>?
  /// The pause before the second delivery, in milliseconds, doubled before each further one up to an hour.
  public var backoffMilliseconds: Bounded<BackoffBounds>?
  /// How long messages wait before their first delivery, in milliseconds.
  public var delayMilliseconds: Bounded<DelayBounds>?
  /// How old a message may get before its first delivery, in milliseconds; an older one becomes a dead letter; absent for any age.
  public var timeToLiveMilliseconds: Bounded<AgeBounds>?

  /// Makes the request.
  public init(name: String, types: [String] = [], territories: [String] = [], ordered: Bool = false)
  {
    self.name = name
    self.types = types
    self.territories = territories
    self.ordered = ordered
  }

  /// What was made.
  public struct Reply: Codable, Sendable {
    /// Whether the same subscription was there already.
    public var existed: Bool
    /// The last sequence number that it does not deliver.
    public var after: Int

    /// Makes the reply.
    public init(existed: Bool, after: Int) {
      self.existed = existed
      self.after = after
    }
  }
}

/// Ends a subscription, with its dead letters.
public struct DeleteSubscription: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/DeleteSubscription"
  /// It ends a subscription.
  public static let mutates = true
  /// The subscription.
  public var subjects: [String] { [name] }

  /// The name.
  public var name: String

  /// Makes the request.
  public init(name: String) { self.name = name }

  /// What was ended.
  public struct Reply: Codable, Sendable {
    /// Whether the subscription was there.
    public var existed: Bool

    /// Makes the reply.
    public init(existed: Bool) { self.existed = existed }
  }
}

/// Lists the caller's subscriptions with their state.
public struct ListSubscriptions: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ListSubscriptions"

  /// Makes the request.
  public init() {}

  /// A subscription and how it stands.
  public struct Subscription: Codable, Sendable {
    /// The name.
    public var name: String
    /// Beginnings of the types.
    public var types: [String]
    /// The territories.
    public var territories: [String]
    /// Beginnings of the types that go before the others.
    public var urgentTypes: [String]
    /// Whether messages of one subject keep their order.
    public var ordered: Bool
    /// Messages of the log that were not looked at yet.
    public var backlog: Int
    /// Messages that wait: for another delivery, for their time, or for the messages before them.
    public var waiting: Int
    /// Deliveries without an answer.
    public var inFlight: Int
    /// Dead letters.
    public var dead: Int
    /// The age of the oldest message not settled, in seconds; nil for none.
    public var oldestSeconds: Int?
    /// Messages acknowledged since the subscription was made.
    public var acknowledged: Int
    /// Deliveries of messages beyond the first of each, since the subscription was made.
    public var redelivered: Int
    /// Answers refused because they named a delivery that was over.
    public var stale: Int
    /// Deliveries a second, over the last minute.
    public var deliveredPerSecond: Double
    /// Acknowledgements a second, over the last minute.
    public var acknowledgedPerSecond: Double
    /// The gaps that no consumer has answered for; absent if there are none.
    public var gaps: [DeliveryGap]?

    /// Makes it.
    public init(
      name: String, types: [String], territories: [String], urgentTypes: [String], ordered: Bool,
      backlog: Int, waiting: Int, inFlight: Int, dead: Int, oldestSeconds: Int?, acknowledged: Int,
      redelivered: Int, stale: Int, deliveredPerSecond: Double, acknowledgedPerSecond: Double,
      gaps: [DeliveryGap]? = nil
    ) {
      self.gaps = gaps
      self.name = name
      self.types = types
      self.territories = territories
      self.urgentTypes = urgentTypes
      self.ordered = ordered
      self.backlog = backlog
      self.waiting = waiting
      self.inFlight = inFlight
      self.dead = dead
      self.oldestSeconds = oldestSeconds
      self.acknowledged = acknowledged
      self.redelivered = redelivered
      self.stale = stale
      self.deliveredPerSecond = deliveredPerSecond
      self.acknowledgedPerSecond = acknowledgedPerSecond
    }
  }

  /// All of them.
  public struct Reply: Codable, Sendable {
    /// The subscriptions, by name.
    public var subscriptions: [Subscription]
    /// The log's last sequence number.
    public var lastSequence: Int

    /// Makes the reply.
    public init(subscriptions: [Subscription], lastSequence: Int) {
      self.subscriptions = subscriptions
      self.lastSequence = lastSequence
    }
  }
}

/// Makes a scratch subscription that delivers a range of the log once more, at a chosen rate.
///
/// It ends by itself a day after it was made.
public struct ReplayMessages: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ReplayMessages"
  /// It makes a subscription.
  public static let mutates = true
  /// The subscription.
  public var subjects: [String] { [name] }

  /// The scratch subscription's name.
  public var name: String
  /// Beginnings of the types wanted; empty for all.
  public var types: [String]
  /// The first message.
  public var start: StartPosition
  /// The last sequence number; absent for the log's last now.
  public var through: SequenceNumber?
  /// The most messages a second; absent for no bound.
  public var messagesPerSecond: Bounded<RateBounds>?

  /// Makes the request.
  public init(
    name: String, types: [String] = [], start: StartPosition, through: SequenceNumber? = nil,
    messagesPerSecond: Bounded<RateBounds>? = nil
  ) {
    self.name = name
    self.types = types
    self.start = start
    self.through = through
    self.messagesPerSecond = messagesPerSecond
  }

  /// The range.
  public struct Reply: Codable, Sendable {
    /// The last sequence number that it does not deliver.
    public var after: Int
    /// The last sequence number that it delivers.
    public var through: Int

    /// Makes the reply.
    public init(after: Int, through: Int) {
      self.after = after
      self.through = through
    }
  }
}
