import Contracts
import RPC
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Tools and who uses them.
extension RegistryHandlers {
  func listTools(
    _ request: ListTools, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListTools.Reply {
    let users = try toolUsers(on: request.asOf, in: transaction)
    let page = try RegistryStore.tools(in: transaction).sorted { $0.code < $1.code }
      .page(after: request.after, request.limit, by: \.code)
    return ListTools.Reply(
      tools: page.rows.map { users.row($0) }, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func countTools(
    _ request: CountTools, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CountTools.Reply {
    CountTools.Reply(
      rows: try toolUsers(on: request.asOf, in: transaction).figures,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  private func toolUsers(
    on day: CivilDate, in transaction: ReadTransaction
  ) throws -> ToolUsers {
    ToolUsers(
      try RegistryStore.toolUses(in: transaction),
      in: try RegistryStore.reader.network(in: transaction), on: day)
  }
}
