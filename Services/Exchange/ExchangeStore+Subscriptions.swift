import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// What the owner of a subscription asked for.
struct SubscriptionTerms: Sendable, Equatable {
  /// Beginnings of the types wanted; none for all.
  var types: [String]
  /// The territories wanted; none for all that the key sees.
  var territories: [String]
  /// Beginnings of the types that go before the others.
  var urgentTypes: [String]
  var isOrdered: Bool
  var rules: DeliveryRules

  func wants(_ type: String) -> Bool { types.isEmpty || types.contains { type.hasPrefix($0) } }

  func isUrgent(_ type: String) -> Bool { urgentTypes.contains { type.hasPrefix($0) } }
}

/// A subscription as it is kept.
struct Subscription: Sendable {
  let number: Int
  let name: String
  let terms: SubscriptionTerms
  /// The last number that was looked at.
  var reached: Int
  /// The last number that is delivered; nil for no end.
  let through: Int?
  /// Messages a second; nil for no bound.
  let rate: Int?
  let rateAt: Instant
  let acknowledged: Int
  let redelivered: Int
  let stale: Int

  init(_ row: SQLRow) {
    number = row.integer("number")
    name = row.text("name")
    terms = SubscriptionTerms(
      types: Self.list(row.text("types")), territories: Self.list(row.text("territories")),
      urgentTypes: Self.list(row.text("urgent_types")), isOrdered: row.integer("is_ordered") == 1,
      rules: DeliveryRules(
        lease: row.integer("lease"), maxAttempts: row.integer("max_attempts"),
        backoff: row.integer("backoff"), delay: row.integer("delay"),
        timeToLive: row.optionalInteger("time_to_live")))
    reached = min(max(0, row.integer("reached")), .max - 1)
    through = row.optionalInteger("through")
    rate = row.optionalInteger("rate").map { Bounded<RateBounds>(clamping: $0).value }
    rateAt = Instant(microseconds: Int64(row.integer("rate_at")))
    acknowledged = row.integer("acknowledged")
    redelivered = row.integer("redelivered")
    stale = row.integer("stale")
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

/// What makes a subscription.
struct NewSubscription: Sendable {
  var principal: String
  var name: String
  var terms: SubscriptionTerms
  var after: Int
  var through: Int?
  var rate: Int?
  var expiresAt: Instant?
}

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

  static func add(_ new: NewSubscription, in transaction: WriteTransaction) throws {
    let number = try count(1, "subscriptions", in: transaction)
    func optional(_ value: Int?) -> SQLValue { value.map { .integer($0) } ?? .null }
    func list(_ values: [String]) -> SQLValue { .text(values.joined(separator: " ")) }
    let rules = new.terms.rules
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
        .integer(number), .text(new.principal), .text(new.name), list(new.terms.types),
        list(new.terms.territories), list(new.terms.urgentTypes),
        .integer(new.terms.isOrdered ? 1 : 0), .integer(rules.lease), .integer(rules.maxAttempts),
        .integer(rules.backoff), .integer(rules.delay), optional(rules.timeToLive),
        .integer(new.after), optional(new.through), optional(new.rate), .integer(now),
        new.expiresAt.map { .integer($0.microseconds) } ?? .null, .integer(now), .integer(now),
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

  /// Ends scratch subscriptions whose time is over.
  static func removeExpired(in transaction: WriteTransaction) throws {
    let expired = try transaction.rows(
      "SELECT number FROM subscriptions WHERE expires_at < $1",
      [.integer(transaction.recordedAt.microseconds)])
    for row in expired { try remove(row.integer("number"), in: transaction) }
  }

  /// How many deliveries are not settled, dead letters among them.
  static func unsettled(of subscription: Int, in transaction: ReadTransaction) throws -> Int {
    try transaction.row(
      "SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1", [.integer(subscription)])?
      .integer("n") ?? 0
  }

  /// How many deliveries are in a state.
  static func count(
    _ state: String, of subscription: Int, in transaction: ReadTransaction
  ) throws -> Int {
    try transaction.row(
      "SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1 AND state = $2",
      [.integer(subscription), .text(state)])?.integer("n") ?? 0
  }

  /// Messages not yet looked at that the subscription wants; counted up to a bound.
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
      // The log is joined only where it has a word in it.
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
    return (
      row?.integer("n") ?? 0,
      row?.optionalInteger("oldest").map { Instant(microseconds: Int64($0)) }
    )
  }

  /// When the oldest message that waits for another delivery or an answer was logged.
  static func oldestUnsettled(
    of subscription: Int, in transaction: ReadTransaction
  ) throws -> Instant? {
    try transaction.row(
      """
      SELECT MIN(log.logged_at) AS oldest FROM deliveries JOIN log
      ON log.sequence = deliveries.sequence
      WHERE deliveries.subscription = $1 AND deliveries.state <> 'dead'
      """, [.integer(subscription)])?.optionalInteger("oldest")
      .map { Instant(microseconds: Int64($0)) }
  }
}
