import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// The values of a subscription that is to be stored.
struct NewSubscription: Sendable {
  var principal: String
  var name: String
  var terms: SubscriptionTerms
  var after: Int
  var through: Int?
  var rate: Int?
  var expiresAt: Instant?
}
