import Contracts
import FactKinds
import Network
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
  }

  /// Records one row of `attendance.csv`, by the same checks as a file.
  private func recordAttendance(
    _ request: RecordAttendance, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> RecordAttendance.Reply {
    let cells = [
      "session_code": request.sessionCode, "person_code": request.personCode,
      "structure_code": request.structureCode ?? "", "audience": request.audience.rawValue,
      "status": request.status.rawValue,
      "half_days_present": request.halfDaysPresent?.description ?? "",
    ]
    let cause = Cause.call(by: context.effectivePrincipal)
    let outcome = try host.rows.take(
      [cells], of: FactKind.attendance.file, cause: cause, in: transaction)
    if let refused = outcome.refused.first { throw RPCError(Self.refusal(refused)) }
    return RecordAttendance.Reply(
      change: outcome.counts.corrected > 0
        ? "corrected" : outcome.counts.loaded > 0 ? "added" : "unchanged")
  }

  private static func refusal(_ finding: Finding) -> Status {
    Status(
      .invalidArgument, "\(finding.column) \(finding.value.debugDescription): \(finding.code)",
      details: StatusDetails(
        reason: "ROW_REFUSED", domain: "vigie.files",
        arguments: ["column": finding.column, "value": finding.value, "code": finding.code],
        fieldViolations: [.init(field: finding.column, description: finding.code)]))
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
