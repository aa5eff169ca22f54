import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// The trainings of a structure's people.
extension TrainingHandlers {
  func listTrainings(
    _ request: ListTrainings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListTrainings.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.training", "a structure sees its own trainings only")
    let rows = Trainings.rows(
      of: request.structure,
      sessions: try TrainingStore.heldSessions(
        endingFrom: request.from, to: request.to, in: transaction),
      attendance: try Attendance.joined(
        TrainingStore.readAttendance(knownBefore: nil, in: transaction),
        by: NetworkReader().merges(in: transaction)))
    let told = Array(rows.prefix(ListTrainings.most))
    context.note(subjects: told.map(\.person))
    return ListTrainings.Reply(
      trainings: told, hasMore: rows.count > told.count,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
