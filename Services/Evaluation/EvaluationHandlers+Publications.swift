import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Published tables. They are kept so that no later publication of the same year gives more away by how it differs.
extension EvaluationHandlers {
  func keepPublication(
    _ request: KeepPublication, _ context: ServerContext
  ) async throws -> KeepPublication.Reply {
    let sent = Dictionary(request.tables.map { ($0.table, $0) }) { first, _ in first }
    guard request.tables.count <= KeepPublication.mostTables, sent.count == request.tables.count,
      request.tables.allSatisfy({ $0.rows.count <= KeepPublication.mostRows }),
      !request.publish.isEmpty, request.publish.allSatisfy({ sent[$0] != nil })
    else {
      throw RPCError.badField(
        request.publish.isEmpty || request.tables.count == sent.count ? "publish" : "tables",
        "publish names some of at most \(KeepPublication.mostTables) tables, each sent once, of at most \(KeepPublication.mostRows) rows"
      )
    }
    return try await host.writes.run(request, context) { transaction in
      let before = try EvaluationStore.publication(of: request.year.value, in: transaction)
      let kept = Dictionary((before?.tables ?? []).map { ($0.table, $0) }) { first, _ in first }
      let new = request.publish.filter { kept[$0] == nil }
      let isSame =
        before.map { $0.campaign == request.campaign } ?? true
        && kept.allSatisfy { name, table in sent[name].map { $0 == table } ?? new.isEmpty }
      for table in new.compactMap({ sent[$0] }) where isSame {
        try EvaluationStore.keep(
          table, of: request.year.value, campaign: request.campaign,
          cause: .setting(by: context.effectivePrincipal), in: transaction)
      }
      let now = try EvaluationStore.publication(of: request.year.value, in: transaction)
      return KeepPublication.Reply(
        isSame: isSame,
        published: now
          ?? .init(campaign: request.campaign, since: transaction.recordedAt, tables: []))
    }
  }

  func getPublication(
    _ request: GetPublication, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> KeepPublication.Publication {
    guard let found = try EvaluationStore.publication(of: request.year.value, in: transaction)
    else {
      throw RPCError(
        .notFound, reason: "NOT_PUBLISHED", domain: "vigie.evaluation",
        "nothing was published of \(request.year); see: vigie publish",
        arguments: ["year": request.year.description])
    }
    return found
  }
}
