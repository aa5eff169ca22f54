import ArgumentParser
import Composition
import Pages
import RPCContract

extension EvaluationCommand {
  struct Measures: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les indicateurs disponibles pour une fiche action.",
      "Lists the figures that an action sheet may choose.",
      discussion: words(
        "La liste est fermée. I0 désigne tous les codes I0:CODE.",
        "The list is closed. I0 stands for each I0:CODE."))

    @OptionGroup var languageOption: LanguageOption
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      try format.write(MeasureCatalogue.all(language), Self.columns, isFictitious: nil)
    }

    private static var columns: [ListingColumn<MeasureCatalogue.Measure>] {
      [
        .text("code", "indicateur", "figure") { $0.code },
        .text("title", "intitulé", "title") { $0.title },
        .list("rules", "règles", "rules", separator: " ") { $0.rules },
        .text("service", "service", "service") { $0.service },
        .text(
          "kind", "type", "kind",
          as: { $0 == "count" ? words("nombre", "count") : words("taux", "rate") }
        ) { $0.kind },
        .text(
          "better", "sens favorable", "better",
          as: { $0 == "higher" ? words("plus haut", "higher") : words("plus bas", "lower") }
        ) { $0.better },
      ]
    }
  }
}
