import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract

extension TerritoryCommand {
  struct SeriesList: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      commandName: "series",
      "Liste les séries, ou toutes les versions d'une valeur.",
      "Lists the series, or every version of a value.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Code d'une série.", "Code of a series.", .series)) var series: String?
    @Option(
      help: .words(
        "Code d'un territoire, comme il a été chargé.",
        "Code of a territory, as it was loaded.", .territory)
    )
    var territory: String?
    @Option(help: .format) var format = OutputFormat.Plain.text

    func validate() throws {
      guard (series == nil) == (territory == nil) else {
        throw ValidationError("indiquez une série et --territory", "give a series and --territory")
      }
    }

    static var jsonSchema: JSONSchema {
      .value(ListSeries.Reply.self)
        .or("a series and --territory", .value(GetSeriesValues.Reply.self))
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
