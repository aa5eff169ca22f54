import CentreNetwork
import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// What partners read of their territories. The exchange keeps none of it: it asks the service that does, in the partner's name, and that
/// service limits the answer.
extension ExchangeHandlers {
  /// How long a service may take to answer.
  private static let patience = Duration.seconds(5)

  func registerTerritory(in router: inout Router) {
    router.handle(ListOwnStructures.self) { [self] request, context in
      try await ask(
        "registry",
        ListStructures(
          asOf: request.asOf ?? host.database.now.parisDay, after: request.after,
          limit: request.limit ?? .fallback), context)
    }
    router.handle(ListOwnAgreements.self) { [self] request, context in
      try await ask(
        "registry",
        ListAgreements(
          asOf: request.asOf ?? host.database.now.parisDay, endingBy: request.endingBy,
          kind: request.kind, after: request.after, limit: request.limit), context)
    }
    router.handle(ListOwnMeetings.self) { [self] request, context in
      try await ask(
        "evaluation",
        ListYearMeetings(
          year: request.year, commune: request.commune, attended: request.attended,
          after: request.after, limit: request.limit), context)
    }
    router.handle(GetPublished.self, published)
  }

  private func published(
    _ request: GetPublished, _ context: ServerContext
  ) async throws -> GetPublished.Reply {
    let participation = try await ask(
      "senacs",
      GetCommuneParticipation(
        campaign: request.campaign, asOf: host.database.now.parisDay, after: request.after,
        limit: request.limit), context)
    return GetPublished.Reply(
      participation: participation,
      published: try await publication(of: participation.year, context))
  }

  /// Returns what was published of a year; nil where nothing was.
  private func publication(
    of year: Year, _ context: ServerContext
  ) async throws -> KeepPublication.Publication? {
    do {
      return try await ask("evaluation", GetPublication(year: year), context)
    } catch let error as RPCError where error.status.details?.reason == "NOT_PUBLISHED" {
      return nil
    }
  }

  /// Asks a service in the caller's name. Partners are not told at which address a service does not answer, nor which key it refuses.
  private func ask<Request: RPCRequest>(
    _ service: String, _ request: Request, _ context: ServerContext
  ) async throws -> Request.Reply {
    // A partner of the exchange's own name would be taken there for the exchange, which nothing limits.
    guard context.effectivePrincipal != ServiceNeeds.exchange else {
      throw RPCError(
        .permissionDenied, reason: "ON_BEHALF_UNKNOWN", domain: "vigie.access",
        "a partner cannot have the name \(ServiceNeeds.exchange)",
        arguments: ["name": ServiceNeeds.exchange])
    }
    let options = CallOptions(
      timeout: Self.patience,
      metadata: [MetadataName.onBehalfOf: context.effectivePrincipal], waitsForReady: true)
    do {
      return try await host.client(service).call(request, options: options)
    } catch let error as RPCError where Self.isAway.contains(error.status.code) {
      throw RPCError(
        .unavailable, reason: "SERVICE_SILENT", domain: "vigie.exchange",
        "\(service) does not answer; try again", arguments: ["service": service])
    }
  }

  private static let isAway: Set<Status.Code> = [
    .unavailable, .deadlineExceeded, .unauthenticated,
  ]
}
