import ArgumentParser
import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import ZeroMQ

/// Runs gRPC's interop cases and our own against a server; `deploy/conformance` runs this program.
@main
struct Conformance: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigie-conformance",
    abstract: "Runs the conformance cases, or the server for them.",
    subcommands: [Serve.self, Run.self])

  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Serves the test service; prints endpoint, server key and the client's secret key.")

    @Option(help: "The address to bind.") var endpoint = "tcp://127.0.0.1:*"

    func run() async throws {
      let (server, client) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
      guard let endpoint = Endpoint(endpoint) else {
        throw ValidationError("no address: \(endpoint)")
      }
      let directory = OneKey(
        key: client.publicKey.text, principal: Principal(name: "conformance", roles: [.operator]))
      let service = Server(
        router: TestHandlers().router, codecs: [JSONCodec(), CBORCodec()],
        lane: { Reactor.lane() })
      let socket = try await ZeroMQServer(
        service, at: endpoint, secretKey: server.secretKey, directory: directory)
      let line =
        "\(await socket.endpoint) \(server.publicKey.text) \(client.secretKey.secretText)\n"
      FileHandle.standardOutput.write(Data(line.utf8))
      // The process that started this one closes its standard input to end it.
      while !FileHandle.standardInput.availableData.isEmpty {}
      await service.drain(grace: .seconds(2))
      await socket.close()
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the cases.")

    @Option(help: "The server's address; without one, a server in this process.")
    var server: String?
    @Option(help: "The server's public key.") var serverKey: String?
    @Option(help: "The client's secret key.") var key: String?
    @Option(name: .customLong("repeat"), help: "How often each case is run.") var times = 1
    @Option(help: "Only the cases whose name contains this.") var only: String?
    @Option(help: "The frames that are played over ZeroMQ.")
    var vectors = "deploy/partner-kit/vectors.json"

    func run() async throws {
      let subject = try subject()
      var (passed, failed) = (0, 0)
      for test in InteropCases.all + OwnCases.all + (try vectorCases())
      where only.map({ test.name.contains($0) }) ?? true {
        let start = ContinuousClock.now
        var problem: String?
        for _ in 0..<times where problem == nil {
          do { try await test.body(subject) } catch { problem = "\(error)" }
        }
        if problem == nil { passed += 1 } else { failed += 1 }
        let took = Int((ContinuousClock.now - start) / .milliseconds(1))
        let columns = [
          "swift".padded(7), subject.transport.padded(11), test.name.padded(40),
          problem == nil ? "passed" : "FAILED", "\(took) ms",
        ]
        print(columns.joined(separator: " ") + (problem.map { " – \($0)" } ?? ""))
      }
      print("\(passed) passed, \(failed) failed")
      if failed > 0 { throw ExitCode(1) }
    }

    private func subject() throws -> Subject {
      guard let (endpoint, security) = try address() else { return .inProcess() }
      return .zeroMQ(endpoint, serverKey: security.serverKey, keys: security.keys)
    }

    /// Returns the cases of vectors.json, which need ZeroMQ: in process there are no bytes of frames.
    private func vectorCases() throws -> [Case] {
      guard let (endpoint, security) = try address() else { return [] }
      return try Vector.read(vectors).map { vector in
        Case("vector: \(vector.name)") { _ in
          try await vector.play(
            to: endpoint, .curveClient(security.keys, server: security.serverKey))
        }
      }
    }

    private func address() throws -> (
      Endpoint, security: (keys: CurveKeyPair, serverKey: CurvePublicKey)
    )? {
      guard let server else { return nil }
      guard let endpoint = Endpoint(server),
        let serverKey = serverKey.flatMap({ CurvePublicKey($0) }),
        let secret = key.flatMap({ CurveSecretKey($0) })
      else { throw ValidationError("--server needs an address, --server-key and --key") }
      return (endpoint, (CurveKeyPair(secretKey: secret), serverKey))
    }
  }
}

/// A directory with a single key.
private struct OneKey: PrincipalDirectory {
  let key: String
  let principal: Principal

  func principal(forKey key: String) -> Principal? { key == self.key ? principal : nil }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
