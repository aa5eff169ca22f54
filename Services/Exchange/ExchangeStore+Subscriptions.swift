import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// A subscription as it is kept.
struct Subscription: Sendable {
  let number: Int
  let name: String
  let types: [String]
  let territories: [String]
  let isOrdered: Bool
  let rules: DeliveryRules
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
    types = Self.list(row.text("types"))
    territories = Self.list(row.text("territories"))
    isOrdered = row.integer("is_ordered") == 1
    rules = DeliveryRules(
      lease: row.integer("lease"), maxAttempts: row.integer("max_attempts"),
      backoff: row.integer("backoff"), delay: row.integer("delay"),
      timeToLive: row.optionalInteger("time_to_live"))
    reached = row.integer("reached")
    through = row.optionalInteger("through")
    rate = row.optionalInteger("rate")
    rateAt = Instant(microseconds: Int64(row.integer("rate_at")))
    acknowledged = row.integer("acknowledged")
    redelivered = row.integer("redelivered")
    stale = row.integer("stale")
  }

  func wants(_ type: String) -> Bool {
    types.isEmpty || types.contains { type.hasPrefix($0) }
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

/// What makes a subscription.
struct NewSubscription: Sendable {
  var principal: String
  var name: String
  var types: [String]
  var territories: [String]
  var isOrdered: Bool
  var rules: DeliveryRules
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
    let number = try counter("subscriptions", in: transaction) + 1
    try setCounter("subscriptions", number, in: transaction)
    func optional(_ value: Int?) -> SQLValue { value.map { .integer($0) } ?? .null }
    let now = transaction.recordedAt.microseconds
    try transaction.execute(
      """
      INSERT INTO subscriptions VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
      $14, $15, $16, $17, 0, 0, 0)
      """,
      [
        .integer(number), .text(new.principal), .text(new.name),
        .text(new.types.joined(separator: " ")), .text(new.territories.joined(separator: " ")),
        .integer(new.isOrdered ? 1 : 0), .integer(new.rules.lease),
        .integer(new.rules.maxAttempts), .integer(new.rules.backoff), .integer(new.rules.delay),
        optional(new.rules.timeToLive), .integer(new.after), optional(new.through),
        optional(new.rate), .integer(now),
        new.expiresAt.map { .integer($0.microseconds) } ?? .null, .integer(now),
      ])
  }

  static func remove(_ subscription: Int, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM deliveries WHERE subscription = $1", [.integer(subscription)])
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
    of subscription: Subscription, scopes: [String], in transaction: ReadTransaction
  ) throws -> (count: Int, oldest: Instant?) {
    let places = scopes.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
    let types = subscription.types.indices.map { index in
      "substr(type, 1, \(subscription.types[index].utf8.count)) = $\(index + 3 + scopes.count)"
    }
    let filter = types.isEmpty ? "" : " AND (\(types.joined(separator: " OR ")))"
    let row = try transaction.row(
      """
      SELECT COUNT(*) AS n, MIN(logged_at) AS oldest FROM log
      WHERE sequence > $1 AND sequence <= $2 AND sequence IN
      (SELECT sequence FROM log_scopes WHERE scope IN (\(places)) AND sequence > $1)\(filter)
      """,
      [.integer(subscription.reached), .integer(subscription.through ?? .max)]
        + scopes.map { .text($0) } + subscription.types.map { .text($0) })
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
