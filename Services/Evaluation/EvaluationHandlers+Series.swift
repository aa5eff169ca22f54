import Contracts
import EvaluationDomain
import Network
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
        Status(
          .failedPrecondition, reason: "COMMUNES_MISSING", domain: "vigie.evaluation",
          "no communes are known yet; load them: vigie import communes-69.csv"))
    }
    return communes
  }
}

/// Series on territories, and portraits of them.
extension EvaluationHandlers {
  func registerSeries(in router: inout Router) {
    router.handle(SetSeries.self, setSeries)
    router.handle(ListSeries.self) { [host] _, _ in
      ListSeries.Reply(series: try await host.database.read(EvaluationStore.seriesItems))
    }
    router.handle(GetSeriesValues.self) { [host] request, _ in
      try await host.database.read {
        try EvaluationStore.versions(of: request.series, request.territory, in: $0)
      }
    }
    router.handle(GetPortrait.self, getPortrait)
  }

  private func setSeries(
    _ request: SetSeries, _ context: ServerContext
  ) async throws -> SeriesDescription {
    guard request.document.utf8.count <= SetSeries.maxBytes else {
      throw RPCError.badField(
        "document", "a description has \(SetSeries.maxBytes) bytes at most")
    }
    let stored = try EvaluationStore.StoredSeries(request.document)
    return try await host.writes.run(request, context) { transaction in
      try EvaluationStore.set(
        stored, cause: .setting(by: context.effectivePrincipal), in: transaction)
      return stored.description
    }
  }

  private func getPortrait(
    _ request: GetPortrait, _ context: ServerContext
  ) async throws -> GetPortrait.Reply {
    guard (request.structure == nil) != (request.territory == nil) else {
      throw RPCError.badField(
        request.structure == nil ? "structure" : "territory",
        "say a structure or a territory, not both")
    }
    let own = context.onlyStructure
    guard own == nil || request.structure == nil || request.structure == own else {
      throw RPCError(
        Status(
          .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.evaluation",
          "a structure sees its own territory, and that of any commune"))
    }
    return try await host.database.read { try PortraitReading(request, in: $0).reply() }
  }
}
