import ArgumentParser
import Contracts
import Foundation
import Texts
import Values

struct EvaluationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation", abstract: "Evaluates the sheet for a year.",
    subcommands: [Indicators.self, Report.self])

  /// What is evaluated.
  struct Query: ParsableArguments {
    @Option(help: "The year Y.") var year: Int
    @Option(help: "The SENACS campaign C; default the year.") var campaign: String?
    @Option(help: "The first day of trainings counted; default 1 January.") var from: CivilDate?
    @Option(help: "The last day of trainings counted; default 31 December.") var to: CivilDate?
    @Option(help: "The day as of which facts are seen; default 31 December.") var asOf: CivilDate?
    @Option(help: "Only what was recorded by the end of this day.") var knownOn: CivilDate?

    func validate() throws {
      guard (1900...2999).contains(year) else { throw ValidationError("--year must be 1900…2999") }
    }

    var query: FigureQuery {
      FigureQuery(
        year: year, campaign: campaign, from: from, to: to, asOf: asOf, knownOn: knownOn)
    }
  }

  struct Indicators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints every figure of the sheet.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var query: Query
    @Option(help: "text or json.") var format = Format.text

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await Evaluator(gateway: gateway).figures(query.query)
      await gateway.close()
      let lines = FigureLines(reply: reply, language: options.language)
      if format == .json {
        Output.line(try FiguresJSON.text(reply.figures))
        for part in reply.missing {
          Output.error(
            "missing: \(part.figures.joined(separator: " ")) – \(part.service) \(part.status): \(part.message)"
          )
        }
      } else {
        if reply.fictitious == true { Output.line(Words.fictitious(options.language)) }
        lines.lines.forEach(Output.line)
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }
  }

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the yearly report: lines here, and one HTML file.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var query: Query
    @Option(help: "The HTML file to write.") var html: String?

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await Evaluator(gateway: gateway).figures(query.query)
      await gateway.close()
      let language = options.language
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      FigureLines(reply: reply, language: language).lines.forEach(Output.line)
      Output.line(language.pick("aucune cible fixée", "no target set"))
      if let html {
        let page = ReportPage(
          reply: reply, query: query.query, language: language, writtenOn: .today)
        try Data(page.html.utf8).write(to: URL(fileURLWithPath: html), options: .atomic)
        Output.line(URL(fileURLWithPath: html).path)
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
