import CentreNetwork
import Contracts
import FactKinds
import RPC
import RPCContract
import ServiceHost
import Storage
import Tabular
import TrainingDomain
import Values

/// The methods of the training service.
struct TrainingHandlers: Sendable {
  let host: ServiceHost

  func register(in router: inout Router) {
    router.handle(GetRetention.self, reading: host.database, getRetention)
    router.handle(ListNeeds.self, reading: host.database, listNeeds)
    router.handle(ListUnreached.self, reading: host.database, listUnreached)
    FigureHandlers(host, reading: { try TrainingFigureFacts($0, in: $1) }).register(in: &router)
    router.handle(RecordAttendance.self, writing: host.writes, recordAttendance)
    router.handle(ListSessions.self, reading: host.database, listSessions)
    router.handle(ListCertificates.self, reading: host.database, listCertificates)
    router.handle(CountTrainings.self, reading: host.database, countTrainings)
    router.handle(ListCourses.self, reading: host.database, listCourses)
    router.handle(ListAttendance.self, reading: host.database, listAttendance)
    router.handle(RegisterForSession.self, writing: host.writes, registerForSession)
    router.handle(CancelRegistration.self, writing: host.writes, cancelRegistration)
    router.handle(CountReached.self, reading: host.database, countReached)
    router.handle(ListTrainings.self, reading: host.database, listTrainings)
    router.handle(GetSatisfaction.self, reading: host.database, getSatisfaction)
  }

  /// Records one row of `attendance.csv`, by the same checks as a file.
  private func recordAttendance(
    _ request: RecordAttendance, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> RecordAttendance.Reply {
    let attended = request.halfDaysAttended ?? []
    guard attended.count <= RecordAttendance.mostHalfDays else {
      throw RPCError.badField(
        "halfDaysAttended", "name \(RecordAttendance.mostHalfDays) half-days at most")
    }
    let cells = [
      "session_code": request.sessionCode, "person_code": request.personCode,
      "structure_code": request.structureCode ?? "", "audience": request.audience.rawValue,
      "status": request.status.rawValue,
      "half_days_present": request.halfDaysPresent?.description ?? "",
      "half_days_attended": attended.map(\.description).joined(separator: " "),
    ]
    return RecordAttendance.Reply(
      change: try host.rows.takeWhole(
        [cells], of: .attendance, cause: .call(by: context.effectivePrincipal), in: transaction))
  }

  private func countReached(
    _ request: CountReached, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CountReached.Reply {
    _ = try request.query.ruleBook()
    let counted = StillInPost.count(
      request.query, facts: try TrainingStore.facts(request.query, in: transaction))
    return CountReached.Reply(
      people: counted.people, inPost: counted.inPost,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  private func getRetention(
    _ request: GetRetention, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetRetention.Reply {
    let query = request.query
    _ = try query.ruleBook()
    let retention = Retention(
      on: query.asOf, facts: try TrainingStore.facts(query, in: transaction))
    return GetRetention.Reply(
      trained: retention.trained.count, withoutPost: retention.withoutPost.count,
      rows: retention.rows, positions: try host.positions(in: transaction),
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
