import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// Takes messages of one subscription within one transaction.
struct Pull {
  /// How far one pull looks ahead in the log for messages that are wanted.
  private static let lookAhead = 5000
  private static let page = 500
  private(set) var subscription: Subscription
  let scopes: [String]
  /// A subscription with more messages that are not settled reads no further.
  let maxUnsettled: Int
  let transaction: WriteTransaction
  private var left: (messages: Int, bytes: Int)
  private var taken: [DeliveredMessage] = []
  private var gap: DeliveryGap?

  init(
    _ subscription: Subscription, scopes: [String], maxUnsettled: Int, maxMessages: Int,
    maxBytes: Int, in transaction: WriteTransaction
  ) {
    self.subscription = subscription
    self.scopes = scopes
    self.maxUnsettled = maxUnsettled
    self.transaction = transaction
    left = (maxMessages, maxBytes)
  }

  private var now: Int64 { transaction.recordedAt.microseconds }

  /// Takes what is due: every message first waits, and goes out when it is its turn. So there is one rule
  /// for what comes for the first time and what comes again.
  ///
  /// - Throws: `StorageError`.
  mutating func run() throws -> MessageBatch {
    try ExchangeStore.expireLeases(of: subscription, in: transaction)
    limitToRate()
    try noteGap()
    // Where some types go before others, what is ahead is read first.
    let mustLookAhead = !subscription.terms.urgentTypes.isEmpty
    if !mustLookAhead { try lease() }
    var looked = 0
    while left.messages > 0, left.bytes > 0, looked < Self.lookAhead, let count = try readAhead() {
      looked += count
      if !mustLookAhead { try lease() }
    }
    if mustLookAhead { try lease() }
    try keepState()
    return MessageBatch(messages: taken, gap: gap)
  }

  private mutating func limitToRate() {
    guard let rate = subscription.rate else { return }
    let since = Double(now - subscription.rateAt.microseconds) / 1_000_000
    left.messages = min(left.messages, Int(since * Double(rate)))
  }

  /// What retention deleted before this subscription came to it.
  private mutating func noteGap() throws {
    let first = try ExchangeStore.firstSequence(in: transaction)
    let end = min(first - 1, subscription.through ?? .max)
    guard subscription.reached < end else { return }
    gap = DeliveryGap(
      from: subscription.reached + 1, through: end,
      refetch: "the facts themselves: vigie.feed.v1/Read of the service that owns them, by whoever "
        + "may read it; or ask the operator for an export")
    subscription.reached = end
  }

  /// Lets messages that wait go out, as many as are asked for.
  private mutating func lease() throws {
    guard left.messages > 0 else { return }
    var subjects: Set<String> = []
    let rows = try ExchangeStore.ready(
      subscription, now: now, limit: left.messages, in: transaction)
    for row in rows where left.messages > 0 && left.bytes > 0 {
      let subject = row.text("subject")
      // Two of one subject are never out at once.
      if subscription.terms.isOrdered, !subject.isEmpty, !subjects.insert(subject).inserted {
        continue
      }
      try lease(row)
    }
  }

  private mutating func lease(_ row: SQLRow) throws {
    let (sequence, attempt) = (row.integer("sequence"), row.integer("attempt") + 1)
    guard let message = try ExchangeStore.message(sequence, in: transaction) else {
      // Retention deleted it in between.
      return try kill(sequence, "DELETED")
    }
    guard message.isIntact else { return try kill(sequence, "CORRUPT") }
    guard scopes.contains(where: message.scopes.contains) else {
      // The key was cut meanwhile.
      try transaction.execute(
        "DELETE FROM deliveries WHERE subscription = $1 AND sequence = $2",
        [.integer(subscription.number), .integer(sequence)])
      return
    }
    // Whoever requeues a message wants it at any age.
    if attempt == 1, row.text("reason").isEmpty, isTooOld(message) {
      return try kill(sequence, "EXPIRED")
    }
    let nonce = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let token = "\(subscription.number).\(sequence).\(attempt).\(nonce)"
    try transaction.execute(
      """
      UPDATE deliveries SET state = 'leased', attempt = $1, token = $2, leased_at = $3, due_at = $4
      WHERE subscription = $5 AND sequence = $6
      """,
      [
        .integer(attempt), .text(token), .integer(now),
        .integer(now + Int64(subscription.terms.rules.lease) * 1000),
        .integer(subscription.number), .integer(sequence),
      ])
    taken.append(
      DeliveredMessage(
        token: token, attempt: attempt, sequence: sequence, event: message.envelope))
    left.messages -= 1
    // As it stands in the reply: JSON within JSON, each quote and backslash once more.
    left.bytes -= message.byteCount + message.envelope.utf8.count { $0 == 34 || $0 == 92 }
  }

  private func kill(_ sequence: Int, _ reason: String) throws {
    try ExchangeStore.kill(sequence, of: subscription.number, reason, in: transaction)
  }

  /// Whether a message is past the time to live before its first delivery.
  private func isTooOld(_ message: ExchangeStore.Logged) -> Bool {
    guard let live = subscription.terms.rules.timeToLive else { return false }
    return now - message.loggedAt.microseconds > Int64(live) * 1000
  }

  /// Puts the next messages of the log that are wanted among those that wait: as many as are asked for, or
  /// a page where urgent ones are looked for.
  ///
  /// - Returns: how many were looked at; nil when there are no more, or too many are not settled.
  private mutating func readAhead() throws -> Int? {
    let room =
      try maxUnsettled - ExchangeStore.unsettled(of: subscription.number, in: transaction)
    guard room > 0 else { return nil }
    let most = min(room, subscription.terms.urgentTypes.isEmpty ? left.messages : Self.page)
    // Some more than are wanted, since types may not be.
    let page = try ExchangeStore.entries(
      after: subscription.reached, through: subscription.through, scopes: scopes,
      limit: min(Self.page, most * 4), in: transaction)
    var (looked, wanted) = (0, 0)
    for message in page where wanted < most {
      subscription.reached = message.sequence
      looked += 1
      guard subscription.terms.wants(message.type) else { continue }
      wanted += 1
      let due = message.loggedAt.microseconds + Int64(subscription.terms.rules.delay) * 1000
      try ExchangeStore.wait(
        for: message, until: due, of: subscription, in: transaction)
    }
    guard page.isEmpty else { return looked }
    // Nothing more is visible: the next look begins behind the log's present end.
    let last = try ExchangeStore.lastSequence(in: transaction)
    subscription.reached = max(subscription.reached, min(last, subscription.through ?? last))
    return nil
  }

  private func keepState() throws {
    let again = taken.count { $0.attempt > 1 }
    let usesRate = subscription.rate != nil && !taken.isEmpty
    try transaction.execute(
      """
      UPDATE subscriptions SET reached = $1, redelivered = redelivered + $2, rate_at = $3,
      seen_at = $4 WHERE number = $5
      """,
      [
        .integer(subscription.reached), .integer(again),
        .integer(usesRate ? now : subscription.rateAt.microseconds), .integer(now),
        .integer(subscription.number),
      ])
  }
}
