import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

extension ExchangeStore {
  static func subscription(
    _ name: String, of principal: String, in transaction: ReadTransaction
  ) throws -> Subscription? {
    try transaction.row(
      "SELECT * FROM subscriptions WHERE principal = $1 AND name = $2",
      [.text(principal), .text(name)]
    ).map(Subscription.init)
  }

  static func subscriptions(
    of principal: String, in transaction: ReadTransaction
  ) throws -> [Subscription] {
    try transaction.rows(
      "SELECT * FROM subscriptions WHERE principal = $1 ORDER BY name", [.text(principal)]
    ).map(Subscription.init)
  }

  static func add(
    _ terms: SubscriptionTerms, named name: String, of principal: String, after: Int,
    through: Int? = nil, rate: Int? = nil, expiresAt: Instant? = nil,
    in transaction: WriteTransaction
  ) throws {
    let number = try count(1, "subscriptions", in: transaction)
    func optional(_ value: Int?) -> SQLValue { value.map { .integer($0) } ?? .null }
    func list(_ values: [String]) -> SQLValue { .text(values.joined(separator: " ")) }
    let rules = terms.rules
    let now = transaction.recordedAt.microseconds
    try transaction.execute(
      """
      INSERT INTO subscriptions (number, principal, name, types, territories, urgent_types,
      is_ordered, lease, max_attempts, backoff, delay, time_to_live, reached, through, rate, rate_at,
      expires_at, created_at, seen_at, acknowledged, redelivered, stale)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      0, 0, 0)
      """,
      [
        .integer(number), .text(principal), .text(name), list(terms.types),
        list(terms.territories), list(terms.urgentTypes), .integer(terms.isOrdered ? 1 : 0),
        .integer(rules.lease), .integer(rules.maxAttempts), .integer(rules.backoff),
        .integer(rules.delay), optional(rules.timeToLive), .integer(after), optional(through),
        optional(rate), .integer(now), expiresAt.map(SQLValue.instant) ?? .null, .integer(now),
        .integer(now),
      ])
  }

  static func remove(_ subscription: Int, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM deliveries WHERE subscription = $1", [.integer(subscription)])
    try transaction.execute(
      "DELETE FROM gaps WHERE subscription = $1", [.integer(subscription)])
    try transaction.execute(
      "DELETE FROM subscriptions WHERE number = $1", [.integer(subscription)])
  }

  /// Stores how far a subscription has read in the log, and how many of the messages taken were redelivered. `rateAt` is when messages
  /// were last counted against its rate and `now` when it was last pulled from, both in microseconds.
  static func keep(
    _ subscription: Subscription, redelivered again: Int, rateAt: Int64, at now: Int64,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE subscriptions SET reached = $1, redelivered = redelivered + $2, rate_at = $3,
      seen_at = $4 WHERE number = $5
      """,
      [
        .integer(subscription.reached), .integer(again), .integer(rateAt), .integer(now),
        .integer(subscription.number),
      ])
  }

  /// Ends scratch subscriptions whose time is over.
  static func removeExpired(in transaction: WriteTransaction) throws {
    let expired = try transaction.rows(
      "SELECT number FROM subscriptions WHERE expires_at < $1",
      [.instant(transaction.recordedAt)])
    for row in expired { try remove(row.integer("number"), in: transaction) }
  }

  /// Returns how many deliveries are unsettled, dead letters among them.
  static func unsettled(of subscription: Int, in transaction: ReadTransaction) throws -> Int {
    try transaction.count(
      "SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1", [.integer(subscription)])
  }

  /// How many deliveries are in a state.
  static func count(
    _ state: String, of subscription: Int, in transaction: ReadTransaction
  ) throws -> Int {
    try transaction.count(
      "SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1 AND state = $2",
      [.integer(subscription), .text(state)])
  }

  /// Counts the wanted messages that the subscription has not reached yet, up to its `through`, and returns when the oldest of
  /// them was logged.
  static func backlog(
    of subscription: Subscription, sight: Visibility.Sight, in transaction: ReadTransaction
  ) throws -> (count: Int, oldest: Instant?) {
    var values: [SQLValue] = [
      .integer(subscription.reached), .integer(subscription.through ?? .max),
    ]
    func place(_ text: String) -> String {
      values.append(.text(text))
      return "$\(values.count)"
    }
    let shown = sight.looks.map { look in
      let (scope, types) = (place(look.scope), look.hidden.map { " AND type <> \(place($0))" })
      // Only a condition on types needs the log, so it is joined only where types are hidden.
      let log = types.isEmpty ? "" : " JOIN log ON log.sequence = log_scopes.sequence"
      return """
        SELECT log_scopes.sequence FROM log_scopes\(log)
        WHERE scope = \(scope) AND log_scopes.sequence > $1\(types.joined())
        """
    }
    let types = subscription.terms.types.map {
      "substr(type, 1, \($0.utf8.count)) = \(place($0))"
    }
    let filter = types.isEmpty ? "" : " AND (\(types.joined(separator: " OR ")))"
    let row = try transaction.row(
      """
      SELECT COUNT(*) AS n, MIN(logged_at) AS oldest FROM log
      WHERE sequence > $1 AND sequence <= $2 AND sequence IN (\(shown.joined(separator: " UNION ")))\(filter)
      """, values)
    return (row?.integer("n") ?? 0, row?.optionalInstant("oldest"))
  }

  /// Returns when the oldest message that waits for a delivery or an answer was logged; nil without one.
  static func oldestUnsettled(
    of subscription: Int, in transaction: ReadTransaction
  ) throws -> Instant? {
    try transaction.row(
      """
      SELECT MIN(log.logged_at) AS oldest FROM deliveries JOIN log
      ON log.sequence = deliveries.sequence
      WHERE deliveries.subscription = $1 AND deliveries.state <> 'dead'
      """, [.integer(subscription)])?.optionalInstant("oldest")
  }
}
