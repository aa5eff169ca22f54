import Contracts
import RPC
import ServiceHost
import Storage
import TrainingDomain

/// The methods of the training service.
struct TrainingHandlers: Sendable {
  let host: ServiceHost

  func register(in router: inout Router) {
    router.handle(ComputeTrainingFigures.self, computeFigures)
  }

  private func computeFigures(
    _ request: ComputeTrainingFigures, _ context: ServerContext
  ) async throws -> FiguresReply {
    let query = request.query
    return try await host.database.read { [host] transaction in
      let bound = query.knownBefore
      let reader = NetworkReader()
      return FiguresReply(
        figures: TrainingFigures.compute(
          query, network: try reader.network(knownBefore: bound, in: transaction),
          mandates: try reader.mandates(knownBefore: bound, in: transaction),
          sessions: try TrainingStore.readSessions(knownBefore: bound, in: transaction),
          attendance: try TrainingStore.readAttendance(knownBefore: bound, in: transaction)),
        positions: try host.positions(in: transaction),
        fictitious: try reader.isFictitious(in: transaction))
    }
  }
}
