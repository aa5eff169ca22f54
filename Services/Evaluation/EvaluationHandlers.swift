import Contracts
import EvaluationDomain
import Network
import RPC
import RPCContract
import ServiceHost
import Storage

/// The methods of the evaluation service.
struct EvaluationHandlers: Sendable {
  /// How long senacs is waited for: longer than the longest pause between attempts to connect.
  private static let patience = Duration.seconds(3)

  let host: ServiceHost

  func register(in router: inout Router) {
    router.handle(ComputeEvaluationFigures.self, computeFigures)
    router.handle(stream: ReadLatestAnswers.self, readLatestAnswers)
    registerReports(in: &router)
    registerSeries(in: &router)
    router.handle(ExplainFigure.self, explain)
  }

  private func readLatestAnswers(
    _ request: ReadLatestAnswers, _ context: ServerContext,
    _ writer: ResponseWriter<ReadLatestAnswers.Item>
  ) async throws {
    try await host.faults.told(context) {
      let items = try await host.database.read(EvaluationStore.latestAnswers)
      for item in items { try await writer.write(item) }
    }
  }

  private func computeFigures(
    _ request: ComputeEvaluationFigures, _ context: ServerContext
  ) async throws -> FiguresReply {
    let query = request.query
    let rules = try query.ruleBook()
    let (expected, missing) = try await expectedStructures(query, context)
    return try await host.database.read { [host] transaction in
      let bound = query.knownBefore(of: "evaluation")
      let networkBound = query.knownBefore(of: NetworkProjection.source)
      let reader = NetworkReader()
      return FiguresReply(
        figures: EvaluationFigures.compute(
          query, network: try reader.network(knownBefore: networkBound, in: transaction),
          facts: try EvaluationStore.facts(knownBefore: bound, in: transaction),
          expected: expected),
        missing: missing, positions: try host.positions(in: transaction),
        fictitious: try reader.isFictitious(in: transaction), rules: rules.version)
    }
  }

  private func explain(
    _ request: ExplainFigure, _ context: ServerContext
  ) async throws -> ExplainFigure.Reply {
    guard let scope = Scope(name: request.scope) else { throw Scope.unknown(request.scope) }
    let query = request.query
    let expected =
      request.code.hasPrefix("I5") ? try await expectedStructures(query, context).0 : nil
    return try await host.database.read { [host] transaction in
      let reader = NetworkReader()
      let network = try reader.network(
        knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
      let members = EvaluationFigures.members(
        of: request.code, scope, query,
        network: network,
        facts: try EvaluationStore.facts(
          knownBefore: query.knownBefore(of: "evaluation"), in: transaction), expected: expected)
      return try Explanation.reply(
        members, request, context, network: network, positions: try host.positions(in: transaction),
        fictitious: try reader.isFictitious(in: transaction))
    }
  }

  /// Asks senacs for E(C); without it everything but I5 is answered, and I5 is told as missing.
  private func expectedStructures(
    _ query: FigureQuery, _ context: ServerContext
  ) async throws -> (ExpectedStructures?, [MissingPart]) {
    var metadata: Metadata = [MetadataName.onBehalfOf: context.effectivePrincipal]
    for seen in context.metadata.all(MetadataName.seen) {
      metadata.add(seen, for: MetadataName.seen)
    }
    do {
      let reply = try await host.client("senacs").call(
        GetParticipation(
          campaign: query.campaign, asOf: query.asOf, knownOn: query.knownOn, pins: query.pins),
        options: CallOptions(
          timeout: Self.patience, metadata: metadata, waitsForReady: true))
      let expected = ExpectedStructures(
        codes: Set(reply.expected), referenceDate: reply.referenceDate)
      return (expected, [])
    } catch let error as RPCError where error.status.code != .notFound {
      let part = MissingPart(
        service: "senacs", figures: ["I5a", "I5b", "I5-response"],
        status: error.status.code.name, message: error.status.message)
      return (nil, [part])
    }
  }
}
