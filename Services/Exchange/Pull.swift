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
  /// The most messages that wait behind others of their subject; a subscription with more reads no
  /// further until some are settled.
  static let maxWaiting = 10_000

  private(set) var subscription: Subscription
  let scopes: [String]
  let transaction: WriteTransaction
  private var left: (messages: Int, bytes: Int)
  private var taken: [DeliveredMessage] = []
  private var gap: DeliveryGap?

  init(
    _ subscription: Subscription, scopes: [String], maxMessages: Int, maxBytes: Int,
    in transaction: WriteTransaction
  ) {
    self.subscription = subscription
    self.scopes = scopes
    self.transaction = transaction
    left = (maxMessages, maxBytes)
  }

  private var now: Int64 { transaction.recordedAt.microseconds }

  /// Takes what is due: messages that come again first, then new ones.
  ///
  /// - Throws: `StorageError`.
  mutating func run() throws -> MessageBatch {
    try ExchangeStore.expireLeases(of: subscription, in: transaction)
    limitToRate()
    try noteGap()
    try takeWaiting()
    try takeNew()
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

  private mutating func takeWaiting() throws {
    guard left.messages > 0 else { return }
    var subjects: Set<String> = []
    let rows = try ExchangeStore.ready(
      subscription, now: now, limit: left.messages, in: transaction)
    for row in rows where left.messages > 0 && left.bytes > 0 {
      let (sequence, subject) = (row.integer("sequence"), row.text("subject"))
      // Two of one subject are never out at once.
      if subscription.isOrdered, !subject.isEmpty, !subjects.insert(subject).inserted { continue }
      guard let message = try ExchangeStore.message(sequence, in: transaction) else {
        // Retention deleted it in between.
        try ExchangeStore.kill(
          sequence, of: subscription.number, "DELETED", in: transaction)
        continue
      }
      guard try ExchangeStore.isVisible(sequence, scopes: scopes, in: transaction) else {
        // The key was cut meanwhile.
        try transaction.execute(
          "DELETE FROM deliveries WHERE subscription = $1 AND sequence = $2",
          [.integer(subscription.number), .integer(sequence)])
        continue
      }
      let attempt = row.integer("attempt") + 1
      // Whoever requeues a message wants it at any age.
      if attempt == 1, row.text("reason").isEmpty, isTooOld(message) {
        try ExchangeStore.kill(sequence, of: subscription.number, "EXPIRED", in: transaction)
        continue
      }
      try lease(message, attempt: attempt, isNew: false)
    }
  }

  /// Whether an earlier message of the same subject is not settled yet.
  private func isHeldUp(_ sequence: Int, _ subject: String) throws -> Bool {
    guard subscription.isOrdered, !subject.isEmpty else { return false }
    return try transaction.row(
      """
      SELECT sequence FROM deliveries WHERE subscription = $1 AND subject = $2
      AND sequence < $3 AND state <> 'dead' LIMIT 1
      """, [.integer(subscription.number), .text(subject), .integer(sequence)]) != nil
  }

  /// Whether a message is past the time to live before its first delivery.
  private func isTooOld(_ message: ExchangeStore.Logged) -> Bool {
    guard let live = subscription.rules.timeToLive else { return false }
    return now - message.loggedAt.microseconds > Int64(live) * 1000
  }

  private mutating func takeNew() throws {
    var waiting = try ExchangeStore.count("waiting", of: subscription.number, in: transaction)
    var looked = 0
    while left.messages > 0, left.bytes > 0, looked < Self.lookAhead, waiting < Self.maxWaiting {
      let page = try ExchangeStore.messages(
        after: subscription.reached, through: subscription.through, scopes: scopes,
        limit: Self.page, in: transaction)
      for message in page {
        guard left.messages > 0, left.bytes > 0 else { return }
        subscription.reached = message.sequence
        looked += 1
        guard subscription.wants(message.type) else { continue }
        if try takeFirst(message) { waiting += 1 }
      }
      if page.count < Self.page {
        if looked > 0 || page.isEmpty { try reachEnd() }
        return
      }
    }
  }

  /// Nothing more is visible: the next look begins behind the log's present end.
  private mutating func reachEnd() throws {
    let last = try ExchangeStore.lastSequence(in: transaction)
    subscription.reached = max(subscription.reached, min(last, subscription.through ?? last))
  }

  /// Delivers a message for the first time, or puts it where it waits.
  ///
  /// - Returns: whether it waits.
  private mutating func takeFirst(_ message: ExchangeStore.Logged) throws -> Bool {
    if isTooOld(message) {
      try ExchangeStore.insert(
        message, of: subscription.number, state: "dead", reason: "EXPIRED", in: transaction)
      return false
    }
    let due = message.loggedAt.microseconds + Int64(subscription.rules.delay) * 1000
    let isHeldUp = try isHeldUp(message.sequence, message.subject)
    guard due <= now, !isHeldUp else {
      try ExchangeStore.insert(
        message, of: subscription.number, state: "waiting", dueAt: due, in: transaction)
      return true
    }
    try lease(message, attempt: 1, isNew: true)
    return false
  }

  private mutating func lease(
    _ message: ExchangeStore.Logged, attempt: Int, isNew: Bool
  ) throws {
    if isNew {
      try ExchangeStore.insert(
        message, of: subscription.number, state: "leased", in: transaction)
    }
    guard message.isIntact else {
      return try ExchangeStore.kill(
        message.sequence, of: subscription.number, "CORRUPT", in: transaction)
    }
    let nonce = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let token = "\(subscription.number).\(message.sequence).\(attempt).\(nonce)"
    try transaction.execute(
      """
      UPDATE deliveries SET state = 'leased', attempt = $1, token = $2, leased_at = $3, due_at = $4
      WHERE subscription = $5 AND sequence = $6
      """,
      [
        .integer(attempt), .text(token), .integer(now),
        .integer(now + Int64(subscription.rules.lease) * 1000),
        .integer(subscription.number), .integer(message.sequence),
      ])
    taken.append(
      DeliveredMessage(
        token: token, attempt: attempt, sequence: message.sequence, event: message.envelope))
    left.messages -= 1
    // As it stands in the reply: JSON within JSON, each quote and backslash once more.
    left.bytes -= message.byteCount + message.envelope.utf8.count { $0 == 34 || $0 == 92 }
  }

  private func keepState() throws {
    let again = taken.count { $0.attempt > 1 }
    let usesRate = subscription.rate != nil && !taken.isEmpty
    try transaction.execute(
      """
      UPDATE subscriptions SET reached = $1, redelivered = redelivered + $2, rate_at = $3
      WHERE number = $4
      """,
      [
        .integer(subscription.reached), .integer(again),
        .integer(usesRate ? now : subscription.rateAt.microseconds),
        .integer(subscription.number),
      ])
  }
}
