import CentreNetwork
import Contracts
import EvaluationDomain
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
    router.handle(stream: ReadLatestAnswers.self, reading: host.database, readLatestAnswers)
    router.handle(KeepReport.self, keepReport)
    router.handle(GetReport.self, reading: host.database, getReport)
    router.handle(ListReports.self, reading: host.database) { _, _, transaction in
      ListReports.Reply(reports: try EvaluationStore.reports(in: transaction))
    }
    router.handle(KeepPublication.self, keepPublication)
    router.handle(GetPublication.self, reading: host.database, getPublication)
    router.handle(SetSeries.self, setSeries)
    router.handle(ListSeries.self, reading: host.database) { _, _, transaction in
      ListSeries.Reply(series: try EvaluationStore.seriesItems(in: transaction))
    }
    router.handle(GetSeriesValues.self, reading: host.database) { request, _, transaction in
      try EvaluationStore.versions(of: request.series, request.territory, in: transaction)
    }
    router.handle(GetPortrait.self, reading: host.database, getPortrait)
    router.handle(RecordDiagnosis.self, recordDiagnosis)
    router.handle(SendSheetAnswers.self, writing: host.writes, sendSheetAnswers)
    router.handle(GetDiagnosis.self, getDiagnosis)
    router.handle(
      ListStaleDiagnoses.self, reading: host.database
    ) { request, _, transaction in
      try EvaluationStore.staleDiagnoses(on: request.asOf, in: transaction)
    }
    router.handle(NoteChange.self, noteChange)
    router.handle(GradeDiagnoses.self, reading: host.database, gradeDiagnoses)
    router.handle(ListSteps.self, listSteps)
    router.handle(stream: ListMeetings.self, reading: host.database, listMeetings)
    router.handle(ListYearMeetings.self, reading: host.database, listYearMeetings)
    router.handle(ListDeclaredMeetings.self, reading: host.database, listDeclaredMeetings)
    router.handle(ConfirmMeeting.self, confirmMeeting)
    router.handle(CompareDeclared.self, compareDeclared)
  }

  private func readLatestAnswers(
    _ request: ReadLatestAnswers, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> [ReadLatestAnswers.Item] {
    try EvaluationStore.latestAnswers(
      ofYear: request.year?.value, of: try meant(nil, context), in: transaction)
  }

  /// Answers for I0, I5, I6 and I7. I5 needs to know who is expected, which senacs says.
  var figures: FigureHandlers<EvaluationFigureFacts> {
    FigureHandlers(host) { question, context in
      let query = question.query
      func facts(_ expected: ExpectedStructures?) -> FigureHandlers<EvaluationFigureFacts>.Read {
        { .init(facts: try EvaluationStore.facts(for: query, in: $0), expected: expected) }
      }
      guard question.code.map({ $0.hasPrefix("I5") }) ?? true else { return (facts(nil), []) }
      // E(C), who is expected. Where senacs does not answer, I5 is told as missing, and all else is computed.
      let (reply, missing) = try await askSenacs(
        GetParticipation(
          campaign: query.campaign, year: query.year, asOf: query.asOf, knownOn: query.knownOn,
          pins: query.pins),
        for: ["I5a", "I5b", "I5-response"], context, passesOverUnknown: question.passesOverCampaign)
      let expected = reply.map {
        ExpectedStructures(codes: $0.expected, referenceDate: $0.referenceDate)
      }
      return (facts(expected), missing)
    }
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
      request.structure, "vigie.evaluation", "a structure sees what it declares itself")
    // Where senacs does not answer, nothing is said of use, and senacs is told as missing.
    let (observed, missing) = try await askSenacs(
      GetObservedUse(
        campaign: query.campaign, asOf: query.asOf, knownOn: query.knownOn, pins: query.pins),
      context)
    return try await host.database.read { [host] transaction in
      let facts = try EvaluationStore.facts(for: query, in: transaction)
      if let meant, facts.network[meant] == nil { throw PortraitReading.unknownStructure(meant) }
      let rows = Declared.rows(
        query, facts: facts, observed: observed,
        meetings: try EvaluationStore.declaredMeetings(query, in: transaction))
      return CompareDeclared.Reply(
        rows: meant.map { code in rows.filter { $0.structure == code } } ?? rows,
        missing: missing, positions: try host.positions(in: transaction),
        fictitious: try NetworkReader().isFictitious(in: transaction))
    }
  }
}
