import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

extension ExchangeStore {
  /// Stores a message as waiting for its first delivery, which comes at `due` at the earliest.
  static func wait(
    for message: Entry, until due: Int64, of subscription: Subscription,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO deliveries (subscription, sequence, subject, state, attempt, token, leased_at,
      due_at, reason, rank) VALUES ($1, $2, $3, 'waiting', 0, '', 0, $4, '', $5)
      """,
      [
        .integer(subscription.number), .integer(message.sequence), .text(message.subject),
        .integer(due), .integer(subscription.terms.isUrgent(message.type) ? 0 : 1),
      ])
  }

  /// Leases a delivery to a holder; the attempt counts from 1, and both ends of the lease are in microseconds.
  static func lease(
    _ sequence: Int, of subscription: Int, attempt: Int, token: String, at now: Int64,
    until end: Int64, by holder: Holder, in transaction: WriteTransaction
  ) throws {
    try change(
      sequence, of: subscription,
      """
      state = 'leased', attempt = $1, token = $2, leased_at = $3, due_at = $4, replica = $5,
      held_by = $6
      """,
      [
        .integer(attempt), .text(token), .integer(now), .integer(end), .text(holder.replica),
        .integer(holder.call),
      ], in: transaction)
  }

  /// Changes a delivery; `columns` says how, with the places of the values.
  private static func change(
    _ sequence: Int, of subscription: Int, _ columns: String, _ values: [SQLValue] = [],
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE deliveries SET \(columns)
      WHERE subscription = $\(values.count + 1) AND sequence = $\(values.count + 2)
      """, values + [.integer(subscription), .integer(sequence)])
  }

  /// Deletes a delivery without telling its consumer, and returns how many there were.
  @discardableResult
  static func drop(
    _ sequence: Int, of subscription: Int, in transaction: WriteTransaction
  ) throws -> Int {
    try transaction.execute(
      "DELETE FROM deliveries WHERE subscription = $1 AND sequence = $2",
      [.integer(subscription), .integer(sequence)])
  }

  /// Makes a delivery a dead letter.
  static func kill(
    _ sequence: Int, of subscription: Int, _ reason: String, in transaction: WriteTransaction
  ) throws {
    try change(
      sequence, of: subscription, "state = 'dead', token = '', reason = $1", [.text(reason)],
      in: transaction)
  }

  /// Takes back deliveries whose lease is over; each is tried again or becomes a dead letter.
  static func expireLeases(
    of subscription: Subscription, in transaction: WriteTransaction
  ) throws {
    let now = transaction.recordedAt.microseconds
    let over = try transaction.rows(
      """
      SELECT sequence, attempt FROM deliveries
      WHERE subscription = $1 AND state = 'leased' AND due_at <= $2 LIMIT 5000
      """, [.integer(subscription.number), .integer(now)])
    for row in over {
      try giveBack(
        row.integer("sequence"), attempt: row.integer("attempt"), of: subscription,
        pause: nil, in: transaction)
    }
  }

  /// Puts a delivery back to be tried again, or makes it a dead letter after its last attempt.
  static func giveBack(
    _ sequence: Int, attempt: Int, of subscription: Subscription, pause: Int?,
    in transaction: WriteTransaction
  ) throws {
    guard attempt < subscription.terms.rules.maxAttempts else {
      return try kill(sequence, of: subscription.number, "MAX_ATTEMPTS", in: transaction)
    }
    let wait = DeliveryRules.microseconds(
      pause ?? subscription.terms.rules.pause(after: attempt))
    try change(
      sequence, of: subscription.number, "state = 'waiting', token = '', due_at = $1",
      [.integer(transaction.recordedAt.microseconds.plus(wait))], in: transaction)
  }

  /// Returns when the next waiting or leased delivery of a subscription falls due after an instant; nil without one.
  static func nextDue(
    of subscription: Int, after now: Instant, in transaction: ReadTransaction
  ) throws -> Instant? {
    try transaction.row(
      """
      SELECT MIN(due_at) AS due FROM deliveries
      WHERE subscription = $1 AND state IN ('waiting', 'leased') AND due_at > $2
      """, [.integer(subscription), .instant(now)])?.optionalInstant("due")
  }

  /// Returns the waiting messages that may go out, urgent ones first.
  ///
  /// Their time has come. In an ordered subscription no other message of the same subject is leased, or waits with a lower
  /// number.
  static func ready(
    _ subscription: Subscription, now: Int64, limit: Int, in transaction: ReadTransaction
  ) throws -> [SQLRow] {
    let held = """
      AND (one.subject = '' OR NOT EXISTS (SELECT 1 FROM deliveries AS other
      WHERE other.subscription = one.subscription AND other.subject = one.subject
      AND other.sequence <> one.sequence AND (other.state = 'leased'
      OR (other.state = 'waiting' AND other.sequence < one.sequence))))
      """
    return try transaction.rows(
      """
      SELECT sequence, subject, attempt, reason FROM deliveries AS one
      WHERE subscription = $1 AND state = 'waiting' AND due_at <= $2
      \(subscription.terms.isOrdered ? held : "") ORDER BY rank, sequence LIMIT $3
      """, [.integer(subscription.number), .integer(now), .integer(limit)])
  }

  /// Whether a pull would change anything now.
  static func hasWork(
    for subscription: Subscription, sight: Visibility.Sight, maxUnsettled: Int, now: Instant,
    in transaction: ReadTransaction
  ) throws -> Bool {
    if let rate = subscription.rate {
      let since = Double(now.microseconds.minus(subscription.rateAt.microseconds)) / 1_000_000
      if since * Double(rate) < 1 { return false }
    }
    let expired = try transaction.row(
      """
      SELECT sequence FROM deliveries
      WHERE subscription = $1 AND state = 'leased' AND due_at <= $2 LIMIT 1
      """, [.integer(subscription.number), .integer(now.microseconds)])
    if expired != nil { return true }
    if try !ready(subscription, now: now.microseconds, limit: 1, in: transaction).isEmpty {
      return true
    }
    if try hasGap(of: subscription.number, neverTold: true, in: transaction) { return true }
    guard subscription.reached < subscription.through ?? .max else { return false }
    if try firstSequence(in: transaction) > subscription.reached + 1 { return true }
    guard try unsettled(of: subscription.number, in: transaction) < maxUnsettled
    else { return false }
    return try !entries(
      after: subscription.reached, through: subscription.through, sight: sight, limit: 1,
      in: transaction
    ).isEmpty
  }

  // MARK: Answers

  static func settle(
    _ request: SettleMessages, of subscription: Subscription, in transaction: WriteTransaction
  ) throws -> (reply: SettleMessages.Reply, acknowledged: Int) {
    var settled = 0
    var stale: [String] = []
    func each(_ token: String, _ body: (Int, Int, Int64) throws -> Void) throws {
      guard let held = try lease(token, of: subscription.number, in: transaction) else {
        return stale.append(token)
      }
      try settleGaps(
        before: held.sequence, leasedAt: held.leasedAt, of: subscription.number, in: transaction)
      try body(held.sequence, held.attempt, held.leasedAt)
      settled += 1
    }
    var acknowledged = 0
    for token in request.acknowledge ?? [] {
      if try settleGap(token, of: subscription.number, in: transaction) {
        settled += 1
        continue
      }
      try each(token) { sequence, _, _ in
        acknowledged += try drop(sequence, of: subscription.number, in: transaction)
      }
    }
    if let token = request.acknowledgeThrough {
      try each(token) { sequence, _, leasedAt in
        acknowledged += try transaction.execute(
          """
          DELETE FROM deliveries WHERE subscription = $1 AND state = 'leased'
          AND sequence <= $2 AND leased_at <= $3
          """, [.integer(subscription.number), .integer(sequence), .integer(leasedAt)])
      }
    }
    for retry in request.retry ?? [] {
      try each(retry.token) { sequence, attempt, _ in
        try giveBack(
          sequence, attempt: attempt, of: subscription, pause: retry.delayMilliseconds?.value,
          in: transaction)
      }
    }
    for termination in request.terminate ?? [] {
      try each(termination.token) { sequence, _, _ in
        let reason = String(termination.reason.prefix(200))
        try kill(sequence, of: subscription.number, reason, in: transaction)
      }
    }
    for extend in request.extend ?? [] {
      try each(extend.token) { sequence, _, _ in
        let time = DeliveryRules.microseconds(extend.milliseconds.value)
        try change(
          sequence, of: subscription.number, "due_at = $1",
          [.integer(transaction.recordedAt.microseconds.plus(time))], in: transaction)
      }
    }
    try transaction.execute(
      """
      UPDATE subscriptions SET acknowledged = acknowledged + $1, stale = stale + $2
      WHERE number = $3
      """, [.integer(acknowledged), .integer(stale.count), .integer(subscription.number)])
    return (SettleMessages.Reply(settled: settled, stale: stale), acknowledged)
  }

  /// Returns the leased delivery that a token names; nil for a stale token.
  private static func lease(
    _ token: String, of subscription: Int, in transaction: ReadTransaction
  ) throws -> (sequence: Int, attempt: Int, leasedAt: Int64)? {
    let parts = token.split(separator: ".")
    guard parts.count == 4, let sequence = Int(parts[1]) else { return nil }
    let row = try transaction.row(
      """
      SELECT attempt, token, leased_at FROM deliveries
      WHERE subscription = $1 AND sequence = $2 AND state = 'leased'
      """, [.integer(subscription), .integer(sequence)])
    guard let row, row.text("token") == token else { return nil }
    return (sequence, row.integer("attempt"), Int64(row.integer("leased_at")))
  }

  // MARK: Dead letters

  /// Returns the dead letters that are visible, among them those whose message retention has deleted.
  static func deadLetters(
    of subscription: Int, sight: Visibility.Sight, after sequence: Int, limit: Int,
    in transaction: ReadTransaction
  ) throws -> [ListDeadLetters.DeadLetter] {
    var letters: [ListDeadLetters.DeadLetter] = []
    var last = sequence
    while letters.count < limit {
      let page = try transaction.rows(
        """
        SELECT sequence, attempt, reason FROM deliveries
        WHERE subscription = $1 AND state = 'dead' AND sequence > $2 ORDER BY sequence LIMIT $3
        """, [.integer(subscription), .integer(last), .integer(limit)])
      for row in page where letters.count < limit {
        last = row.integer("sequence")
        // A damaged message is listed, but its event is not shown.
        let message = try message(last, in: transaction).flatMap { $0.copy.isIntact ? $0 : nil }
        if let message, !sight.shows(message.type, under: message.copy.scopes) { continue }
        letters.append(
          ListDeadLetters.DeadLetter(
            sequence: last, reason: row.text("reason"), attempts: row.integer("attempt"),
            event: message?.copy.event))
      }
      if page.count < limit { break }
    }
    return letters
  }

  static func settleDead(
    _ request: SettleDeadLetters, of subscription: Int, in transaction: WriteTransaction
  ) throws -> Int {
    var count = 0
    let all = try transaction.rows(
      "SELECT sequence FROM deliveries WHERE subscription = $1 AND state = 'dead'",
      [.integer(subscription)]
    ).map { $0.integer("sequence") }
    let wanted = request.sequences.map { Set($0.map(\.value)) }
    for sequence in all where wanted?.contains(sequence) ?? true {
      if request.action == .purge {
        try drop(sequence, of: subscription, in: transaction)
      } else {
        try change(
          sequence, of: subscription,
          "state = 'waiting', attempt = 0, due_at = 0, reason = 'REQUEUED'", in: transaction)
      }
      count += 1
    }
    return count
  }
}
