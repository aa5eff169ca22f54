public import RPCContract
public import Values

/// A message as a subscription delivers it.
public struct DeliveredMessage: Codable, Sendable, Hashable {
  /// Names this delivery; answers must carry it.
  public var token: String
  /// Which delivery of the message this is, from 1.
  public var attempt: Int
  /// The message's number in the exchange's log.
  public var sequence: Int
  /// The CloudEvent (1.0, structured JSON), to the byte as it was logged.
  public var event: String

  /// Makes it.
  public init(token: String, attempt: Int, sequence: Int, event: String) {
    self.token = token
    self.attempt = attempt
    self.sequence = sequence
    self.event = event
  }
}

/// A range of messages that were deleted before they were delivered. Every batch tells the gap until the consumer answers for it: with the
/// gap's token, or with an answer to a message behind the gap that came in such a batch. After ten batches only `ListSubscriptions` does.
public struct DeliveryGap: Codable, Sendable, Hashable {
  /// The first number that may be missing.
  public var from: Int
  /// The last.
  public var through: Int
  /// How to get the facts all the same.
  public var refetch: String
  /// The token that acknowledges the gap, to be sent like the tokens of messages; absent before version 0.3.
  public var token: String?

  /// Makes it.
  public init(from: Int, through: Int, refetch: String, token: String? = nil) {
    self.from = from
    self.through = through
    self.refetch = refetch
    self.token = token
  }
}

/// Some messages, and a gap before them.
public struct MessageBatch: Codable, Sendable {
  /// The messages; in the order of the log as far as the subscription asks for order.
  public var messages: [DeliveredMessage]
  /// What is missing before them.
  public var gap: DeliveryGap?

  /// Makes it.
  public init(messages: [DeliveredMessage], gap: DeliveryGap?) {
    self.messages = messages
    self.gap = gap
  }
}

/// Takes messages of a subscription; waits for some when there are none.
///
/// A message that is taken is leased: it comes again if no answer comes in time.
public struct PullMessages: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/PullMessages"

  /// The subscription.
  public var subscription: String
  /// The most messages.
  public var maxMessages: Bounded<BatchBounds>
  /// The most bytes of events; one message always comes.
  public var maxBytes: Bounded<BatchBytesBounds>?
  /// How long to wait for the first message, in milliseconds.
  public var waitMilliseconds: Bounded<WaitBounds>?

  /// Makes the request.
  public init(
    subscription: String, maxMessages: Bounded<BatchBounds>,
    maxBytes: Bounded<BatchBytesBounds>? = nil, waitMilliseconds: Bounded<WaitBounds>? = nil
  ) {
    self.subscription = subscription
    self.maxMessages = maxMessages
    self.maxBytes = maxBytes
    self.waitMilliseconds = waitMilliseconds
  }

  /// What was taken.
  public typealias Reply = MessageBatch
}

/// Sends messages of a subscription as they come, within the stream's credit. Messages without an answer when the stream ends come again at
/// once, to the next reader.
public struct FollowMessages: RPCStreamRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/FollowMessages"

  /// The subscription.
  public var subscription: String
  /// The most deliveries of this stream without an answer; those of other readers do not count.
  public var maxInFlight: Bounded<InFlightBounds>?

  /// Makes the request.
  public init(subscription: String, maxInFlight: Bounded<InFlightBounds>? = nil) {
    self.subscription = subscription
    self.maxInFlight = maxInFlight
  }

  /// Some messages, and a gap before them.
  public typealias Item = MessageBatch
}

/// Answers deliveries. An answer holds only for the delivery that it names: once that delivery is over, the answer is refused as stale, and
/// counted.
public struct SettleMessages: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/SettleMessages"

  /// A delivery to be tried again.
  public struct Retry: Codable, Sendable {
    /// The delivery.
    public var token: String
    /// When, in milliseconds from now; absent for the subscription's back-off.
    public var delayMilliseconds: Bounded<RetryDelayBounds>?

    /// Makes it.
    public init(token: String, delayMilliseconds: Bounded<RetryDelayBounds>? = nil) {
      self.token = token
      self.delayMilliseconds = delayMilliseconds
    }
  }

  /// A delivery that shall not be tried again.
  public struct Termination: Codable, Sendable {
    /// The delivery.
    public var token: String
    /// Why, for the dead letter; 200 characters at most.
    public var reason: String

    /// Makes it.
    public init(token: String, reason: String) {
      self.token = token
      self.reason = reason
    }
  }

  /// A delivery that needs more time.
  public struct Extension: Codable, Sendable {
    /// The delivery.
    public var token: String
    /// How long it may take from now on, in milliseconds.
    public var milliseconds: Bounded<LeaseBounds>

    /// Makes it.
    public init(token: String, milliseconds: Bounded<LeaseBounds>) {
      self.token = token
      self.milliseconds = milliseconds
    }
  }

  /// The subscription.
  public var subscription: String
  /// Tokens of messages and gaps that are done.
  public var acknowledge: [String]?
  /// The token of a message that is done, and with it every earlier message whose present delivery began no later; ordered subscriptions
  /// only.
  public var acknowledgeThrough: String?
  /// To be tried again.
  public var retry: [Retry]?
  /// Not to be tried again: dead letters.
  public var terminate: [Termination]?
  /// More time.
  public var extend: [Extension]?

  /// Makes the request.
  public init(subscription: String, acknowledge: [String]? = nil) {
    self.subscription = subscription
    self.acknowledge = acknowledge
  }

  /// What became of the answers; it is sent after they are on the disk.
  public struct Reply: Codable, Sendable, Hashable {
    /// How many answers took effect.
    public var settled: Int
    /// The tokens of deliveries that were over.
    public var stale: [String]

    /// Makes the reply.
    public init(settled: Int, stale: [String]) {
      self.settled = settled
      self.stale = stale
    }
  }
}

/// The messages that are not tried any more, with the reason.
public struct ListDeadLetters: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ListDeadLetters"

  /// The subscription.
  public var subscription: String
  /// The number after which to begin; absent for the first.
  public var after: SequenceNumber?
  /// The most.
  public var limit: PageSize?

  /// Makes the request.
  public init(subscription: String) { self.subscription = subscription }

  /// A dead letter.
  public struct DeadLetter: Codable, Sendable {
    /// The message's number.
    public var sequence: Int
    /// Why: `MAX_ATTEMPTS`, `EXPIRED`, `CORRUPT`, or what the consumer said.
    public var reason: String
    /// How often it was delivered.
    public var attempts: Int
    /// The CloudEvent; absent when its bytes are not what was logged, or it was deleted.
    public var event: String?

    /// Makes it.
    public init(sequence: Int, reason: String, attempts: Int, event: String?) {
      self.sequence = sequence
      self.reason = reason
      self.attempts = attempts
      self.event = event
    }
  }

  /// Some of them, in order.
  public struct Reply: Codable, Sendable {
    /// The dead letters.
    public var deadLetters: [DeadLetter]

    /// Makes the reply.
    public init(deadLetters: [DeadLetter]) { self.deadLetters = deadLetters }
  }
}

/// What becomes of dead letters.
public enum DeadLetterAction: String, Choice {
  /// They are delivered again, at any age.
  case requeue
  /// They are deleted.
  case purge
}

/// Delivers dead letters again, or deletes them.
public struct SettleDeadLetters: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/SettleDeadLetters"
  /// It changes what is delivered.
  public static let mutates = true
  /// The subscription.
  public var subjects: [String] { [subscription] }

  /// The subscription.
  public var subscription: String
  /// Whether they are tried again or deleted.
  public var action: DeadLetterAction
  /// The numbers of the dead letters; absent for all.
  public var sequences: [SequenceNumber]?

  /// Makes the request.
  public init(
    subscription: String, action: DeadLetterAction, sequences: [SequenceNumber]? = nil
  ) {
    self.subscription = subscription
    self.action = action
    self.sequences = sequences
  }

  /// How many.
  public struct Reply: Codable, Sendable {
    /// Dead letters that were settled.
    public var count: Int

    /// Makes the reply.
    public init(count: Int) { self.count = count }
  }
}
