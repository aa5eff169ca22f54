public import RPCContract

/// Checks that no line of a service's audit was altered, removed or put in another place.
public struct VerifyAudit: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.audit.v1/Verify"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// Makes the request.
  public init() {}

  /// What was found.
  public struct Reply: Codable, Sendable, Hashable {
    /// How many lines are there.
    public var lines: Int
    /// The number of the first line, where older ones were dropped when their time was over; absent where none was.
    public var first: Int?
    /// The hash of the last line, even of one that was dropped: kept elsewhere, it shows later whether the whole chain was made anew;
    /// absent where there was no line yet.
    public var last: String?
    /// The number of the first line that is not what was recorded; absent where all are.
    public var fault: Int?
    /// What is the matter with it: `ALTERED`, `MISSING`, or `UNSIGNED` where the service has not signed that it dropped the lines before;
    /// absent where nothing is.
    public var reason: String?

    /// Makes the reply.
    public init(
      lines: Int, first: Int? = nil, last: String? = nil, fault: Int? = nil, reason: String? = nil
    ) {
      self.lines = lines
      self.first = first
      self.last = last
      self.fault = fault
      self.reason = reason
    }
  }
}
