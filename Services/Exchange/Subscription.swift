import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// A subscription as it is kept.
struct Subscription: Sendable {
  let number: Int
  let name: String
  let terms: SubscriptionTerms
  /// The last sequence number that was looked at.
  var reached: Int
  /// The last sequence number to deliver; nil for no end.
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
    rateAt = row.instant("rate_at")
    acknowledged = row.integer("acknowledged")
    redelivered = row.integer("redelivered")
    stale = row.integer("stale")
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
