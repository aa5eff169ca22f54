import ArgumentParser
import Composition
import Pages

extension EvaluationCommand {
  struct Measures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les indicateurs disponibles pour une fiche action.",
      "Lists the figures that an action sheet may choose.",
      discussion: words(
        "La liste est fermée. I0 désigne tous les codes I0:CODE.",
        "The list is closed. I0 stands for each I0:CODE."))

    @OptionGroup var languageOption: LanguageOption
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let measures = MeasureCatalogue.all(language)
      try format.write(measures, measures, Self.columns)
    }

    private static var columns: [ListingColumn<MeasureCatalogue.Measure>] {
      [
        .init("code", "indicateur", "figure") { .text($0.code) },
        .init("title", "intitulé", "title") { .text($0.title) },
        .init("rules", "règles", "rules") { .list($0.rules, separator: " ") { $0 } },
        .init("service", "service", "service") { .text($0.service) },
        .init("kind", "type", "kind") {
          .text($0.kind, as: $0.kind == "count" ? words("nombre", "count") : words("taux", "rate"))
        },
        .init("better", "sens favorable", "better") {
          .text(
            $0.better,
            as: $0.better == "higher" ? words("plus haut", "higher") : words("plus bas", "lower"))
        },
      ]
    }
  }
}
