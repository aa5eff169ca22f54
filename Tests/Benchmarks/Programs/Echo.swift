import ArgumentParser
import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import ZeroMQ

/// The codec by which a run writes its messages.
enum Coding: String, ExpressibleByArgument, CaseIterable {
  case raw, cbor, json

  var codec: any PayloadCodec {
    switch self {
    case .raw: RawCodec()
    case .cbor: CBORCodec()
    case .json: JSONCodec()
    }
  }
}

private struct EverybodyIsOperator: PrincipalDirectory {
  func principal(forKey key: String) -> Principal? {
    Principal(name: "benchmark", roles: [.operator])
  }
}

/// Answers calls until its standard input is closed.
struct EchoServer: AsyncParsableCommand {
  @Flag(help: "Without encryption; to compare with peers that have none.") var plain = false

  func run() async throws {
    var router = Router()
    router.handle(RawEcho.self) { request, _ in RawEcho.Reply(bytes: request.bytes) }
    router.handle(Record.self) { request, _ in request }
    router.handle(Work.self) { request, _ in
      spin(.microseconds(request.microseconds))
      return Work.Reply()
    }
    let server = Server(
      router: router, codecs: Coding.allCases.map(\.codec), lane: { Reactor.lane() })
    let keys = try CurveKeyPair.generate()
    let address = Endpoint("tcp://127.0.0.1:*")!
    let socket =
      plain
      ? try await ZeroMQServer(
        server, unencryptedAt: address, principal: EverybodyIsOperator().principal(forKey: "")!)
      : try await ZeroMQServer(
        server, at: address, secretKey: keys.secretKey, directory: EverybodyIsOperator())
    let line = "\(await socket.endpoint) \(plain ? "-" : keys.publicKey.text) \(getpid())\n"
    FileHandle.standardOutput.write(Data(line.utf8))
    while !FileHandle.standardInput.availableData.isEmpty {}
    await socket.close()
  }
}

/// A server's address, key and process, as it printed them itself.
struct ServerOptions: ParsableArguments {
  @Option(help: "The address.") var server: String
  @Option(help: "The server's key; - for none.") var serverKey: String
  @Option(help: "The server's process.") var process: Int32

  func connect() throws -> ZeroMQClient {
    guard let endpoint = Endpoint(server) else { throw ValidationError("no address: \(server)") }
    guard serverKey != "-" else { return ZeroMQClient(unencryptedTo: endpoint) }
    guard let key = CurvePublicKey(serverKey) else { throw ValidationError("no key: \(serverKey)") }
    return ZeroMQClient(to: endpoint, serverKey: key, keys: try CurveKeyPair.generate())
  }
}

/// Makes calls and measures them.
struct EchoClient: AsyncParsableCommand {
  @OptionGroup var target: ServerOptions
  @Option(help: "raw bytes, or the 15-field message as cbor or json.") var coding = Coding.raw
  @Option(help: "Bytes of a raw call.") var size = 64
  @Option(help: "How many calls at once; several with commas.") var inFlight = "1,64,512"
  @Option(help: "How many calls, for one at a time; more at once make four times as many.")
  var calls = 20_000
  @Flag(help: "Run the callers on the socket's thread.") var onLoop = false
  @Option(help: "The name in the results.") var name = "vigie"

  func run() async throws {
    let transport = try target.connect()
    let client = Client(Channel([transport.connection], codec: coding.codec))
    let options = CallOptions(timeout: .seconds(60), waitsForReady: true)
    let bytes = [UInt8](repeating: 120, count: size)
    let coding = coding
    @Sendable func call(_ number: Int) async throws {
      if coding == .raw {
        _ = try await client.call(RawEcho(bytes: bytes), options: options)
      } else {
        _ = try await client.call(Record.sample, options: options)
      }
    }
    let executor: (any TaskExecutor)? = onLoop ? Reactor.shared.taskExecutor : nil
    _ = try await measure(
      calls: 2000, inFlight: 8, server: target.process, on: executor, call)
    for count in inFlight.split(separator: ",").compactMap({ Int($0) }) {
      let stretch = try await measure(
        calls: count == 1 ? calls : calls * 4, inFlight: count, server: target.process,
        on: executor, call)
      stretch.report(name, payload: coding == .raw ? "\(size)" : "message", inFlight: count)
    }
    await transport.close()
  }
}
