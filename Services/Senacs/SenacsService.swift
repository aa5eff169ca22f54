import ServiceHost
import ServiceKit

/// Puts the senacs service together.
struct SenacsService {
  private var host: ServiceHost

  init(_ configuration: ServiceConfiguration) throws {
    host = try ServiceHost(
      name: "senacs", configuration: configuration, migrations: SenacsMigrations.all,
      files: SenacsFiles.all, described: [SenacsFiles.answers], tables: SenacsStore.tables,
      follows: [NetworkProjection()])
    SenacsHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
