import CentreNetwork
import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Entries of people, and those that are one person.
extension RegistryHandlers {
  func listMerges(
    _ request: ListMerges, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListMerges.Reply {
    let merges = try RegistryStore.reader.merges(in: transaction)
    let rows = try RegistryStore.recordedMerges(in: transaction).map { entry, kept in
      ListMerges.Row(entry: entry, kept: kept, person: merges.person(entry))
    }
    let page = rows.sorted { $0.entry < $1.entry }
      .page(after: request.after, request.limit, by: \.entry)
    context.note(subjects: page.rows.flatMap { [$0.entry, $0.kept] })
    return ListMerges.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }

  func getEntries(
    _ request: GetEntries, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetEntries.Reply {
    guard request.people.count <= GetEntries.maxPeople else {
      throw RPCError.badField("people", "ask for \(GetEntries.maxPeople) people at most")
    }
    let merges = try RegistryStore.reader.merges(in: transaction)
    return GetEntries.Reply(
      entries: try request.people.compactMap {
        try RegistryStore.readEntry($0, merges, in: transaction)
      },
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }
}
