import Contracts
import ExchangeDomain
import Foundation
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Taking messages and answering them.
extension ExchangeHandlers {
  func pull(
    _ request: PullMessages, _ context: ServerContext
  ) async throws -> MessageBatch {
    let messages = request.maxMessages.value
    let bytes = (request.maxBytes ?? .fallback).value
    let wait = (request.waitMilliseconds ?? .fallback).value
    let end = min(ContinuousClock.now + .milliseconds(wait), context.deadline - .milliseconds(200))
    let cut = cut(context)
    let holder = Holder.next(in: replica)
    try quotas.check(cut.principal)
    while true {
      let commits = host.database.positions()
      let isOver = ContinuousClock.now >= end || host.database.isFollowingOver
      // A gap that was told before does not end the wait, but every reply tells it again.
      let name = request.subscription
      let isToldAgain = try await isOver ? hasGap(name, cut) : false
      if try await hasWork(name, cut) || isToldAgain {
        let batch = try await take(name, cut, messages, bytes, by: holder)
        if Task.isCancelled {
          try await giveBack(name, cut, held: holder)
          throw CancellationError()
        }
        if !batch.messages.isEmpty || batch.gap != nil { return batch }
      }
      guard !isOver else {
        try await checkBacklog(request.subscription, cut)
        return MessageBatch(messages: [], gap: nil)
      }
      try await context.waiting {
        try await waitForNews(request.subscription, cut, commits, until: end)
      }
    }
  }

  /// Whether a pull would find something. The pull is made only then, since it is a write, and a write wakes every call that
  /// waits.
  private func hasWork(_ name: String, _ cut: Visibility.Cut) async throws -> Bool {
    try await host.database.read { [host] transaction in
      let subscription = try find(name, cut, in: transaction)
      return try ExchangeStore.hasWork(
        for: subscription, sight: try sight(subscription, cut, in: transaction),
        maxUnsettled: configuration.quota.unsettled, now: host.database.now, in: transaction)
    }
  }

  /// Whether there is a gap to tell, be it new or told before.
  private func hasGap(_ name: String, _ cut: Visibility.Cut) async throws -> Bool {
    try await host.database.read { transaction in
      try ExchangeStore.hasGap(
        of: try find(name, cut, in: transaction).number, neverTold: false, in: transaction)
    }
  }

  /// Gives back the leased deliveries of a call whose caller is gone.
  private func giveBack(_ name: String, _ cut: Visibility.Cut, held by: Holder) async throws {
    try await host.database.write { transaction in
      let found = try ExchangeStore.subscription(name, of: cut.principal, in: transaction)
      guard let found else { return }
      try ExchangeStore.giveBack(held: by, of: found, in: transaction)
    }
  }

  /// Throws `QUOTA` where a consumer gets nothing because its dead letters alone fill the subscription's backlog.
  private func checkBacklog(_ name: String, _ cut: Visibility.Cut) async throws {
    let dead = try await host.database.read { transaction in
      try ExchangeStore.count(
        "dead", of: try find(name, cut, in: transaction).number, in: transaction)
    }
    guard dead >= configuration.quota.unsettled else { return }
    throw QuotaKeeper.exceeded(
      "\(name) has \(dead) dead letters and reads no further; requeue or purge some with "
        + SettleDeadLetters.method, retry: 5000)
  }

  private func take(
    _ name: String, _ cut: Visibility.Cut, _ messages: Int, _ bytes: Int, by holder: Holder
  ) async throws -> MessageBatch {
    let allowance = quotas.allowance(cut.principal)
    let maxUnsettled = configuration.quota.unsettled
    let (number, batch) = try await host.database.write { transaction in
      let subscription = try find(name, cut, in: transaction)
      var pull = Pull(
        subscription: subscription, sight: try sight(subscription, cut, in: transaction),
        maxUnsettled: maxUnsettled,
        left: (min(messages, allowance.messages), min(bytes, allowance.bytes)), holder: holder,
        transaction: transaction)
      return (subscription.number, try pull.run())
    }
    delivered.count(batch.messages.count, of: number)
    quotas.take(
      cut.principal, messages: batch.messages.count,
      bytes: batch.messages.reduce(0) { $0 + $1.event.utf8.count })
    return batch
  }

  /// Waits until a pull may find something: until a commit, until a delivery falls due, or for a second.
  private func waitForNews(
    _ name: String, _ cut: Visibility.Cut, _ commits: AsyncStream<FeedPosition>,
    until end: ContinuousClock.Instant
  ) async throws {
    let now = host.database.now
    let due = try await host.database.read { transaction in
      try ExchangeStore.nextDue(
        of: try find(name, cut, in: transaction).number, after: now, in: transaction)
    }
    let pause = due.map { Duration.microseconds($0.microseconds.minus(now.microseconds)) }
    // Look at least every second: when a rate or a delay lets a message go, no commit says so.
    let next = min(
      ContinuousClock.now + max(.milliseconds(5), min(pause ?? .seconds(1), .seconds(1))), end)
    await Database.wait(for: commits, until: next)
    try Task.checkCancellation()
  }

  func follow(
    _ request: FollowMessages, _ context: ServerContext,
    _ writer: ResponseWriter<MessageBatch>
  ) async throws {
    let (name, most) = (request.subscription, (request.maxInFlight ?? .fallback).value)
    let cut = cut(context)
    let holder = Holder.next(in: replica)
    do {
      // A gap that was told before is told again when a stream begins, and with each batch.
      var deliversGap = try await hasGap(name, cut)
      // When the exchange stops, the process gives back all that it has leased.
      while !host.database.isFollowingOver {
        let commits = host.database.positions()
        let inFlight = try await host.database.read { [host] transaction in
          try ExchangeStore.inFlight(
            of: try find(name, cut, in: transaction).number, held: holder, now: host.database.now,
            in: transaction)
        }
        var batch = MessageBatch(messages: [], gap: nil)
        let hasWork = try await inFlight < most ? hasWork(name, cut) : false
        if hasWork || deliversGap {
          try await untilAllowed(cut)
          batch = try await take(name, cut, most - inFlight, 1 << 20, by: holder)
          deliversGap = false
        }
        if batch.messages.isEmpty, batch.gap == nil {
          try await checkBacklog(name, cut)
          try await waitForNews(name, cut, commits, until: .now + .seconds(5))
        } else {
          try await writer.write(batch)
        }
      }
    } catch {
      // The reader is gone: its unanswered messages go to the next reader at once.
      try await giveBack(name, cut, held: holder)
      throw error
    }
  }

  /// A stream waits for its quota instead of ending.
  private func untilAllowed(_ cut: Visibility.Cut) async throws {
    while true {
      do {
        return try quotas.check(cut.principal)
      } catch let error as RPCError {
        let wait = error.status.details?.retryDelayMilliseconds ?? 100
        // Only time fills the bucket: there is no event to wait for.
        try await Task.sleep(for: .milliseconds(wait))
      }
    }
  }

  func settle(
    _ request: SettleMessages, _ context: ServerContext
  ) async throws -> SettleMessages.Reply {
    for termination in request.terminate ?? [] where termination.reason.count > 200 {
      throw Self.wrong("terminate.reason", "200 characters at most")
    }
    let cut = cut(context)
    let (number, outcome) = try await host.database.write { transaction in
      let subscription = try find(request.subscription, cut, in: transaction)
      guard request.acknowledgeThrough == nil || subscription.terms.isOrdered else {
        throw Self.wrong("acknowledgeThrough", "only for an ordered subscription")
      }
      return (
        subscription.number, try ExchangeStore.settle(request, of: subscription, in: transaction)
      )
    }
    acknowledged.count(outcome.acknowledged, of: number)
    return outcome.reply
  }

  func deadLetters(
    _ request: ListDeadLetters, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListDeadLetters.Reply {
    let limit = (request.limit ?? .fallback).value
    let cut = cut(context)
    let subscription = try find(request.subscription, cut, in: transaction)
    let sight = try sight(subscription, cut, in: transaction)
    return ListDeadLetters.Reply(
      deadLetters: try ExchangeStore.deadLetters(
        of: subscription.number, sight: sight, after: request.after?.value ?? 0, limit: limit,
        in: transaction))
  }

  func settleDead(
    _ request: SettleDeadLetters, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> SettleDeadLetters.Reply {
    let subscription = try find(request.subscription, cut(context), in: transaction)
    return SettleDeadLetters.Reply(
      count: try ExchangeStore.settleDead(request, of: subscription.number, in: transaction))
  }
}
