import FactKinds
import ServiceHost
import ServiceKit
import Storage

/// Puts the training service together.
struct TrainingService {
  /// The services that it calls: the registry, whose feed it follows.
  static let peers = TrainingEvents.followed

  private var host: ServiceHost

  init(
    _ configuration: ServiceConfiguration, _ catalogue: FactCatalogue = .vigie,
    migrations: [Migration] = TrainingMigrations.all
  ) throws {
    host = try ServiceHost(
      name: "training", configuration: configuration, catalogue: catalogue, migrations: migrations,
      files: TrainingFiles.all(catalogue),
      follows: [NetworkProjection(catalogue)])
    TrainingHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
