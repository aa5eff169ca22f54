import ServiceHost
import ServiceKit

/// Puts the training service together.
struct TrainingService {
  private var host: ServiceHost

  init(_ configuration: ServiceConfiguration) throws {
    host = try ServiceHost(
      name: "training", configuration: configuration, migrations: TrainingMigrations.all,
      files: TrainingFiles.all, tables: TrainingStore.tables, follows: [NetworkProjection()])
    TrainingHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
