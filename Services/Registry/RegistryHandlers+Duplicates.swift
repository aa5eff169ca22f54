import Contracts
import RPC
import RegistryDomain
import ServiceHost
import Storage
import Values

/// People who may be one person.
extension RegistryHandlers {
  func listDuplicates(
    _ request: ListDuplicates, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListDuplicates.Reply {
    let limit = (request.limit ?? .fallback).value
    let pairs = Duplicates(
      try RegistryStore.namedPeople(in: transaction),
      merges: try RegistryStore.reader.merges(in: transaction)
    ).pairs(after: request.after, most: limit + 1, of: request.person)
    let told = Array(pairs.prefix(limit))
    context.note(subjects: told.flatMap { [$0.personA, $0.personB] })
    return ListDuplicates.Reply(
      pairs: told, hasMore: pairs.count > limit,
      fictitious: try RegistryStore.reader.isFictitious(in: transaction))
  }
}
