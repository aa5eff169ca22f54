import Contracts
import ExchangeDomain
import Foundation
import Storage
import Values

/// What the owner of a subscription asked for.
struct SubscriptionTerms: Sendable, Equatable {
  /// Prefixes of the wanted types; empty for all types.
  var types: [String]
  /// The wanted territories; empty for all that the key sees.
  var territories: [String]
  /// Prefixes of the types that are delivered before the others.
  var urgentTypes: [String]
  var isOrdered: Bool
  var rules: DeliveryRules

  func wants(_ type: String) -> Bool { types.isEmpty || types.contains { type.hasPrefix($0) } }

  func isUrgent(_ type: String) -> Bool { urgentTypes.contains { type.hasPrefix($0) } }
}
