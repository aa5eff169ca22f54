import CentreNetwork
import Contracts
import EvaluationDomain
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

extension EvaluationStore {
  /// The communes in time.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `COMMUNES_MISSING`, before they are known; `StorageError`.
  static func neededCommunes(in transaction: ReadTransaction) throws -> CommuneHistory {
    let communes = try NetworkReader().communes(in: transaction)
    guard !communes.isEmpty else {
      throw RPCError(
        .failedPrecondition, reason: "COMMUNES_MISSING", domain: "vigie.evaluation",
        "no communes are known yet; load them: vigie import communes-69.csv")
    }
    return communes
  }
}

/// Series on territories, and portraits of them.
extension EvaluationHandlers {
  func setSeries(
    _ request: SetSeries, _ context: ServerContext
  ) async throws -> SeriesDescription {
    guard request.document.utf8.count <= SetSeries.maxBytes else {
      throw RPCError.badField(
        "document", "a description has \(SetSeries.maxBytes) bytes at most")
    }
    let stored = try EvaluationStore.StoredSeries(request.document)
    context.note(subjects: [stored.description.code])
    return try await host.writes.run(request, context) { transaction in
      try EvaluationStore.set(
        stored, cause: .setting(by: context.effectivePrincipal), in: transaction)
      return stored.description
    }
  }

  func getPortrait(
    _ request: GetPortrait, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetPortrait.Reply {
    guard (request.structure == nil) != (request.territory == nil) else {
      throw RPCError.badField(
        request.structure == nil ? "structure" : "territory",
        "say a structure or a territory, not both")
    }
    if let structure = request.structure {
      _ = try context.access.meant(
        structure, "vigie.evaluation", "a structure sees its own territory, and that of any commune"
      )
    }
    return try PortraitReading(request, in: transaction).reply()
  }
}
