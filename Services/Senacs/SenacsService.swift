import FactKinds
import ServiceHost
import ServiceKit
import Storage

/// Puts the senacs service together.
struct SenacsService {
  /// The services that it calls: the registry, whose feed it follows.
  static let peers = SenacsEvents.followed

  private var host: ServiceHost

  init(
    _ configuration: ServiceConfiguration, _ catalogue: FactCatalogue = .vigie,
    migrations: [Migration] = SenacsMigrations.all
  ) throws {
    host = try ServiceHost(
      name: "senacs", configuration: configuration, catalogue: catalogue, migrations: migrations,
      files: SenacsFiles.all(catalogue), described: [SenacsFiles.answers],
      follows: [NetworkProjection(catalogue)])
    SenacsHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
