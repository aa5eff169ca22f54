import Contracts
import EvaluationDomain
import Network
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// The methods of the evaluation service.
struct EvaluationHandlers: Sendable {
  /// How long senacs is waited for: longer than the longest pause between attempts to connect.
  static let patience = Duration.seconds(3)

  let host: ServiceHost

  func register(in router: inout Router) {
    figures.register(in: &router)
    router.handle(stream: ReadLatestAnswers.self, readLatestAnswers)
    router.handle(KeepReport.self, keepReport)
    router.handle(GetReport.self, getReport)
    router.handle(ListReports.self) { [host] _, _ in
      ListReports.Reply(reports: try await host.database.read(EvaluationStore.reports(in:)))
    }
    router.handle(KeepPublication.self, keepPublication)
    router.handle(GetPublication.self, getPublication)
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
    router.handle(RecordDiagnosis.self, recordDiagnosis)
    router.handle(GetDiagnosis.self, getDiagnosis)
    router.handle(NoteChange.self, noteChange)
    router.handle(GradeDiagnoses.self, gradeDiagnoses)
    router.handle(ListSteps.self, listSteps)
    router.handle(stream: ListMeetings.self, listMeetings)
    router.handle(CompareDeclared.self, compareDeclared)
  }

  private func readLatestAnswers(
    _ request: ReadLatestAnswers, _ context: ServerContext,
    _ writer: ResponseWriter<ReadLatestAnswers.Item>
  ) async throws {
    let own = try meant(nil, context)
    let items = try await host.database.read {
      try EvaluationStore.latestAnswers(ofYear: request.year?.value, of: own, in: $0)
    }
    for item in items { try await writer.write(item) }
  }

  /// Answers for I0, I5, I6 and I7. I5 needs to know who is expected, which senacs says.
  var figures: FigureHandlers<EvaluationFigureFacts> {
    FigureHandlers(host) { question, context in
      let query = question.query
      let needsExpected = question.code.map { $0.hasPrefix("I5") } ?? true
      let (expected, missing) =
        needsExpected
        ? try await expectedStructures(
          query, context, passesOverCampaign: question.passesOverCampaign) : (nil, [])
      return ({ try EvaluationFigureFacts(query, expected, in: $0) }, missing)
    }
  }

  /// Asks senacs for E(C), who is expected. Where senacs does not answer, I5 is told as missing, and all else is computed.
  private func expectedStructures(
    _ query: FigureQuery, _ context: ServerContext, passesOverCampaign: Bool
  ) async throws -> (ExpectedStructures?, [MissingPart]) {
    let (reply, missing) = try await askSenacs(
      GetParticipation(
        campaign: query.campaign, year: query.year, asOf: query.asOf, knownOn: query.knownOn,
        pins: query.pins),
      for: ["I5a", "I5b", "I5-response"], context, passesOverUnknown: passesOverCampaign)
    let expected = reply.map {
      ExpectedStructures(codes: $0.expected, referenceDate: $0.referenceDate)
    }
    return (expected, missing)
  }

  /// Asks senacs. Where it does not answer, it is told as missing, with the figures that need its answer.
  ///
  /// - Throws: `RPCError` with NOT_FOUND where senacs does not know what is asked about, unless that is passed over.
  func askSenacs<Request: RPCRequest>(
    _ request: Request, for figures: [String] = [], _ context: ServerContext,
    passesOverUnknown: Bool = false
  ) async throws -> (Request.Reply?, [MissingPart]) {
    do {
      return (try await host.client("senacs").call(request, options: Self.nested(context)), [])
    } catch let error as RPCError where passesOverUnknown || error.status.code != .notFound {
      let part = MissingPart(
        service: "senacs", figures: figures, status: error.status.code.name,
        message: error.status.message)
      return (nil, [part])
    }
  }

  /// Returns the options of a call on behalf of the caller: in the caller's name, and seeing what the caller has seen.
  static func nested(_ context: ServerContext) -> CallOptions {
    var metadata: Metadata = [MetadataName.onBehalfOf: context.effectivePrincipal]
    for seen in context.metadata.all(MetadataName.seen) {
      metadata.add(seen, for: MetadataName.seen)
    }
    return CallOptions(timeout: patience, metadata: metadata, waitsForReady: true)
  }

  func compareDeclared(
    _ request: CompareDeclared, _ context: ServerContext
  ) async throws -> CompareDeclared.Reply {
    let query = request.query
    _ = try query.ruleBook()
    let meant = try context.access.meant(
      request.structure, RPCError.domain, "a structure sees what it declares itself")
    let (openings, missing) = try await openings(query, context)
    return try await host.database.read { [host] transaction in
      let reader = NetworkReader()
      let network = try reader.network(
        knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
      if let meant, network[meant] == nil {
        throw RPCError.refusal(
          .notFound, reason: "STRUCTURE_UNKNOWN",
          "no structure has the code \(meant); see: vigie registry list",
          arguments: ["structure": meant])
      }
      let rows = Declared.rows(
        query,
        facts: try EvaluationStore.facts(
          of: network, years: query.year.value...query.year.value,
          knownBefore: query.knownBefore(of: "evaluation"), in: transaction),
        openings: openings)
      return CompareDeclared.Reply(
        rows: meant.map { code in rows.filter { $0.structure == code } } ?? rows,
        missing: missing, positions: try host.positions(in: transaction),
        fictitious: try reader.isFictitious(in: transaction))
    }
  }

  /// Asks senacs who opened a sheet. Where senacs does not answer, nothing is said of use, and senacs is told as missing.
  private func openings(
    _ query: FigureQuery, _ context: ServerContext
  ) async throws -> (Declared.Openings?, [MissingPart]) {
    let (reply, missing) = try await askSenacs(
      GetObservedUse(
        campaign: query.campaign, asOf: query.asOf, knownOn: query.knownOn, pins: query.pins),
      context)
    let openings = reply.map { reply in
      Declared.Openings(
        days: Dictionary(reply.openings.map { ($0.code, $0.days) }) { first, _ in first },
        sheets: reply.sheets.map(Set.init))
    }
    return (openings, missing)
  }
}
