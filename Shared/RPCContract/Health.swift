/// Whether a service serves.
public struct CheckHealth: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.health.v1/Check"
  /// Everyone whose key is known may ask.
  public static let roles = Role.all

  /// Makes the request.
  public init() {}

  /// The state of the service.
  public struct Reply: Codable, Sendable {
    /// `SERVING` or `NOT_SERVING`.
    public var status: String
    /// The service's name, such as `registry`.
    public var service: String
    /// The program's version.
    public var version: String
    /// Seconds since the start.
    public var uptimeSeconds: Int
    /// The position of its own feed.
    public var position: String
    /// The positions of the feeds it listens to: service → position it has reached.
    public var projections: [String: String]

    /// Makes the reply.
    public init(
      status: String, service: String, version: String, uptimeSeconds: Int, position: String,
      projections: [String: String]
    ) {
      self.status = status
      self.service = service
      self.version = version
      self.uptimeSeconds = uptimeSeconds
      self.position = position
      self.projections = projections
    }
  }
}

/// Follows whether a service serves: its state at once, and every change.
public struct WatchHealth: RPCStreamRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.health.v1/Watch"
  /// Everyone whose key is known may ask.
  public static let roles = Role.all

  /// Makes the request.
  public init() {}

  /// A state.
  public struct Item: Codable, Sendable, Hashable {
    /// `SERVING` or `NOT_SERVING`; the latter is final, the service stops.
    public var status: String

    /// Makes a state.
    public init(status: String) { self.status = status }
  }
}
