import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import Texts
import Values

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    "Fige, relit, vérifie et compare des rapports.",
    "Freezes, reads, verifies and compares reports.",
    discussion: words(
      """
      Un rapport figé garde l'état des données à cette date ; recalculé plus tard, même après des corrections, il donne la \
      même empreinte.
      """,
      """
      A frozen report keeps what the data were on that day; worked out again later, even after corrections, it has the same \
      digest.
      """),
    subcommands: [Freeze.self, List.self, Show.self, Verify.self, Diff.self])

  /// Writes a report's page.
  static func write(
    _ report: Report, _ digest: String, keptAt: Instant, to path: String, _ gateway: Gateway
  ) async throws {
    guard let last = report.parts.last else { return }
    var query = last.query
    (query.pins, query.rules) = (report.pins, report.rules)
    let reply = FiguresReply(
      figures: AnsweringParts(report.parts, of: report.evaluated).figures,
      positions: report.pins.mapValues(\.position), fictitious: report.fictitious)
    var page = ReportPage(
      sheet: report.evaluated, reply: reply, query: last.query, language: language,
      rules: report.rules, writtenOn: keptAt.parisDay, unfinishedOn: report.madeOn)
    page.digest = digest
    page.beside = report.beside
    page.parts = report.parts
    page.places = await PlaceStanding.read(gateway, query, last.figures)
    try OutputFile.write(page.html, to: path)
    Output.data(URL(fileURLWithPath: path).path)
  }

  /// Writes a part's figures and their targets.
  static func warn(_ part: Report.Part, of report: Report) {
    let isOverall = AnsweringParts.isOverall(part)
    let reply = FiguresReply(
      figures: part.figures.filter { !isOverall || $0.code.hasPrefix("I2") }, positions: [:],
      fictitious: nil)
    FigureLines(language: language).lines(reply).forEach(Output.line)
    if isOverall {
      Output.line(
        "Autres indicateurs : ceux de chaque année.", "Other figures: those of each year.")
    }
    if !(report.evaluated.targets ?? []).isEmpty {
      TargetStatus.lines(part.figures, in: part.query, report.evaluated, language)
        .forEach(Output.line)
    }
  }
}
