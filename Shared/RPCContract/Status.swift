/// The outcome of a call: a canonical code, a message for developers, and details for programs.
///
/// Codes and their meaning are gRPC's, word for word (grpc/grpc doc/statuscodes.md).
public struct Status: Hashable, Sendable, Codable {
  /// The 17 canonical codes, with gRPC's numbers.
  public enum Code: Int, Sendable, Codable, CaseIterable {
    /// Success.
    case ok = 0
    /// The caller cancelled.
    case cancelled = 1
    /// A failure of no known kind.
    case unknown = 2
    /// The request is wrong whatever the state of the system.
    case invalidArgument = 3
    /// The deadline passed first.
    case deadlineExceeded = 4
    /// What was asked for is not there, or not for this caller.
    case notFound = 5
    /// What was to be made is there already.
    case alreadyExists = 6
    /// The caller is known and may not do this.
    case permissionDenied = 7
    /// A quota, a limit or a disk is exhausted.
    case resourceExhausted = 8
    /// The system is not in a state for this; do not retry before it is mended.
    case failedPrecondition = 9
    /// A conflict with another call; retry at a higher level.
    case aborted = 10
    /// Past the valid range.
    case outOfRange = 11
    /// The method is not offered here.
    case unimplemented = 12
    /// A mistake of the server.
    case `internal` = 13
    /// The service cannot be reached now; retry with back-off.
    case unavailable = 14
    /// Data is lost or damaged.
    case dataLoss = 15
    /// The caller's key is not accepted.
    case unauthenticated = 16

    /// The name in gRPC's spelling, such as `DEADLINE_EXCEEDED`.
    public var name: String {
      Self.names[rawValue]
    }

    /// gRPC's names, in the order of its numbers.
    private static let names = [
      "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
      "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
      "UNAUTHENTICATED",
    ]
  }

  /// The canonical code.
  public var code: Code
  /// What was attempted, with what, and what to do; for developers, in English.
  public var message: String
  /// What a program can act on; absent fields are not sent.
  public var details: StatusDetails?

  /// Makes a status.
  public init(_ code: Code, _ message: String = "", details: StatusDetails? = nil) {
    self.code = code
    self.message = message
    self.details = details
  }

  /// Makes a refusal: a code, a stable reason in a domain, the reason's arguments, and the member of the request that is wrong,
  /// such as `query.rules`. An INVALID_ARGUMENT about the content of a message always names a member.
  public init(
    _ code: Code, reason: String, domain: String, _ message: String,
    arguments: [String: String] = [:], field: String? = nil
  ) {
    self.init(
      code, message,
      details: StatusDetails(
        reason: reason, domain: domain, arguments: arguments,
        fieldViolations: field.map { [.init(field: $0, description: message)] }))
  }

  /// Success.
  public static let ok = Status(.ok)
}

/// The machine-readable part of a status.
///
/// The fields stand for google.rpc's ErrorInfo, BadRequest, RetryInfo, ResourceInfo and LocalizedMessage.
public struct StatusDetails: Hashable, Sendable, Codable {
  /// A field of the request and what is wrong with it.
  public struct FieldViolation: Hashable, Sendable, Codable {
    /// The field's path, such as `lines[2].amount`.
    public var field: String
    /// What is wrong with it.
    public var description: String

    /// Makes a violation.
    public init(field: String, description: String) {
      self.field = field
      self.description = description
    }
  }

  /// The stable reason, in upper case, such as `CAMPAIGN_UNKNOWN`.
  public var reason: String?
  /// Who defines the reason, such as `vigie.senacs`.
  public var domain: String?
  /// The reason's arguments: codes and numbers, never names of people.
  public var arguments: [String: String]?
  /// The fields that are wrong.
  public var fieldViolations: [FieldViolation]?
  /// How long to wait before a retry, in milliseconds; at least 0.
  public var retryDelayMilliseconds: Int?
  /// The kind and name of what the status is about, such as `campaign/2025`.
  public var resource: String?
  /// The message in the language that the caller asked for.
  public var localizedMessage: String?

  /// Makes details; what is nil is not sent.
  public init(
    reason: String? = nil, domain: String? = nil, arguments: [String: String]? = nil,
    fieldViolations: [FieldViolation]? = nil, retryDelayMilliseconds: Int? = nil,
    resource: String? = nil, localizedMessage: String? = nil
  ) {
    self.reason = reason
    self.domain = domain
    self.arguments = arguments
    self.fieldViolations = fieldViolations
    self.retryDelayMilliseconds = retryDelayMilliseconds
    self.resource = resource
    self.localizedMessage = localizedMessage
  }
}

/// A call that failed: what handlers throw and callers catch.
public struct RPCError: Error, Hashable, Sendable {
  /// Why it failed; never `ok`.
  public var status: Status
  /// The trailing metadata, where the server sent some.
  public var trailing: [String: [String]]

  /// Makes the error.
  public init(_ status: Status, trailing: [String: [String]] = [:]) {
    precondition(status.code != .ok, "a success is not an error")
    self.status = status
    self.trailing = trailing
  }

  /// Makes an error of a status with a code, a message, and details if there are any.
  public init(_ code: Status.Code, _ message: String, details: StatusDetails? = nil) {
    self.init(Status(code, message, details: details))
  }

  /// Makes an error of a refusal, as ``Status/init(_:reason:domain:_:arguments:field:)`` has it.
  public init(
    _ code: Status.Code, reason: String, domain: String, _ message: String,
    arguments: [String: String] = [:], field: String? = nil
  ) {
    self.init(
      Status(
        code, reason: reason, domain: domain, message, arguments: arguments, field: field))
  }

  /// The refusal of a request for one of its members: INVALID_ARGUMENT, `BAD_FIELD`.
  public static func badField(_ field: String, _ message: String) -> RPCError {
    RPCError(.invalidArgument, reason: "BAD_FIELD", domain: "vigie.rpc", message, field: field)
  }
}

extension RPCError: CustomStringConvertible {
  /// The code's name, the reason if there is one, and the message.
  public var description: String {
    [status.code.name, status.details?.reason, status.message].compactMap(\.self)
      .filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
