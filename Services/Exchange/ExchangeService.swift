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

  /// How many messages are checked each second: a million in six hours, at a five-hundredth of a core.
  private static let inspectedEverySecond = 50
  /// The most damage reports of one run; more would only fill the program's log.
  private static let mostLogged = 100

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
    courier = Courier(
      database: host.database, catalogue: catalogue, client: { [host] in try? host.client($0) },
      logger: host.logger, network: network, sealing: sealing)
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
      // So that consumers that come back find their messages at once.
      stopping: { [replica] in
        try? await database.write { try ExchangeStore.releaseLeases(of: replica, in: $0) }
      })
  }

  /// Checks the whole log again and again, some messages a second, and reports the damaged ones. Without this check nobody would
  /// notice a message that readers no longer find.
  private func inspect() async {
    var (sequence, logged) = (0, 0)
    func log(_ what: String) {
      logged += 1
      if logged <= Self.mostLogged {
        host.logger.error("\(what); see: vigie exchange export, verify")
      }
    }
    while !Task.isCancelled {
      let after = sequence
      do {
        let found = try await host.database.read {
          try ExchangeStore.inspect(after: after, limit: Self.inspectedEverySecond, in: $0)
        }
        for damaged in found.damaged { log("message \(damaged) of the log is damaged") }
        sequence = found.reached ?? 0
      } catch StorageError.failed(let reason) {
        // SQLite itself cannot read these messages: go on behind them.
        log("the log cannot be read from message \(after + 1) on: \(reason)")
        sequence = after + Self.inspectedEverySecond
      } catch {
        // The database server is away, or the service stops: try the same messages again.
      }
      // There is no event to wait for, so the loop sleeps; a cancelled sleep ends it.
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Deletes messages beyond retention, some at a time, and whatever has expired.
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
          try ExchangeStore.retain(retention, in: transaction)
        }
      }
      // The pause between two parts lets other writers in; with nothing to delete, one look a second is enough. A cancelled
      // sleep ends the loop.
      try? await Task.sleep(for: isBeyond == true ? .milliseconds(20) : .seconds(1))
    }
  }
}
