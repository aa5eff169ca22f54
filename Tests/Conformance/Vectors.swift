import Foundation
import ZeroMQ

/// Frames to send and the answers that must come, from `deploy/partner-kit/vectors.json`.
struct Vector: Decodable, Sendable, CustomStringConvertible {
  var description: String { name }

  /// What must be true of a frame that comes.
  struct Expected: Decodable, Sendable {
    var kind: UInt8
    var flags: UInt8
    var callId: UInt64
    var code: Int?
    var reason: String?
    var payload: String?
  }

  /// The header of an END.
  private struct End: Decodable {
    struct Details: Decodable { var reason: String? }
    var code: Int?
    var details: Details?
  }

  var name: String
  var send: [String]
  var expect: [Expected]
  var then: [String]?

  static func read(_ path: String) throws -> [Vector] {
    struct File: Decodable { var vectors: [Vector] }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try JSONDecoder().decode(File.self, from: data).vectors
  }

  /// Sends the frames on a connection of its own and checks the answers; then a PING must be answered next, so nothing else has
  /// come.
  func play(to endpoint: Endpoint, _ security: SocketSecurity) async throws {
    let peer = try await FramePeer(to: endpoint, security)
    do {
      for frame in send { try await peer.send(Self.bytes(frame)) }
      for expected in expect { try Self.compare(try await peer.receive(), with: expected) }
      for frame in then ?? [] { try await peer.send(Self.bytes(frame)) }
      try await peer.send([1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0])
      let pong = try await peer.receive()
      try expectEqual(Array(pong.prefix(12)), [1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99], "the PONG")
    } catch {
      await peer.close()
      throw error
    }
    await peer.close()
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private static func compare(_ frame: [UInt8], with expected: Expected) throws {
    try vigie_conformance.expect(frame.count >= 16, "no frame came")
    let header = Int(frame[12..<16].reduce(0) { $0 << 8 | UInt32($1) })
    try vigie_conformance.expect(16 + header <= frame.count, "the frame is cut off")
    let text = frame[16..<16 + header]
    try expectEqual(
      [UInt64(frame[1]), UInt64(frame[2]), frame[4..<12].reduce(0) { $0 << 8 | UInt64($1) }],
      [UInt64(expected.kind), UInt64(expected.flags), expected.callId],
      "kind, flags and call id (\(String(decoding: text, as: UTF8.self)))")
    if let code = expected.code {
      let end = text.isEmpty ? nil : try JSONDecoder().decode(End.self, from: Data(text))
      try expectEqual(end?.code ?? 0, code, "code")
      try expectEqual(end?.details?.reason, expected.reason, "reason")
    }
    if let payload = expected.payload {
      try expectEqual(String(decoding: frame[(16 + header)...], as: UTF8.self), payload, "payload")
    }
  }
}

/// A bare socket that sends and receives frames byte for byte.
@Reactor
private final class FramePeer {
  private let socket: Socket
  private let frames: AsyncStream<[UInt8]>

  init(to endpoint: Endpoint, _ security: SocketSecurity) throws {
    socket = try Socket(.dealer, security: security)
    let (frames, come) = AsyncStream.makeStream(of: [UInt8].self)
    self.frames = frames
    try socket.connect(endpoint)
    Reactor.watch(socket) { [socket] in
      while let message = try? socket.receive() { come.yield(message.frames.first ?? []) }
    }
  }

  /// Sends a frame; waits for the connection first.
  func send(_ bytes: [UInt8]) async throws {
    while true {
      do {
        return try socket.send([bytes])
      } catch let error as ZeroMQError where error.isWouldBlock {
        await Task.yield()
      }
    }
  }

  /// Returns the next frame; throws a mismatch if none comes within ten seconds.
  func receive() async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { [frames] group in
      group.addTask {
        for await frame in frames { return frame }
        throw CancellationError()
      }
      group.addTask {
        try await Task.sleep(for: .seconds(10))
        throw Mismatch(description: "no frame came")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }

  func close() { Reactor.forget(socket) }
}
