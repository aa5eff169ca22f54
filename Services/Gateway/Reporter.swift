import Contracts
import Foundation
import RPCContract
import ServiceKit
import Values

/// Makes reports: pins the services, asks for what they knew then, and makes the same again later.
struct Reporter {
  let gateway: Gateway

  /// Pins every service that figures come from, as of now.
  ///
  /// - Throws: `RPCError` when one of them does not answer: a report rests on all.
  func pins() async throws -> [String: FigureQuery.Pin] {
    var pins: [String: FigureQuery.Pin] = [:]
    // The registry first: what the others have followed of it is then at least as far.
    for service in Gateway.services {
      pins[service] = try await gateway.call(service, ReadPin())
    }
    return pins
  }

  /// The questions of a report of a year, which has one part.
  static func year(_ query: FigureQuery) -> [(name: String, query: FigureQuery)] {
    [(String(query.year), query)]
  }

  /// The questions of the final report: each of the sheet's years by itself, and the trainings of all of them together.
  static func final(_ sheet: ActionSheet) -> [(name: String, query: FigureQuery)] {
    let years = sheet.years
    let each = (years.first...years.last).map { (String($0), FigureQuery(year: $0)) }
    guard years.first < years.last else { return each }
    return each + [
      (
        "\(years.first)-\(years.last)",
        FigureQuery(year: years.last, from: .firstDay(of: years.first))
      )
    ]
  }

  /// Counts figures as they were known at the pins.
  ///
  /// - Throws: `RPCError`; `ConfigurationProblem` when a part cannot be had.
  func report(
    kind: String, _ questions: [(name: String, query: FigureQuery)],
    _ pins: [String: FigureQuery.Pin], rules: String, sheet: ActionSheet?
  ) async throws -> Report {
    gateway.see(pins.mapValues(\.position))
    var parts: [Report.Part] = []
    var fictitious: Bool?
    for (name, question) in questions {
      var query = question
      query.pins = pins
      query.rules = rules
      let reply = try await Evaluator(gateway: gateway).figures(query)
      guard reply.missing.isEmpty else {
        let names = Set(reply.missing.map(\.service)).sorted().joined(separator: ", ")
        throw ConfigurationProblem(
          "rien n'est figé : \(names) ne répond pas, et un rapport repose sur tous les services",
          "nothing is frozen: \(names) does not answer, and a report rests on all services")
      }
      fictitious = fictitious ?? reply.fictitious
      (query.pins, query.rules) = (nil, nil)
      parts.append(Report.Part(name: name, query: query, figures: reply.figures))
    }
    return Report(
      kind: kind, rules: rules, sheet: sheet, pins: pins, parts: parts, fictitious: fictitious)
  }

  /// Makes a report again from its pins.
  ///
  /// - Throws: as ``report(kind:_:_:rules:sheet:)``; `ConfigurationProblem` for rules that this version does not have.
  func again(_ report: Report) async throws -> Report {
    guard RuleBook.named(report.rules) != nil else {
      let known = RuleBook.all.map(\.version).joined(separator: ", ")
      throw ConfigurationProblem(
        "le rapport suit les règles \(report.rules), cette version connaît \(known)",
        "the report follows rules \(report.rules), this version knows \(known)")
    }
    return try await self.report(
      kind: report.kind, report.parts.map { ($0.name, $0.query) }, report.pins,
      rules: report.rules, sheet: report.sheet)
  }

  /// A report that was kept, by its digest.
  func kept(_ digest: String) async throws -> (report: Report, reply: GetReport.Reply) {
    let reply = try await gateway.call("evaluation", GetReport(digest: digest))
    return (try JSONDecoder().decode(Report.self, from: Data(reply.document.utf8)), reply)
  }
}

/// A figure that is not the same in two reports.
struct ReportChange: Encodable, Hashable {
  let part, code, scope: String
  /// `numerator/denominator`; absent where a report does not have the figure.
  let before, after: String?

  /// What differs between two reports, in the order of the second, then what only the first has.
  static func between(_ one: Report, _ other: Report) -> [ReportChange] {
    func values(_ report: Report) -> [(key: [String], value: String)] {
      report.parts.flatMap { part in
        part.figures.map { figure in
          (
            [part.name, figure.code, figure.scope],
            "\(figure.numerator.text)/\(figure.denominator.text)"
          )
        }
      }
    }
    let (old, new) = (values(one), values(other))
    let before = Dictionary(old.map { ($0.key, $0.value) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.key, $0.value) }) { first, _ in first }
    let keys = new.map(\.key) + old.map(\.key).filter { after[$0] == nil }
    return keys.compactMap { key in
      before[key] == after[key]
        ? nil
        : ReportChange(
          part: key[0], code: key[1], scope: key[2], before: before[key], after: after[key])
    }
  }
}

extension Report {
  /// The sheet that was evaluated: form 1 has none, and was of the one that is shipped.
  var evaluated: ActionSheet { sheet ?? ShippedSheet.sheet }
}
