import RPCContract
import Values

/// The messages of the test service: those of gRPC's interop service (grpc/grpc src/proto/grpc/testing), with payloads as
/// bytes. `README.md` describes them for clients in other languages.
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
  /// How long the server waits before it answers.
  var delayMilliseconds: Int?

  struct Reply: Codable, Sendable {
    var payload: Bytes
    var user: String?
    /// The part of the deadline that is left when the handler begins.
    var millisecondsLeft: Int
    /// How many attempts came before this one, as the metadata says.
    var previousAttempts: Int
  }
}

struct StreamingInputCall: RPCUploadRequest {
  static let method = "vigie.test.v1/StreamingInputCall"
  static let roles = TestService.roles
  var payload: Bytes
  var expectCompressed: Bool?
  /// Makes the server stop reading and end the call with this status.
  var endWith: EchoStatus?
  /// Makes the server stop reading until the call is over.
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
  /// The item's number in the stream, from 0.
  var number: Int
}

struct StreamingOutputCall: RPCStreamRequest {
  static let method = "vigie.test.v1/StreamingOutputCall"
  static let roles = TestService.roles
  var responseParameters: [ResponseParameters]
  /// How often the whole list of parameters is sent.
  var times: Int?
  /// Names the counter of items sent, which `Counters` reads.
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

/// Sends two items before it reads; ends once the client has half-closed.
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
  /// Names a counter that rises when the call begins; `Counters` reads it.
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

/// Fails as UNAVAILABLE until `attempts` attempts with the token have come.
struct FailUntil: RPCRequest {
  static let method = "vigie.test.v1/FailUntil"
  static let roles = TestService.roles
  var token: String
  var attempts: Int
  /// The push-back that the server sends with a failure.
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
