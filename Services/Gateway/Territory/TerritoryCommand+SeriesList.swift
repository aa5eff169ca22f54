import ArgumentParser
import Composition
import Contracts
import Pages

extension TerritoryCommand {
  struct SeriesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "series",
      "Les séries connues ; ou toutes les versions des valeurs d'un code.",
      "The series that are known; or every version of a code's values.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code d'une série.", "A series' code.")) var series: String?
    @Option(
      help: .words(
        "Le code d'un territoire, tel qu'il a été chargé.", "A territory's code, as it was loaded.")
    ) var territory: String?
    @Option(help: .words("text ou json.", "text or json.")) var format = OutputFormat.Plain.text

    func validate() throws {
      guard (series == nil) == (territory == nil) else {
        throw ValidationError("indiquez une série et --territory", "give a series and --territory")
      }
    }

    func run() async throws {
      if let series, let territory {
        let reply = try await options.call(
          "evaluation", GetSeriesValues(series: series, territory: territory))
        if format == .json { return Output.data(try OutputFormat.json(reply)) }
        return Output.line(SeriesText(language: language).versions(reply))
      }
      let reply = try await options.call("evaluation", ListSeries())
      if format == .json { return Output.data(try OutputFormat.json(reply)) }
      Output.line(SeriesText(language: language).list(reply.series))
    }
  }
}
