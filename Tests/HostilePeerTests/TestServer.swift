import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import TestSupport
import Testing
import ZeroMQ

/// The conformance server in a process of its own, so that the cost of an attack can be measured.
final class TestServer: Sendable {
  let endpoint: Endpoint
  let serverKey: CurvePublicKey
  let keys: CurveKeyPair
  private let process = Process()
  private let input = Pipe()

  init() throws {
    let output = Pipe()
    process.executableURL = Programs.folder.appending(path: "vigie-conformance")
    process.arguments = ["serve"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the server did not start")
      line += more
    }
    let parts = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    endpoint = try #require(Endpoint(String(parts[0])))
    serverKey = try #require(CurvePublicKey(String(parts[1])))
    keys = CurveKeyPair(secretKey: try #require(CurveSecretKey(String(parts[2]))))
  }

  deinit {
    kill(process.processIdentifier, SIGCONT)
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  var port: UInt16 { UInt16(endpoint.text.split(separator: ":").last ?? "") ?? 0 }

  /// Stops the server in mid-work (SIGSTOP); returns once all of its threads have stopped.
  func freeze() {
    signal(SIGSTOP)
    let folder = "/proc/\(process.processIdentifier)/task"
    func isFrozen(_ thread: String) -> Bool {
      let text = (try? String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8)) ?? ""
      // The state follows the name, which ends with the last parenthesis (proc(5)).
      return text.split(separator: ")").last?.contains(" T ") ?? true
    }
    while !((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .allSatisfy(isFrozen)
    { sched_yield() }
  }

  func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Returns a client whose key is allowed.
  func connect() -> Connected {
    Connected(ZeroMQClient(to: endpoint, serverKey: serverKey, keys: keys))
  }

  /// Returns a peer whose key is allowed.
  @Reactor
  func rawPeer(reads: Bool = true) throws -> RawPeer {
    try RawPeer(to: endpoint, security: .curveClient(keys, server: serverKey), reads: reads)
  }

  /// The number of files and sockets that the server has open.
  var descriptors: Int {
    let folder = "/proc/\(process.processIdentifier)/fd"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).count
  }

  /// The server's resident memory in bytes.
  var residentBytes: Int {
    let path = "/proc/\(process.processIdentifier)/statm"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4096
  }
}

/// A client, with the transport that keeps its connection.
struct Connected {
  let transport: ZeroMQClient
  var client: Client {
    var method = ServiceConfig.MethodConfig()
    method.waitForReady = true
    return Client(
      Channel([transport.connection], config: ServiceConfig(methodConfig: [method])))
  }

  init(_ transport: ZeroMQClient) { self.transport = transport }

  func close() async { await transport.close() }
}

/// Makes calls until a condition holds: the wait follows the server's own pace, not a time of ours.
func until(_ client: Client, _ holds: () async throws -> Bool) async throws {
  while !(try await holds()) { _ = try await client.respond(method: emptyCall, payload: []) }
}

let emptyCall = "vigie.test.v1/EmptyCall"
