import Composition
import Contracts
import Foundation
import PortalDomain
import RPCContract
import ServiceKit
import Texts
import Values

/// Freezing a report, as `vigie report freeze` does it: its figures are counted now, and never change.
extension PortalSite {
  /// What the form says for the report of all the sheet's years.
  private static let allYears = "finale"
  /// How many years back a report may be about.
  private static let mostYears = 6

  /// What may be frozen: the last years, the newest first, and the whole sheet.
  private func reportChoices(_ visit: Visit) -> [(value: String, text: String)] {
    let last = today.year - 1
    let years = (0..<Self.mostYears).map { back in
      let year = String(last - back)
      return (
        value: year,
        text: visit.pick("rapport de l'année \(year)", "report of the year \(year)")
      )
    }
    return years + [
      (value: Self.allYears, text: visit.pick("rapport final", "final report"))
    ]
  }

  /// The form for whoever may freeze a report: one is chosen first, so that the button says which.
  func freezing(_ visit: Visit) -> [PagePart] {
    let choices = reportChoices(visit)
    let asked = visit.request.query["annee"] ?? ""
    guard PortalRoute.officer.includes(visit.session),
      let chosen = choices.first(where: { $0.value == asked }) ?? choices.first
    else { return [] }
    return [
      .heading(visit.pick("Figer un rapport", "Freeze a report"), anchor: "liste"),
      .filters(
        action: "/rapports", label: visit.pick("Choisir un rapport", "Choose a report"),
        button: visit.pick("Choisir", "Choose"),
        [
          PagePart.Field(
            name: "annee", label: visit.pick("Rapport", "Report"), choices: choices,
            value: chosen.value)
        ]),
      .send(
        to: "/rapports",
        button: visit.pick("Figer : \(chosen.text)", "Freeze: \(chosen.text)"),
        help: visit.pick(
          "Ses indicateurs sont calculés maintenant et ne changent plus.",
          "Its figures are counted now and change no more."),
        hidden: [(name: "annee", value: chosen.value)]),
    ]
  }

  /// Counts the figures of a report, and keeps it; nothing is kept where a service does not answer.
  func freezeReport(_ visit: Visit) async throws -> WebResponse {
    let chosen = visit.request.form["annee"] ?? ""
    guard let services = services(visit) else { return notFound(visit) }
    guard reportChoices(visit).contains(where: { $0.value == chosen }) else {
      return .redirect(["rapports"])
    }
    do {
      let sheet = try ActionSheetFile.read(nil)
      let reporter = Reporter(services: services)
      let questions =
        Int(chosen).map { Reporter.year(FigureQuery(year: Year(clamping: $0))) }
        ?? Reporter.final(sheet)
      let pins = try await reporter.pins()
      let report = try await reporter.report(
        kind: chosen == Self.allYears ? "final" : "year", questions, pins,
        rules: RuleBook.inForce, sheet: sheet,
        madeOn: Reporter.unfinished(questions, on: today))
      let document = String(decoding: try report.canonical(), as: UTF8.self)
      let kept = try await services.call("evaluation", KeepReport(document: document))
      return .redirect(["rapports", kept.digest])
    } catch let error as RPCError where error.isMissing || error.isNoPage {
      return try await notFrozen(visit)
    } catch is ConfigurationProblem {
      return try await notFrozen(visit)
    }
  }

  private func notFrozen(_ visit: Visit) async throws -> WebResponse {
    var response = try await reports(
      visit,
      [
        .note(
          kind: "bad", title: visit.pick("Rapport non figé", "The report is not frozen"),
          text: visit.pick(
            "Tous les services sont nécessaires : l'un d'eux ne répond pas, ou n'a aucune donnée pour cette année. Réessayez dans quelques minutes, ou choisissez un autre rapport.",
            "All services are needed: one of them does not answer, or has no data about this year. Try again in a few minutes, or choose another report."
          ))
      ])
    response.status = 503
    return response
  }
}
