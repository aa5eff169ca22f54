import ArgumentParser
import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Values
import ZeroMQ

/// Hands rows in to a running exchange. Each publisher has a connection of its own and hands in one row at a time: it waits for
/// the receipt, which the exchange sends after fsync.
struct PublishClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "publish")

  @OptionGroup var exchange: ExchangeOptions
  @Option(help: "How many publishers.") var publishers = 100
  @Option(help: "How many submissions in all.") var calls = 10000

  func run() async throws {
    let services = try (0..<publishers).map { _ in try exchange.connect() }
    // The connections stand before the clock starts, as those of the peer's publishers do.
    for service in services {
      _ = try await service.client.call(CheckHealth(), options: CallOptions(waitsForReady: true))
    }
    let run = UUID().uuidString
    let row = [
      "campaign": "2024", "structure_code": "S01", "submission_code": run,
      "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
      "base_items_answered": "80",
    ]
    let stretch = try await measure(
      calls: calls, inFlight: publishers, server: exchange.process,
      on: Reactor.shared.taskExecutor
    ) { [publishers] number in
      var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
      options.metadata.set("\(run)-\(number)", for: MetadataName.idempotencyKey)
      let receipt = try await services[number % publishers].client.call(
        SubmitFacts(schema: "urn:vigie:file:submissions.csv:1", rows: [row], fictitious: true),
        options: options)
      precondition(!receipt.duplicate)
    }
    stretch.report("publish", payload: "row", inFlight: publishers)
    for service in services { await service.close() }
  }
}

/// Takes messages of one subscription in batches and acknowledges each batch.
struct ReadClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "read")

  @OptionGroup var exchange: ExchangeOptions
  @Option(help: "The subscription; made anew from the log's first message.") var subscription:
    String
  @Option(help: "A territory.") var territory: String?
  @Option(help: "Messages of a batch.") var batch = 100
  @Option(help: "Messages in all.") var count = 10000

  func run() async throws {
    let service = try exchange.connect()
    @Sendable func call<Request: RPCRequest>(_ request: Request) async throws -> Request.Reply {
      var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
      options.metadata.set(UUID().uuidString, for: MetadataName.idempotencyKey)
      return try await service.client.call(request, options: options)
    }
    _ = try await call(DeleteSubscription(name: subscription))
    _ = try await call(
      CreateSubscription(name: subscription, territories: territory.map { [$0] } ?? []))
    let stretch = try await measure(
      calls: count / batch, inFlight: 1, server: exchange.process, on: nil
    ) { [subscription, batch] _ in
      let found = try await call(
        PullMessages(
          subscription: subscription, maxMessages: Bounded(clamping: batch),
          waitMilliseconds: 10_000))
      precondition(found.messages.count == batch, "\(found.messages.count) messages came")
      let reply = try await call(
        SettleMessages(
          subscription: subscription, acknowledge: found.messages.map(\.token)))
      precondition(reply.stale.isEmpty)
    }
    stretch.report("read", payload: "batch-of-\(batch)", inFlight: 1)
    await service.close()
  }
}

/// Where the exchange is, and with which key it is called.
struct ExchangeOptions: ParsableArguments {
  @Option(help: "The home that has vigie.json.") var home: String
  @Option(help: "The file of the own key; the operator's when absent.") var keyFile: String?
  @Option(help: "The exchange's process.") var process: Int32

  func connect() throws -> ServiceClient {
    let configuration = try GatewayConfiguration.read("\(home)/vigie.json")
    guard let address = configuration.services["exchange"] else {
      throw ValidationError("vigie.json names no exchange")
    }
    return ServiceClient(
      to: address, keys: try KeyFile.read(keyFile ?? configuration.keyFile))
  }
}
