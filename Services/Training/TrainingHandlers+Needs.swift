import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// The structures that need a training, and those that none has reached.
extension TrainingHandlers {
  func listNeeds(
    _ request: ListNeeds, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListNeeds.Reply {
    let meant = try context.access.meant(
      request.structure, "vigie.training", "a structure sees its own needs only")
    let query = FigureQuery(year: request.asOf.factYear, asOf: request.asOf)
    let rows = Needs.rows(
      on: request.asOf, rules: try query.ruleBook(),
      facts: try TrainingStore.facts(query, in: transaction))
    let page = rows.filter { row in
      (request.all == true || row.reason != nil) && (meant.map { row.structure == $0 } ?? true)
    }.page(after: request.after, request.limit, by: \.structure)
    context.note(subjects: page.rows.compactMap(\.director))
    return ListNeeds.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func listUnreached(
    _ request: ListUnreached, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListUnreached.Reply {
    let query = FigureQuery(
      year: request.to.factYear, from: request.from, to: request.to, asOf: request.to)
    let page = Unreached.rows(query, facts: try TrainingStore.facts(query, in: transaction))
      .page(after: request.after, request.limit, by: \.structure)
    return ListUnreached.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
