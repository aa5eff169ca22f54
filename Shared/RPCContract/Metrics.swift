/// Reads the metrics of a service.
public struct ReadMetrics: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.metrics.v1/Read"
  /// Operators and those who audit; a collector gets a key with one of these roles.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// Makes the request.
  public init() {}

  /// The metrics.
  public struct Reply: Codable, Sendable {
    /// Prometheus' text format, version 0.0.4.
    public var text: String

    /// Makes the reply.
    public init(text: String) { self.text = text }
  }
}
