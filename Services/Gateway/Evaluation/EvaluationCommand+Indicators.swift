import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract

extension EvaluationCommand {
  struct Indicators: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche les indicateurs de la fiche action pour une année.",
      "Prints the action sheet's figures for a year.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var query: Query
    @Option(help: .format) var format = OutputFormat.Plain.text

    static var jsonSchema: JSONSchema { FiguresJSON.schema }

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await Evaluator(services: gateway).figures(query.query)
      await gateway.close()
      if format == .json {
        Output.data(try FiguresJSON.text(reply.figures))
        for part in reply.missing {
          Output.error(
            "missing: \(part.figures.joined(separator: " ")) – \(part.service) \(part.status): \(part.message)"
          )
        }
      } else {
        if reply.fictitious == true { Output.line(Words.fictitious(language)) }
        FigureLines(language: language).lines(reply).forEach(Output.line)
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }
  }
}
