public import RPCContract

/// Reads how far a service has recorded, so that figures can be asked for as of that moment, now and later.
public struct ReadPin: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.feed.v1/ReadPin"
  /// Who evaluates, and the evaluation service.
  public static let roles: Set<Role> = [.operator, .auditor, .service]

  /// Makes the request.
  public init() {}

  /// The pin.
  public typealias Reply = FigureQuery.Pin
}
