import ServiceHost
import ServiceKit

/// Puts the evaluation service together.
struct EvaluationService {
  private var host: ServiceHost

  init(_ configuration: ServiceConfiguration) throws {
    host = try ServiceHost(
      name: "evaluation", configuration: configuration, migrations: EvaluationMigrations.all,
      files: EvaluationFiles.all, described: [EvaluationFiles.series],
      tables: EvaluationStore.tables, follows: [NetworkProjection()])
    EvaluationHandlers(host: host).register(in: &host.router)
  }

  func run() async throws {
    try await host.run()
  }
}
