import FactKinds
import Logging
import RPC
import ServiceHost
import ServiceKit
import Storage
import Values

/// Puts the exchange together.
struct ExchangeService {
  /// The services that it calls and whose feeds it follows.
  static let peers = ExchangeEvents.followed

  /// A million messages in six hours, at a five-hundredth of a core.
  private static let inspectedEverySecond = 50
  /// More of one run would only fill the log.
  private static let mostTold = 100

  private var host: ServiceHost
  private let configuration: ExchangeConfiguration
  private let courier: Courier
  /// Names this process among those that serve the same database.
  private let replica = String(UInt64.random(in: 0...UInt64.max), radix: 36)

  init(_ options: ServiceConfiguration, _ catalogue: FactCatalogue = .vigie) throws {
    configuration = try ExchangeConfiguration(options)
    let network = KnownNetwork()
    host = try ServiceHost(
      name: "exchange", configuration: options, catalogue: catalogue,
      migrations: ExchangeMigrations.all, files: [],
      follows: ExchangeEvents.consumers(catalogue))
    let rowsKey = host.keyFolder + "/exchange-rows.key"
    let sealing = try SealedRows(keyFile: rowsKey)
    host.copyAlso(rowsKey)
    courier = Courier(host: host, network: network, sealing: sealing)
    ExchangeHandlers(
      host: host, configuration: configuration, network: network, sealing: sealing,
      quotas: QuotaKeeper(configuration.quota), replica: replica
    ).register(in: &host.router)
    let database = host.database
    host.countWaiting {
      try await database.read { try ExchangeStore.pendingCount(in: $0) }
    }
  }

  func run() async throws {
    let database = host.database
    try await host.run(
      beside: [courier.run, keepBounds, inspect],
      // Consumers that come back find their messages at once.
      stopping: { [replica] in
        try? await database.write { try ExchangeStore.releaseLeases(of: replica, in: $0) }
      })
  }

  /// Reads the log again and again, some messages a second, and says which are damaged: one that nobody finds any
  /// more would otherwise be missed by nobody.
  private func inspect() async {
    var (sequence, told) = (0, 0)
    func tell(_ what: String) {
      told += 1
      if told <= Self.mostTold {
        host.logger.error("\(what); see: vigie exchange export, verify")
      }
    }
    while !Task.isCancelled {
      let after = sequence
      do {
        let found = try await host.database.read {
          try ExchangeStore.inspect(after: after, limit: Self.inspectedEverySecond, in: $0)
        }
        for damaged in found.damaged { tell("message \(damaged) of the log is damaged") }
        sequence = found.reached ?? 0
      } catch StorageError.failed(let reason) {
        // SQLite itself cannot read on there: the next look is beyond.
        tell("the log cannot be read from message \(after + 1) on: \(reason)")
        sequence = after + Self.inspectedEverySecond
      } catch {
        // The store's server is away, or the service stops: the same again.
      }
      // Nothing tells that it is time; a cancelled sleep ends the loop.
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Deletes what is beyond retention, and what has expired, some at a time.
  private func keepBounds() async {
    let retention = configuration.retention
    while !Task.isCancelled {
      let now = host.database.now
      let isBeyond = try? await host.database.read {
        try ExchangeStore.isBeyond(retention, now: now, in: $0)
      }
      if isBeyond == true {
        try? await host.database.write { transaction in
          try ExchangeStore.removeExpired(in: transaction)
          try ExchangeStore.forgetExpired(in: transaction)
          _ = try ExchangeStore.retain(retention, in: transaction)
        }
      }
      // Between two parts others get their turn; with nothing to do a look a second is enough. A
      // cancelled sleep ends the loop.
      try? await Task.sleep(for: isBeyond == true ? .milliseconds(20) : .seconds(1))
    }
  }
}
