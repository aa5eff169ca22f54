import RPC
import RPCContract

/// A call whose bytes are sent and answered as they are, so that it shows what the runtime costs without a codec.
struct RawEcho: RPCRequest {
  static let method = "vigie.benchmark.v1/RawEcho"
  static let roles: Set<Role> = [.operator]
  var bytes: [UInt8]
  struct Reply: Codable, Sendable { var bytes: [UInt8] }
}

/// A call that keeps the server's processor busy before it is answered.
struct Work: RPCRequest {
  static let method = "vigie.benchmark.v1/Work"
  static let roles: Set<Role> = [.operator]
  var microseconds: Int
  struct Reply: Codable, Sendable {}
}

/// A message of fifteen fields, one of them a list of five items; `Peers/message.proto` is the same.
struct Record: RPCRequest, Equatable {
  static let method = "vigie.benchmark.v1/Record"
  static let roles: Set<Role> = [.operator]

  struct Item: Codable, Sendable, Equatable {
    var code: String
    var amount: Int
    var ratio: Double
  }

  var id: String
  var campaign: String
  var structure: String
  var kind: String
  var name: String
  var commune: String
  var year: Int
  var answered: Int
  var expected: Int
  var budget: Double
  var isValidated: Bool
  var isFederated: Bool
  var comment: String?
  var receivedAt: String
  var items: [Item]

  typealias Reply = Record

  static let sample = Record(
    id: "0190f3a2-7c1e-7b3a-9f00-5d2c8a61b4e7", campaign: "2025", structure: "CS-0042", kind: "CS",
    name: "Centre social des Sources", commune: "69244", year: 2025, answered: 187, expected: 214,
    budget: 612_345.5, isValidated: true, isFederated: true, comment: "à compléter en mars",
    receivedAt: "2026-03-14T09:26:53.589793Z",
    items: (1...5).map { Item(code: "FUND-\($0)", amount: $0 * 12_500, ratio: Double($0) / 8) })
}

/// A codec that leaves the bytes of ``RawEcho`` as they are.
struct RawCodec: PayloadCodec {
  let contentType = "application/octet-stream"

  func encode(_ value: some Encodable) throws -> [UInt8] {
    if let request = value as? RawEcho { return request.bytes }
    if let reply = value as? RawEcho.Reply { return reply.bytes }
    throw RPCError(.internal, "only RawEcho is passed through")
  }

  func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    if let request = RawEcho(bytes: bytes) as? Value { return request }
    if let reply = RawEcho.Reply(bytes: bytes) as? Value { return reply }
    throw RPCError(.internal, "only RawEcho is passed through")
  }
}
