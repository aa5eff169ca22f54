import ServiceHost
import ServiceKit
import Storage

/// Puts the registry together.
struct RegistryService {
  private var host: ServiceHost

  init(_ configuration: ServiceConfiguration) throws {
    host = try ServiceHost(
      name: "registry", configuration: configuration, migrations: RegistryMigrations.all,
      files: RegistryFiles.all, tables: RegistryStore.tables, follows: [])
    RegistryHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.database.write(RegistryEvents.announceTraits)
    try await host.run()
  }
}
