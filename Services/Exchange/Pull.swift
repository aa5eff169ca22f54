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
  /// The most attempts that are read from a store, which may hold any number; every subscription's `maxAttempts` is below it.
  private static let mostAttempts = 1_000_000

  var subscription: Subscription
  let sight: Visibility.Sight
  /// The most unsettled messages of a subscription: with so many it reads no further in the log.
  let maxUnsettled: Int
  /// How much it may still take.
  var left: (messages: Int, bytes: Int)
  /// The call that takes the messages.
  var holder = Holder.none
  let transaction: WriteTransaction
  var taken: [DeliveredMessage] = []

  private var now: Int64 { transaction.recordedAt.microseconds }

  /// Takes the messages that are due.
  ///
  /// Every message is first stored as waiting and is leased when its turn comes, so that first deliveries and redeliveries
  /// follow one rule.
  ///
  /// - Throws: `StorageError`.
  mutating func run() throws -> MessageBatch {
    try ExchangeStore.expireLeases(of: subscription, in: transaction)
    limitToRate()
    try noteGap()
    // Urgent messages go first, so read ahead in the log before anything is leased.
    let mustLookAhead = !subscription.terms.urgentTypes.isEmpty
    if !mustLookAhead { try lease() }
    var looked = 0
    while left.messages > 0, left.bytes > 0, looked < Self.lookAhead, let count = try readAhead() {
      looked += count
      if !mustLookAhead { try lease() }
    }
    if mustLookAhead { try lease() }
    let usesRate = subscription.rate != nil && !taken.isEmpty
    try ExchangeStore.keep(
      subscription, redelivered: taken.count { $0.attempt > 1 },
      rateAt: usesRate ? now : subscription.rateAt.microseconds, at: now, in: transaction)
    return MessageBatch(
      messages: taken, gap: try ExchangeStore.deliverGap(of: subscription.number, in: transaction))
  }

  private mutating func limitToRate() {
    guard let rate = subscription.rate else { return }
    let since = Double(max(0, now.minus(subscription.rateAt.microseconds))) / 1_000_000
    left.messages = Int(min(Double(left.messages), since * Double(rate)))
  }

  /// Notes the messages that retention deleted before this subscription reached them.
  private mutating func noteGap() throws {
    let first = try ExchangeStore.firstSequence(in: transaction)
    let end = min(first - 1, subscription.through ?? .max)
    guard subscription.reached < end else { return }
    try ExchangeStore.noteGap(
      (subscription.reached + 1)...end, of: subscription.number, in: transaction)
    subscription.reached = end
  }

  /// Leases waiting messages, as many as are asked for.
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
    guard message.copy.isIntact else { return try kill(sequence, "CORRUPT") }
    guard sight.shows(message.type, under: message.copy.scopes) else {
      // The key's rights have shrunk since the message was queued: it may not see the message any more.
      try ExchangeStore.drop(sequence, of: subscription.number, in: transaction)
      return
    }
    // A requeued message (its reason is not empty) is wanted at any age.
    if attempt == 1, row.text("reason").isEmpty, isTooOld(message) {
      return try kill(sequence, "EXPIRED")
    }
    // The reply holds the event as JSON text within JSON, where each quote and backslash takes two bytes.
    let bytes = message.copy.event.utf8.reduce(0) { $0 + ($1 == 34 || $1 == 92 ? 2 : 1) }
    guard bytes <= left.bytes || taken.isEmpty else {
      // It comes first in the next batch.
      left.bytes = 0
      return
    }
    let nonce = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let token = "\(subscription.number).\(sequence).\(attempt).\(nonce)"
    try ExchangeStore.lease(
      sequence, of: subscription.number, attempt: attempt, token: token, at: now,
      until: now.plus(DeliveryRules.microseconds(subscription.terms.rules.lease)), by: holder,
      in: transaction)
    taken.append(
      DeliveredMessage(
        token: token, attempt: attempt, sequence: sequence, event: message.copy.event))
    left.messages -= 1
    left.bytes -= bytes
  }

  private func kill(_ sequence: Int, _ reason: String) throws {
    try ExchangeStore.kill(sequence, of: subscription.number, reason, in: transaction)
  }

  /// Whether a message is older than the subscription's time to live.
  private func isTooOld(_ message: ExchangeStore.Logged) -> Bool {
    guard let live = subscription.terms.rules.timeToLive else { return false }
    return now.minus(message.loggedAt.microseconds) > DeliveryRules.microseconds(live)
  }

  /// Reads on in the log and stores the wanted messages as waiting: as many as are asked for, or up to a page where the
  /// subscription has urgent types.
  ///
  /// - Returns: how many messages were looked at; nil when the log has no more, or too many messages are unsettled.
  private mutating func readAhead() throws -> Int? {
    let room =
      try maxUnsettled - ExchangeStore.unsettled(of: subscription.number, in: transaction)
    guard room > 0 else { return nil }
    let most = min(room, subscription.terms.urgentTypes.isEmpty ? left.messages : Self.page)
    // Read more than are needed, since some may be of types that the subscription does not want.
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
}
