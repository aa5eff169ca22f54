public import RPCContract

/// A file whose rows can be submitted, the roles that may submit them, and the service that takes them.
public struct SubmittedFile: Sendable, Hashable {
  /// The file, such as `attendance.csv`.
  public let name: String
  /// The service.
  public let service: String
  /// Who submits it: PERMISSION_DENIED, `ROLE_NEEDED`, for others.
  public let roles: Set<Role>

  /// The schema's name, such as `urn:vigie:file:attendance.csv:1`.
  public var schema: String { "urn:vigie:file:\(name):1" }
}
