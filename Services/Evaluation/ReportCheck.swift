import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Checks a report before it is kept: its figures must be those that the services compute for the same questions and pins.
///
/// The services are asked again, because anybody with an operator's key can send a report. Services of version 0.2 tell turnover
/// and retention to no other service: where they refuse, these two are not checked.
struct ReportCheck {
  /// How long each service is waited for.
  private static let patience = Duration.seconds(15)

  let handlers: EvaluationHandlers
  let report: Report
  let context: ServerContext

  static func wrong(_ code: String, _ values: String...) -> RPCError {
    RPCError.faulty(
      "the report is not kept", [DocumentFault(code, values)], reason: "REPORT_WRONG",
      domain: "vigie.evaluation", field: "document")
  }

  private static func silent(_ part: MissingPart) -> RPCError {
    RPCError(
      .unavailable, reason: "SERVICE_SILENT", domain: "vigie.evaluation",
      "\(part.service) does not answer: \(part.message)", arguments: ["service": part.service])
  }

  /// Checks the report.
  ///
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `REPORT_WRONG`, where the services compute something else; FAILED_PRECONDITION,
  ///   `PEER_MISSING`, where the configuration does not name one of the services; the error of a service that does not answer.
  func run() async throws {
    try await checkPins()
    for part in report.parts { try await check(part) }
    if let beside = report.beside, let last = report.parts.last { try await check(beside, last) }
  }

  private func ask<Request: RPCRequest>(
    _ service: String, _ request: Request
  ) async throws -> Request.Reply {
    let (client, options) = try peer(service)
    return try await client.call(request, options: options)
  }

  private func figures(of service: String, _ query: FigureQuery) async throws -> FiguresReply {
    let (client, options) = try peer(service)
    return try await client.respond(
      ComputeFigures(query: query), formerly: ComputeFigures.formerMethod(of: service),
      options: options
    ).message
  }

  private func peer(_ service: String) throws -> (Client, CallOptions) {
    guard let client = try? handlers.host.client(service) else {
      throw RPCError(
        .failedPrecondition, reason: "PEER_MISSING", domain: "vigie.evaluation",
        "a report is kept when all services were asked for its figures: name peers.\(service) in evaluation.json",
        arguments: ["peer": service])
    }
    var options = EvaluationHandlers.nested(context)
    options.timeout = Self.patience
    for (service, pin) in report.pins {
      options.metadata.add("\(service)=\(pin.position)", for: MetadataName.seen)
    }
    return (client, options)
  }

  /// Refuses a pin that is later than the last record of its service: by such a pin the figures may be others tomorrow.
  private func checkPins() async throws {
    let others = ["registry", "training", "senacs"]
    guard Set(report.pins.keys) == Set(others + ["evaluation"]) else {
      throw Self.wrong("REPORT_PINS")
    }
    for service in others {
      try check(service, now: try await ask(service, ReadPin()).recordedAt)
    }
    let own = try await handlers.host.database.read { try $0.lastRecordedAt() }
    try check("evaluation", now: own ?? Instant(microseconds: 0))
  }

  private func check(_ service: String, now: Instant) throws {
    if let pin = report.pins[service], pin.recordedAt > now {
      throw Self.wrong("REPORT_PIN_LATER", service, pin.recordedAt.iso)
    }
  }

  private func pinned(_ part: Report.Part) throws -> FigureQuery {
    guard part.query.pins == nil, part.query.rules == nil else {
      throw Self.wrong("REPORT_PART_PINS", part.name)
    }
    var query = part.query
    (query.pins, query.rules) = (report.pins, report.rules)
    return query
  }

  private func check(_ part: Report.Part) async throws {
    let query = try pinned(part)
    async let registry = figures(of: "registry", query)
    async let training = figures(of: "training", query)
    async let senacs = participation(query)
    async let own = handlers.figures.compute(
      ComputeFigures(query: query, passesOverCampaign: true), context)
    let replies = [
      ("registry", try await registry), ("training", try await training),
      ("evaluation", try await own),
    ]
    var made: [Figure] = try await senacs
    for (service, reply) in replies {
      // An older version of a service counts by the rules that it has.
      guard (reply.rules ?? "1") == report.rules else {
        throw Self.wrong("REPORT_RULES", service, reply.rules ?? "1", report.rules)
      }
      if let part = reply.missing.first(where: { $0.status != Status.Code.notFound.name }) {
        throw Self.silent(part)
      }
      made += reply.figures
      guard report.fictitious == nil || reply.fictitious == report.fictitious else {
        throw Self.wrong("REPORT_NETWORK", service)
      }
    }
    try compare(part, made)
  }

  /// Asks senacs for its figures; none for a campaign that senacs does not know.
  private func participation(_ query: FigureQuery) async throws -> [Figure] {
    do {
      let reply = try await figures(of: "senacs", query)
      guard (reply.rules ?? "1") == report.rules else {
        throw Self.wrong("REPORT_RULES", "senacs", reply.rules ?? "1", report.rules)
      }
      return reply.figures
    } catch let error as RPCError where error.status.details?.reason == "CAMPAIGN_UNKNOWN" {
      return []
    }
  }

  private func compare(_ part: Report.Part, _ made: [Figure]) throws {
    struct Name: Hashable { let code, scope: String }
    func name(_ figure: Figure) -> Name { Name(code: figure.code, scope: figure.scope) }
    let counted = Dictionary(made.map { (name($0), $0) }) { first, _ in first }
    let said = Dictionary(part.figures.map { (name($0), $0) }) { first, _ in first }
    guard said.count == part.figures.count else {
      throw Self.wrong("REPORT_TWICE", part.name)
    }
    let names = Set(counted.keys).union(said.keys)
    let wrong = names.filter { counted[$0] != said[$0] }
      .min { ($0.code, $0.scope) < ($1.code, $1.scope) }
    guard let wrong else { return }
    func text(_ figure: Figure?) -> String {
      figure.map { "\($0.numerator.text)/\($0.denominator.text)" } ?? "–"
    }
    throw Self.wrong(
      "REPORT_FIGURE", part.name, wrong.code, wrong.scope, text(said[wrong]), text(counted[wrong]))
  }

  private func check(_ beside: Report.Beside, _ part: Report.Part) async throws {
    let query = try pinned(part)
    let day = min(query.asOf, report.madeOn ?? query.asOf)
    var followed = query
    followed.asOf = day
    func expect(_ part: String, _ isRight: Bool) throws {
      if !isRight { throw Self.wrong("REPORT_BESIDE", part) }
    }
    if let turnover = try await answer("registry", GetTurnover(query: query)) {
      try expect("turnover", turnover.rows == beside.turnover)
    }
    if let retention = try await answer("training", GetRetention(query: followed)) {
      try expect(
        "retention",
        retention.rows == beside.retention && retention.trained == beside.trained
          && retention.withoutPost == beside.withoutPost)
    }
    let compared = try await handlers.compareDeclared(CompareDeclared(query: query), context)
    if let part = compared.missing.first {
      throw Self.silent(part)
    }
    try expect("declared", Report.Beside.Declared.counted(compared.rows) == beside.declared)
    if let uses = beside.uses {
      try expect("uses", Report.Beside.Uses.counted(compared.rows) == uses)
    }
    let isFollowed = report.sheet.map { $0.code == ActionSheet.followed } ?? true
    let steps = try await handlers.listSteps(
      ListSteps(asOf: day, knownOn: query.knownOn, pin: report.pins["evaluation"]), context)
    try expect(
      "steps",
      beside.steps == (isFollowed ? steps.steps : [])
        && beside.years == (isFollowed ? steps.years : []))
  }

  /// Asks a service for what stands beside the figures; nil where the service refuses it, as version 0.2 does.
  private func answer<Request: RPCRequest>(
    _ service: String, _ request: Request
  ) async throws -> Request.Reply? {
    do {
      return try await ask(service, request)
    } catch let error as RPCError where error.status.code == .permissionDenied {
      return nil
    }
  }
}
