import Composition
import Contracts
import Foundation
import Pages
import PortalDomain
import RPCContract
import Texts
import Values

/// The reports that were frozen.
extension PortalSite {
  /// The most bytes of a report's page, above which only its figures are shown; the whole is in the file that the gateway writes.
  private static let mostBytes = 52_000

  func reports(_ visit: Visit) async throws -> WebResponse { try await reports(visit, []) }

  /// The list, below what stands above it.
  func reports(_ visit: Visit, _ top: [PagePart]) async throws -> WebResponse {
    let title = visit.pick("Rapports figés", "Frozen reports")
    guard let services = services(visit) else { return notFound(visit) }
    var missing: [String] = []
    let reply = try await part("evaluation", &missing) {
      try await services.call("evaluation", ListReports())
    }
    guard let reply else {
      return page(visit, title: title, top: top, missingNote(missing, visit))
    }
    guard !reply.reports.isEmpty else {
      return page(
        visit, title: title, top: top,
        [PagePart.plain(visit.pick("Aucun rapport n'est figé.", "No report is frozen."))]
          + freezing(visit))
    }
    let paging = Paging(count: reply.reports.count, asked: visit.request.query["page"])
    let rows = reply.reports[paging.range].map { report in
      PageTable.Row(cells: [
        PageTable.Cell(
          text: report.name, href: PageAddress.path(["rapports", report.digest]),
          more: String(report.digest.prefix(12))),
        PageTable.Cell(
          text: report.kind == "final"
            ? visit.pick("final", "final") : visit.pick("annuel", "yearly")),
        .number(moment(report.keptAt, visit)),
      ])
    }
    let table = PageTable(
      title,
      [
        .init(text: visit.pick("Rapport", "Report")), .init(text: visit.pick("Type", "Kind")),
        .init(text: visit.pick("Figé le", "Frozen on"), isNumber: true),
      ], rows)
    return page(
      visit, title: title, top: top,
      [PagePart.soft(shownRange(paging, visit)), .table(table)]
        + pages(paging, visit) { "/rapports?page=\($0)" } + freezing(visit))
  }

  func report(_ visit: Visit) async throws -> WebResponse {
    guard let services = services(visit), let digest = visit.parameters["digest"],
      digest.utf8.count == 64
    else { return notFound(visit) }
    let kept: (report: Report, reply: GetReport.Reply)
    do {
      kept = try await Reporter(services: services).kept(digest)
    } catch let error as RPCError where error.isNoPage {
      return notFound(visit)
    } catch let error as RPCError where error.isMissing {
      return page(
        visit, title: visit.pick("Rapport figé", "Frozen report"),
        missingNote(["evaluation"], visit))
    }
    let (report, reply) = (kept.report, kept.reply)
    guard let last = report.parts.last else { return notFound(visit) }
    var shown = ReportPage(
      sheet: report.evaluated,
      reply: FiguresReply(
        figures: AnsweringParts(report.parts, of: report.evaluated).figures,
        positions: report.pins.mapValues(\.position), fictitious: report.fictitious),
      query: last.query, language: visit.language, rules: report.rules,
      writtenOn: reply.keptAt.parisDay, unfinishedOn: report.madeOn)
    shown.digest = reply.digest
    shown.parts = report.parts
    shown.beside = report.beside
    let crumbs = [
      PagePart.Link(text: visit.pick("Rapports figés", "Frozen reports"), href: "/rapports"),
      PagePart.Link(text: last.name),
    ]
    let main = shown.main.text
    guard main.utf8.count > Self.mostBytes else {
      return page(visit, title: shown.title, crumbs: crumbs, [.report(shown.main)])
    }
    let lines = FigureLines(language: visit.language)
    return page(
      visit, title: shown.title, crumbs: crumbs,
      [
        .soft(
          visit.pick(
            "Figé le \(moment(reply.keptAt, visit)), empreinte \(reply.digest). Ce rapport est trop long pour cette page : en voici les indicateurs.",
            "Frozen on \(moment(reply.keptAt, visit)), digest \(reply.digest). This report is too long for this page: here are its figures."
          )),
        .links(
          last.figures.filter { $0.scope == "all" }.map {
            PagePart.Link(
              text: Catalogue.figure($0.code, visit.language),
              href: PageAddress.path(["indicateurs", "\(last.query.year)", $0.code]),
              more: lines.value($0))
          }),
      ])
  }
}
