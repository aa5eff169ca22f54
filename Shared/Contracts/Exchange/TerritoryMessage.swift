public import RPCContract

/// A call by which a partner, such as a commune, reads what other services keep of its territories.
///
/// The exchange asks the service in the partner's name. That service looks the partner up in its own allow-list: PERMISSION_DENIED with
/// `ON_BEHALF_UNKNOWN` where it is not there. UNAVAILABLE where the service does not answer.
public protocol TerritoryMessage: RPCMessage {}

extension TerritoryMessage {
  /// Partners only.
  public static var roles: Set<Role> { [.partner] }
  /// A partner sees its territories.
  public static var cuts: [Role: AccessCut] { [.partner: .territory] }
}
