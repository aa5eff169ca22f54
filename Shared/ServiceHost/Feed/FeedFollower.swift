import Contracts
import Logging
import RPC
import RPCContract
public import Storage
import Synchronization
public import Values

/// Applies another service's events to this service's store.
public protocol FeedConsumer: Sendable {
  /// The other service, such as `registry`.
  var source: String { get }
  /// Applies an event, in the transaction that moves the cursor; skips unknown types.
  ///
  /// - Throws: ``EventFault``, `DecodingError` or `StorageError.nulInText` for an event that cannot be taken: its changes are rolled
  ///   back, and it is set aside. Any other error makes the follower try again a little later.
  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws
  /// Forgets what the other service's events brought: that service was restored, and its feed begins again.
  ///
  /// - Throws: `StorageError`.
  func clear(in transaction: WriteTransaction) throws
}

/// An event of another service's feed.
public struct FollowedEvent: Sendable {
  /// Its place in the feed.
  public let position: FeedPosition
  /// The type.
  public let topic: String
  /// The event as JSON text; only with the rows that are still to be taken, where others were taken or set aside already.
  public internal(set) var payload: String
  /// When the other service recorded it.
  public let recordedAt: Instant
  /// Which of the event's rows is the first in ``payload``, from 1.
  public internal(set) var firstRow = 1
  /// Whether it was set aside and is tried again now, after events that came later.
  public var isLate = false
}

/// Follows another service's feed: applies each event once, in order, in one transaction with the cursor.
final class FeedFollower: Sendable {
  private struct State: ~Copyable {
    var reached: FeedPosition?
    var waiters: [(FeedPosition, CheckedContinuation<Void, any Error>, Int)] = []
    var lastWaiter = 0
  }

  private let intake: FeedIntake
  private let clients: [String: Client]
  private let client: Client
  private let database: Database
  private let logger: Logger
  private let sleep: @Sendable (Duration) async throws -> Void
  private let state = Mutex(State())

  /// Makes a follower; nil when no address of the source is known.
  ///
  /// - Parameters:
  ///   - consumer: what takes the events.
  ///   - clients: the other services, by name.
  ///   - database: where the consumer keeps what it takes.
  ///   - logger: where faults are logged.
  ///   - sleep: waits before another attempt; tests replace it.
  init?(
    _ consumer: any FeedConsumer, clients: [String: Client], database: Database,
    logger: Logger,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    guard let client = clients[consumer.source] else { return nil }
    self.sleep = sleep
    intake = FeedIntake(consumer: consumer)
    self.clients = clients
    self.client = client
    self.database = database
    self.logger = logger
  }

  private var consumer: any FeedConsumer { intake.consumer }

  var source: String { consumer.source }

  /// How far it has come; nil before the first event.
  var reached: FeedPosition? { state.withLock { $0.reached } }

  /// Follows until it is cancelled; a broken connection is taken up again where it stopped.
  func run() async {
    var pause = Duration.milliseconds(50)
    var lastLogged = ""
    while !Task.isCancelled {
      do {
        try await follow()
        pause = .milliseconds(50)
        lastLogged = ""
      } catch is CancellationError {
        return
      } catch {
        // A peer that is away comes back: only a long absence is logged, as a warning. A store that fails is a matter for its host:
        // each of its errors is logged, once in a row.
        let text: Logger.Message = "cannot follow the feed of \(source): \(error)"
        if error is StorageError {
          if lastLogged != "\(error)" { logger.error(text, metadata: ["source": "\(source)"]) }
          lastLogged = "\(error)"
        } else if pause == .seconds(2) {
          logger.warning(text, metadata: ["source": "\(source)"])
        }
        // A cancelled pause is no error: the loop looks at the cancellation itself.
        try? await sleep(pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  private func follow() async throws {
    let source = source
    let cursor = try await database.read { try $0.cursor(of: source) }
    if let cursor { reach(cursor) }
    let stream = try client.stream(
      ReadFeed(
        epoch: cursor?.epoch ?? "", after: SequenceNumber(clamping: cursor?.sequence ?? 0),
        follow: true),
      options: CallOptions(timeout: .seconds(600), waitsForReady: true))
    var epoch = cursor?.epoch
    for try await item in stream {
      let mustClear = epoch != nil && epoch != item.epoch
      if mustClear {
        logger.error(
          """
          \(source) was restored from a copy: its feed has a new epoch and is read anew from its beginning; \
          facts that \(source) took after the copy was made are to be loaded again
          """, metadata: ["source": "\(source)"])
      }
      epoch = item.epoch
      try await take(item, mustClear: mustClear)
    }
  }

  private func take(_ item: ReadFeed.Item, mustClear: Bool) async throws {
    let source = source
    let consumer = consumer
    let position = FeedPosition(
      epoch: item.epoch, sequence: item.topic == nil ? 0 : item.sequence)
    guard item.topic != nil || mustClear || reached == nil else { return }
    var ends: [String: FeedPosition] = [:]
    var pause = Duration.milliseconds(10)
    while true {
      do {
        let aside = try await database.write { [ends, intake] transaction -> [EventFault] in
          let stored = try transaction.cursor(of: source)
          // Another replica on the same database may have applied the event meanwhile.
          if let stored, stored.epoch == position.epoch, stored.sequence >= position.sequence {
            return []
          }
          if let stored, stored.epoch != position.epoch {
            try consumer.clear(in: transaction)
            try SetAsideTable.clear(source, in: transaction)
          }
          var aside: [EventFault] = []
          if let topic = item.topic {
            let event = FollowedEvent(
              position: position, topic: topic, payload: item.payload ?? "",
              recordedAt: item.recordedAt ?? transaction.recordedAt)
            let fault: EventFault? =
              item.payload == nil
              ? .tooLarge("no message can hold it")
              : item.isInstantUnreadable
                ? .unreadable("recordedAt is no instant of 1900 to 2199") : nil
            aside =
              try fault.map { try intake.setAside(event, $0, in: transaction) }
              ?? intake.take(event, ends: ends, in: transaction)
          }
          try transaction.setCursor(of: source, to: position)
          return aside
        }
        if let first = aside.first { log(aside.count, of: item, at: position, first) }
        return reach(position)
      } catch let waits as FeedIntake.Waits {
        // What the event needs was in the other feed before the event was. So the event waits only until that feed has
        // been read up to its present end.
        if ends[waits.source].map({ $0.epoch != waits.cursor?.epoch }) ?? true {
          ends[waits.source] = try await end(of: waits.source)
        }
        // The cursor of the other feed is polled: its follower writes it in a transaction of its own.
        try await sleep(pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  /// Returns the present end of another service's feed.
  private func end(of other: String) async throws -> FeedPosition {
    guard let client = clients[other] else {
      throw RPCError(.failedPrecondition, "the configuration names no peer \(other)")
    }
    let health = try await client.call(CheckHealth(), options: CallOptions(timeout: .seconds(10)))
    guard let position = FeedPosition(health.position) else {
      throw RPCError(.internal, "\(other) says no position of its feed")
    }
    return position
  }

  private func log(
    _ count: Int, of item: ReadFeed.Item, at position: FeedPosition, _ fault: EventFault
  ) {
    logger.error(
      """
      \(count) of event \(position.text) (\(item.topic ?? "")) of \(source) cannot be taken and was set aside: \
      \(fault.reason), \(fault.text); see: vigie feed aside
      """, metadata: ["source": "\(source)"])
  }

  /// Tries again the events that were set aside.
  ///
  /// - Returns: how many were taken.
  func retry() async throws -> Int {
    var (taken, last) = (0, 0)
    while true {
      let page = try await database.write { [intake, last] in
        try intake.retry(after: last, in: $0)
      }
      taken += page.taken
      guard let next = page.last else { return taken }
      last = next
    }
  }

  private func reach(_ position: FeedPosition) {
    let ready = state.withLock { state in
      state.reached = position
      let ready = state.waiters.filter { position.hasReached($0.0) }
      state.waiters.removeAll { position.hasReached($0.0) }
      return ready
    }
    for waiter in ready { waiter.1.resume() }
  }

  /// Waits until a position is reached; the call's deadline bounds it.
  func wait(for position: FeedPosition) async throws {
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let now: Result<Void, any Error>? = state.withLock { state in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.reached?.hasReached(position) ?? false { return .success(()) }
          state.waiters.append((position, continuation, number))
          return nil
        }
        if let now { continuation.resume(with: now) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiters.first { $0.2 == number }
        state.waiters.removeAll { $0.2 == number }
        return waiter
      }
      waiter?.1.resume(throwing: CancellationError())
    }
  }
}

extension FeedPosition {
  /// Whether this is at or after another position; positions of different epochs cannot be compared, and count as reached.
  func hasReached(_ other: FeedPosition) -> Bool {
    epoch != other.epoch || sequence >= other.sequence
  }
}
