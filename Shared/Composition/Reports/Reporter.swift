package import Contracts
import Foundation
import RPCContract
import ServiceKit
package import Values

/// Makes reports: pins the services, asks them for what they knew at the pins, and makes the same report again later.
package struct Reporter {
  package let services: any ServiceCalls

  package init(services: any ServiceCalls) {
    self.services = services
  }

  /// Pins every service that figures come from, as of now.
  ///
  /// - Throws: `RPCError` when one of them does not answer: a report rests on all.
  package func pins() async throws -> [String: FigureQuery.Pin] {
    var pins: [String: FigureQuery.Pin] = [:]
    for service in Evaluator.services {
      pins[service] = try await services.call(service, ReadPin())
    }
    return pins
  }

  /// The questions of a report of a year, which has one part.
  package static func year(_ query: FigureQuery) -> [(name: String, query: FigureQuery)] {
    [(query.year.description, query)]
  }

  /// The questions of the final report: the year before the sheet, for comparison; each year of the sheet; and all its years as one
  /// period, for the trainings.
  package static func final(_ sheet: ActionSheet) -> [(name: String, query: FigureQuery)] {
    let years = sheet.years
    let each = (years.first.value - 1...years.last.value).map {
      (String($0), FigureQuery(year: Year(clamping: $0)))
    }
    guard years.first < years.last else { return each }
    return each + [
      (
        "\(years.first)-\(years.last)",
        FigureQuery(year: years.last, from: years.first.firstDay)
      )
    ]
  }

  /// Today, where a question is about a day that is not over; nil otherwise, since then it does not matter when the report is made.
  package static func unfinished(
    _ questions: [(name: String, query: FigureQuery)], on today: CivilDate
  ) -> CivilDate? {
    questions.contains { $0.query.asOf >= today } ? today : nil
  }

  /// Counts figures as they were known at the pins, and reads the values beside the figures of the last question.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` when a part cannot be had.
  package func report(
    kind: String, _ questions: [(name: String, query: FigureQuery)],
    _ pins: [String: FigureQuery.Pin], rules: String, sheet: ActionSheet?, madeOn: CivilDate?,
    hasBeside: Bool = true, hasUses: Bool = true
  ) async throws -> Report {
    services.see(pins.mapValues(\.position))
    var parts: [Report.Part] = []
    var beside: Report.Beside?
    var fictitious: Bool?
    for (place, (name, question)) in questions.enumerated() {
      var query = question
      query.pins = pins
      query.rules = rules
      // The year before may have had no campaign.
      let isBefore = kind == "final" && query.year < (sheet ?? ShippedSheet.sheet).years.first
      let reply = try await Evaluator(services: services, passesOverCampaign: isBefore)
        .figures(query)
      try checkWhole(reply.missing.filter { !isBefore || $0.status != "NOT_FOUND" })
      if hasBeside, place == questions.count - 1 {
        beside = try await self.beside(query, sheet, on: madeOn, hasUses: hasUses)
      }
      fictitious = fictitious ?? reply.fictitious
      (query.pins, query.rules) = (nil, nil)
      parts.append(Report.Part(name: name, query: query, figures: reply.figures))
    }
    return Report(
      kind: kind, rules: rules, sheet: sheet, pins: pins, parts: parts, madeOn: madeOn,
      beside: beside, fictitious: fictitious)
  }

  private func checkWhole(_ missing: [MissingPart]) throws {
    guard !missing.isEmpty else { return }
    let names = Set(missing.map(\.service)).sorted().joined(separator: ", ")
    throw ConfigurationProblem(
      "Rapport non figé. Services sans réponse : \(names). Tous les services sont nécessaires.",
      "The report is not frozen. Services that gave no answer: \(names). All services are needed.")
  }

  /// Reads the values beside the figures of a query.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - sheet: the sheet that is evaluated; steps are read only for the shipped one.
  ///   - today: today, where the query asks about later days: what lies in the future is neither late nor followed.
  ///   - inParts: whether the values of a service that does not answer are left empty; otherwise its error is thrown.
  ///   - hasUses: whether the uses of SENACS data are included, which older reports do not have.
  /// - Returns: the values; with `inParts`, those of services that did not answer are empty.
  /// - Throws: `RPCError`; `ConfigurationProblem` when a part cannot be had.
  package func beside(
    _ query: FigureQuery, _ sheet: ActionSheet?, on today: CivilDate?, inParts: Bool = false,
    hasUses: Bool = true
  ) async throws -> Report.Beside {
    let day = min(query.asOf, today ?? query.asOf)
    var followed = query
    followed.asOf = day
    func ask<Request: RPCRequest>(_ service: String, _ request: Request) async throws
      -> Request.Reply?
    {
      do {
        return try await services.call(service, request)
      } catch let error as RPCError {
        if inParts { return nil }
        throw error
      }
    }
    let turnover = try await ask("registry", GetTurnover(query: query))
    let retention = try await ask("training", GetRetention(query: followed))
    let compared = try await ask("evaluation", CompareDeclared(query: query))
    if !inParts, let compared { try checkWhole(compared.missing) }
    let steps = ListSteps(asOf: day, knownOn: query.knownOn, pin: query.pins?["evaluation"])
    let isShipped = sheet.map { $0.code == ActionSheet.followed } ?? true
    let done = isShipped ? try await ask("evaluation", steps) : nil
    return Report.Beside(
      turnover: turnover?.rows ?? [], trained: retention?.trained ?? 0,
      withoutPost: retention?.withoutPost ?? 0, retention: retention?.rows ?? [],
      declared: compared.map { Report.Beside.Declared.counted($0.rows) } ?? [],
      uses: hasUses ? compared.map { Report.Beside.Uses.counted($0.rows) } : nil,
      steps: done?.steps ?? [], years: done?.years ?? [])
  }

  /// Makes a report again from its pins.
  ///
  /// - Throws: as ``report(kind:_:_:rules:sheet:madeOn:hasBeside:hasUses:)``; `ConfigurationProblem` for rules that this version
  ///   does not have.
  package func again(_ report: Report) async throws -> Report {
    guard RuleBook.named(report.rules) != nil else {
      let known = RuleBook.all.map(\.version).joined(separator: ", ")
      throw ConfigurationProblem(
        "Ce rapport suit les règles de calcul \(report.rules), inconnues de cette version (\(known)).",
        "This report follows rules \(report.rules), which this version does not know (\(known)).")
    }
    return try await self.report(
      kind: report.kind, report.parts.map { ($0.name, $0.query) }, report.pins,
      rules: report.rules, sheet: report.sheet, madeOn: report.madeOn,
      hasBeside: report.beside != nil,
      hasUses: report.beside?.uses != nil)
  }

  /// A report that was kept, by its digest.
  package func kept(_ digest: String) async throws -> (report: Report, reply: GetReport.Reply) {
    let reply = try await services.call("evaluation", GetReport(digest: digest))
    return (try JSONDecoder().decode(Report.self, from: Data(reply.document.utf8)), reply)
  }
}
