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
    let merges = try NetworkReader().merges(in: transaction)
    let team = try TrainingStore.readTeam(
      of: request.structure, on: request.to, merges, in: transaction)
    let rows = Trainings.rows(
      of: request.structure, team: team,
      sessions: try TrainingStore.heldSessions(
        endingFrom: request.from, to: request.to, in: transaction),
      attendance: try TrainingStore.readAttendance(
        ofStructure: request.structure, and: team, merges, in: transaction))
    let told = Array(rows.prefix(ListTrainings.most))
    context.note(subjects: told.map(\.person))
    return ListTrainings.Reply(
      trainings: told, hasMore: rows.count > told.count,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
