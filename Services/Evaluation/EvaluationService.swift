import FactKinds
import ServiceHost
import ServiceKit
import Storage

/// Puts the evaluation service together.
struct EvaluationService {
  /// The services that it calls: the registry, whose feed it follows, and senacs, which knows who is
  /// expected.
  static let peers = EvaluationEvents.followed + ["senacs"]
  /// The services that are also asked when a report is kept, to check its figures; without them no report is kept.
  static let wanted = ["training"]

  private var host: ServiceHost

  init(
    _ configuration: ServiceConfiguration, _ catalogue: FactCatalogue = .vigie,
    migrations: [Migration] = EvaluationMigrations.all
  ) throws {
    host = try ServiceHost(
      name: "evaluation", configuration: configuration, catalogue: catalogue,
      migrations: migrations,
      files: EvaluationFiles.all(catalogue), described: [EvaluationFiles.series],
      follows: [NetworkProjection(catalogue)])
    EvaluationHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
