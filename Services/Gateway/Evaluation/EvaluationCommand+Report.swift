import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages

extension EvaluationCommand {
  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Établit le rapport annuel : résumé à l'écran et page HTML.",
      "Makes the yearly report: a summary on the screen and an HTML page.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var query: Query
    @Option(help: .actionSheet, completion: .file()) var sheet: String?
    @Option(
      help: .words("Fichier HTML à créer.", "HTML file to create.", .file), completion: .file())
    var html: String?

    func run() async throws {
      let sheet = try ActionSheetFile.read(sheet)
      let gateway = try options.gateway()
      let query = query.query
      let reply = try await Evaluator(services: gateway).figures(query)
      let hasSenacs = !reply.missing.contains { $0.service == "senacs" }
      let observed =
        hasSenacs
        ? try await gateway.call(
          "senacs", GetObservedUse(campaign: query.campaign, asOf: query.asOf)
        ).rows.first { $0.scope == "all" } : nil
      let places =
        html == nil ? nil : await PlaceStanding.read(gateway, query, reply.figures)
      let beside =
        html == nil
        ? nil
        : try await Reporter(services: gateway).beside(query, sheet, on: .today, inParts: true)
      await gateway.close()
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let answers = AnswerText(
        sheet: sheet, reply: reply, answering: AnsweringParts([], of: sheet), language: language)
      Output.line(AnswerText.title("\(query.year)", isFinal: false, language))
      answers.lines.forEach(Output.line)
      Output.line("\n" + words("Indicateurs", "Figures"))
      FigureLines(language: language).lines(reply).forEach(Output.line)
      if let observed { Output.line(ObservedUse.text(observed, language)) }
      TargetStatus.lines(reply.figures, in: query, sheet, language).forEach(Output.line)
      if let html {
        var page = ReportPage(
          sheet: sheet, reply: reply, query: query, language: language,
          rules: query.rules ?? RuleBook.inForce, writtenOn: .today,
          unfinishedOn: Reporter.unfinished(Reporter.year(query), on: .today))
        (page.observed, page.beside, page.places) = (observed, beside, places)
        try OutputFile.write(page.html, to: html)
        Output.data(URL(fileURLWithPath: html).path)
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
