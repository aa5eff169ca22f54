import FactKinds
import ServiceHost
import ServiceKit
import Storage

/// Puts the registry together.
struct RegistryService {
  /// The services that it calls: none, since all others follow the registry.
  static let peers: [String] = []

  private var host: ServiceHost

  init(
    _ configuration: ServiceConfiguration, _ catalogue: FactCatalogue = .vigie,
    migrations: [Migration] = RegistryMigrations.all
  ) throws {
    host = try ServiceHost(
      name: "registry", configuration: configuration, catalogue: catalogue,
      migrations: migrations, files: RegistryFiles.all(catalogue), follows: [])
    RegistryHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.database.write(RegistryEvents.announceTraits)
    try await host.run()
  }
}
