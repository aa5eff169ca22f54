import RPCContract
import Values

/// The messages of the test service: gRPC's interop service (grpc/grpc src/proto/grpc/testing), with
/// payloads as bytes. `README.md` describes them for clients in other languages.
enum TestService {
  static let name = "vigie.test.v1"
  static let roles: Set<Role> = [.operator, .partner]
}

struct EmptyCall: RPCRequest {
  static let method = "vigie.test.v1/EmptyCall"
  static let roles = TestService.roles
  struct Reply: Codable, Sendable {}
}

struct EchoStatus: Codable, Sendable {
  var code: Int
  var message: String
}

struct UnaryCall: RPCRequest {
  static let method = "vigie.test.v1/UnaryCall"
  static let roles = TestService.roles
  var payload: Bytes?
  var responseSize: Int?
  var expectCompressed: Bool?
  var responseCompressed: Bool?
  var responseStatus: EchoStatus?
  var fillUser: Bool?
  /// How long the server takes.
  var delayMilliseconds: Int?

  struct Reply: Codable, Sendable {
    var payload: Bytes
    var user: String?
    /// What is left of the deadline when the handler begins.
    var millisecondsLeft: Int
    /// The attempts that came before, as the metadata says.
    var previousAttempts: Int
  }
}

struct StreamingInputCall: RPCUploadRequest {
  static let method = "vigie.test.v1/StreamingInputCall"
  static let roles = TestService.roles
  var payload: Bytes
  var expectCompressed: Bool?
  /// The server reads no further and ends the call with this status.
  var endWith: EchoStatus?
  /// The server reads no further until the call is over.
  var stall: Bool?
  struct Reply: Codable, Sendable { var aggregatedPayloadSize: Int }
}

struct ResponseParameters: Codable, Sendable {
  var size: Int
  var intervalMicroseconds: Int?
  var compressed: Bool?
}

struct StreamingItem: Codable, Sendable {
  var payload: Bytes
  /// 0 for the first item.
  var number: Int
}

struct StreamingOutputCall: RPCStreamRequest {
  static let method = "vigie.test.v1/StreamingOutputCall"
  static let roles = TestService.roles
  var responseParameters: [ResponseParameters]
  /// Repeats the parameters so many times.
  var times: Int?
  /// Names a counter of items sent, for `SentItems`.
  var token: String?
  var responseStatus: EchoStatus?
  typealias Item = StreamingItem
}

struct FullDuplexCall: RPCDuplexRequest {
  static let method = "vigie.test.v1/FullDuplexCall"
  static let roles = TestService.roles
  var responseParameters: [ResponseParameters]?
  var payload: Bytes?
  var responseStatus: EchoStatus?
  typealias Item = StreamingItem
}

/// Sends two items before it reads, then ends.
struct ServerSpeaksFirst: RPCDuplexRequest {
  static let method = "vigie.test.v1/ServerSpeaksFirst"
  static let roles = TestService.roles
  typealias Item = StreamingItem
}

/// Sends initial metadata if asked, and never ends by itself.
struct Hang: RPCRequest {
  static let method = "vigie.test.v1/Hang"
  static let roles = TestService.roles
  var sendInitial: Bool?
  /// Counts the call as sent, for `Counters`.
  var token: String?
  struct Reply: Codable, Sendable {}
}

/// How many items a stream has sent, and how many hanging calls were cancelled.
struct Counters: RPCRequest {
  static let method = "vigie.test.v1/Counters"
  static let roles = TestService.roles
  var token: String
  struct Reply: Codable, Sendable {
    var sent: Int
    var cancelled: Int
  }
}

/// Fails as UNAVAILABLE until so many attempts with the token have come.
struct FailUntil: RPCRequest {
  static let method = "vigie.test.v1/FailUntil"
  static let roles = TestService.roles
  var token: String
  var attempts: Int
  /// Sent as push-back.
  var pushbackMilliseconds: String?
  struct Reply: Codable, Sendable { var attempts: Int }
}

/// Fails with every detail set.
struct FailWithDetails: RPCRequest {
  static let method = "vigie.test.v1/FailWithDetails"
  static let roles = TestService.roles
  struct Reply: Codable, Sendable {}
}

/// Only auditors may call it.
struct ForAuditors: RPCRequest {
  static let method = "vigie.test.v1/ForAuditors"
  static let roles: Set<Role> = [.auditor]
  struct Reply: Codable, Sendable {}
}

struct UnimplementedCall: RPCRequest {
  static let method = "vigie.test.v1/UnimplementedCall"
  static let roles = TestService.roles
  struct Reply: Codable, Sendable {}
}

struct UnimplementedService: RPCRequest {
  static let method = "vigie.nothing.v1/UnimplementedCall"
  static let roles = TestService.roles
  struct Reply: Codable, Sendable {}
}
