import Contracts
import EvaluationDomain
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// The meetings of veille.
extension EvaluationHandlers {
  func listYearMeetings(
    _ request: ListYearMeetings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListYearMeetings.Reply {
    let year = request.year.value
    let veille = try EvaluationStore.veille(of: year...year, in: transaction)
    let page = YearMeetings.rows(
      of: year, in: request.commune, within: context.access.territories, bodies: veille.bodies,
      meetings: veille.meetings, invitations: veille.invitations,
      try NetworkReader().communes(in: transaction)
    ).page(after: request.after, request.limit, by: \.meeting)
    return ListYearMeetings.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
