import Contracts
import RPC
import RPCContract
import Storage
import Values

/// Lists the events that were set aside from the feeds that this service follows, and tries them again.
struct SetAsideHandlers: Sendable {
  let database: Database
  let followers: [FeedFollower]
  /// The service's own facts that are beyond their bounds.
  let facts: StoredFacts

  func register(in router: inout Router) {
    router.handle(ListSetAside.self, reading: database) { request, _, transaction in
      try SetAsideTable.list(
        after: request.after?.value ?? 0, limit: (request.limit ?? .fallback).value,
        in: transaction)
    }
    router.handle(RetrySetAside.self) { request, _ in try await retry(request.source) }
  }

  private func retry(_ source: String?) async throws -> RetrySetAside.Reply {
    var taken = 0
    // The feeds are retried in the order in which they are followed, so that structures come before the events about them.
    for follower in followers where source.map({ $0 == follower.source }) ?? true {
      taken += try await follower.retry()
    }
    if source.map({ $0 == facts.service }) ?? true {
      // The new check no longer lists facts that were corrected meanwhile.
      let before = try await database.read { try SetAsideTable.count(of: facts.service, in: $0) }
      taken += max(0, before - (try await facts.look()))
    }
    let left = try await database.read { try SetAsideTable.count(of: source, in: $0) }
    return RetrySetAside.Reply(taken: taken, left: left)
  }
}
