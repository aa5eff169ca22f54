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
  /// Above every bound of attempts: what a store says beyond it counts no further.
  private static let mostAttempts = 1_000_000
  private(set) var subscription: Subscription
  let sight: Visibility.Sight
  /// A subscription with more messages that are not settled reads no further.
  let maxUnsettled: Int
  /// Who takes them.
  let holder: Holder
  let transaction: WriteTransaction
  private var left: (messages: Int, bytes: Int)
  private var taken: [DeliveredMessage] = []

  init(
    _ subscription: Subscription, sight: Visibility.Sight, maxUnsettled: Int, maxMessages: Int,
    maxBytes: Int, holder: Holder = .none, in transaction: WriteTransaction
  ) {
    self.holder = holder
    self.subscription = subscription
    self.sight = sight
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
    return MessageBatch(
      messages: taken, gap: try ExchangeStore.tellGap(of: subscription.number, in: transaction))
  }

  private mutating func limitToRate() {
    guard let rate = subscription.rate else { return }
    let since = Double(max(0, now.minus(subscription.rateAt.microseconds))) / 1_000_000
    left.messages = Int(min(Double(left.messages), since * Double(rate)))
  }

  /// What retention deleted before this subscription came to it.
  private mutating func noteGap() throws {
    let first = try ExchangeStore.firstSequence(in: transaction)
    let end = min(first - 1, subscription.through ?? .max)
    guard subscription.reached < end else { return }
    try ExchangeStore.noteGap(
      (subscription.reached + 1)...end, of: subscription.number, in: transaction)
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
    let sequence = row.integer("sequence")
    let attempt = min(max(0, row.integer("attempt")), Self.mostAttempts) + 1
    guard let message = try ExchangeStore.message(sequence, in: transaction) else {
      // Retention deleted it in between.
      return try kill(sequence, "DELETED")
    }
    guard message.isIntact else { return try kill(sequence, "CORRUPT") }
    guard sight.shows(message.type, under: message.scopes) else {
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
    // As it stands in the reply: JSON within JSON, each quote and backslash once more.
    let bytes = message.envelope.utf8.reduce(0) { $0 + ($1 == 34 || $1 == 92 ? 2 : 1) }
    guard bytes <= left.bytes || taken.isEmpty else {
      // It comes first in the next batch.
      left.bytes = 0
      return
    }
    let nonce = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let token = "\(subscription.number).\(sequence).\(attempt).\(nonce)"
    try transaction.execute(
      """
      UPDATE deliveries SET state = 'leased', attempt = $1, token = $2, leased_at = $3, due_at = $4,
      replica = $5, held_by = $6 WHERE subscription = $7 AND sequence = $8
      """,
      [
        .integer(attempt), .text(token), .integer(now),
        .integer(now.plus(DeliveryRules.microseconds(subscription.terms.rules.lease))),
        .text(holder.replica), .integer(holder.call), .integer(subscription.number),
        .integer(sequence),
      ])
    taken.append(
      DeliveredMessage(
        token: token, attempt: attempt, sequence: sequence, event: message.envelope))
    left.messages -= 1
    left.bytes -= bytes
  }

  private func kill(_ sequence: Int, _ reason: String) throws {
    try ExchangeStore.kill(sequence, of: subscription.number, reason, in: transaction)
  }

  /// Whether a message is past the time to live before its first delivery.
  private func isTooOld(_ message: ExchangeStore.Logged) -> Bool {
    guard let live = subscription.terms.rules.timeToLive else { return false }
    return now.minus(message.loggedAt.microseconds) > DeliveryRules.microseconds(live)
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
      after: subscription.reached, through: subscription.through, sight: sight,
      limit: min(Self.page, most * 4), in: transaction)
    var (looked, wanted) = (0, 0)
    for message in page where wanted < most {
      subscription.reached = message.sequence
      looked += 1
      guard subscription.terms.wants(message.type) else { continue }
      wanted += 1
      let due = message.loggedAt.microseconds.plus(
        DeliveryRules.microseconds(subscription.terms.rules.delay))
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
