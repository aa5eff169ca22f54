import Contracts
import Logging
import RPC
import RPCContract
import ServiceKit
public import Storage
import Synchronization
public import Values

/// What a service makes of another one's events.
public protocol FeedConsumer: Sendable {
  /// The other service, such as `registry`.
  var source: String { get }
  /// Takes an event over, in the transaction that moves the cursor; unknown types are passed over.
  ///
  /// - Throws: ``EventFault`` or `DecodingError` for what cannot be taken, which is set aside: nothing of what was changed for
  ///   it stays. `StorageError`, or anything else, to be asked again a little later.
  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws
  /// Begins anew, since the other service was restored and its feed begins again.
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
  /// The event as JSON text, or what is left of it without the rows that were taken or set aside already.
  public internal(set) var payload: String
  /// When the other service recorded it.
  public let recordedAt: Instant
  /// Which of the event's rows is the first in ``payload``, from 1.
  public internal(set) var firstRow = 1
  /// Whether it was set aside and is tried again, behind those that came after it.
  public var isLate = false
}

/// Follows another service's feed: its events, in order, each applied once with its cursor.
final class FeedFollower: Sendable {
  private struct State: ~Copyable {
    var reached: FeedPosition?
    var waiters: [(FeedPosition, CheckedContinuation<Void, any Error>, Int)] = []
    var lastWaiter = 0
  }

  private let intake: FeedIntake
  private let clients: [String: ServiceClient]
  private let client: Client
  private let database: Database
  private let logger: Logger
  private let state = Mutex(State())

  /// Nil when no address of the source is known.
  init?(
    _ consumer: any FeedConsumer, clients: [String: ServiceClient], database: Database,
    logger: Logger
  ) {
    guard let client = clients[consumer.source]?.client else { return nil }
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
    var told = ""
    while !Task.isCancelled {
      do {
        try await follow()
        pause = .milliseconds(50)
        told = ""
      } catch is CancellationError {
        return
      } catch {
        // A peer that is away comes back; a store that takes nothing is its host's matter.
        let text: Logger.Message = "cannot follow the feed of \(source): \(error)"
        if error is StorageError {
          if told != "\(error)" { logger.error(text, metadata: ["source": "\(source)"]) }
          told = "\(error)"
        } else if pause == .seconds(2) {
          logger.warning(text, metadata: ["source": "\(source)"])
        }
        try? await Task.sleep(for: pause)
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
          // Another replica on the same database may have taken it over meanwhile.
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
        if let first = aside.first { tell(aside.count, of: item, at: position, first) }
        return reach(position)
      } catch let waits as FeedIntake.Waits {
        // What the event needs was in the other feed before the event was there: once that feed was read as far as it
        // goes now, nothing more is waited for.
        if ends[waits.source].map({ $0.epoch != waits.cursor?.epoch }) ?? true {
          ends[waits.source] = try await end(of: waits.source)
        }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  /// How far another service's feed goes now.
  private func end(of other: String) async throws -> FeedPosition {
    guard let client = clients[other]?.client else {
      throw RPCError(.failedPrecondition, "the configuration names no peer \(other)")
    }
    let health = try await client.call(CheckHealth(), options: CallOptions(timeout: .seconds(10)))
    guard let position = FeedPosition(health.position) else {
      throw RPCError(.internal, "\(other) says no position of its feed")
    }
    return position
  }

  private func tell(
    _ count: Int, of item: ReadFeed.Item, at position: FeedPosition, _ fault: EventFault
  ) {
    logger.error(
      """
      \(count) of event \(position.text) (\(item.topic ?? "")) of \(source) cannot be taken and was set aside: \
      \(fault.reason), \(fault.text); see: vigie feed aside
      """, metadata: ["source": "\(source)"])
  }

  /// Tries what was set aside again.
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
  /// Whether this is at or after another; positions of other epochs say nothing and count as reached.
  func hasReached(_ other: FeedPosition) -> Bool {
    epoch != other.epoch || sequence >= other.sequence
  }
}

/// Lets a call wait until this service knows what its caller has seen elsewhere.
struct SeenPositions: ServerInterceptor {
  let followers: [FeedFollower]

  func intercept(
    _ request: [UInt8], _ context: ServerContext, mutates: Bool,
    next: @Sendable ([UInt8]) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    for seen in context.metadata.all(MetadataName.seen) {
      let parts = seen.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let position = FeedPosition(parts[1]) else {
        throw RPCError(
          Status(
            .invalidArgument, reason: "BAD_HEADER", domain: "vigie.rpc",
            "\(MetadataName.seen) is service=epoch-sequence",
            field: "metadata.\(MetadataName.seen)"))
      }
      if let follower = followers.first(where: { $0.source == parts[0] }) {
        try await context.waiting { try await follower.wait(for: position) }
      }
    }
    return try await next(request)
  }
}
