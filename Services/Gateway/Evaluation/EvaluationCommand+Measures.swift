import ArgumentParser
import Composition
import Pages

extension EvaluationCommand {
  struct Measures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les mesures nommées parmi lesquelles une fiche choisit.",
      "Lists the named measures that a sheet chooses from.",
      discussion: words(
        "Il n'y en a pas d'autres, et pas de langage de formules ; I0 vaut pour chaque I0:CODE.",
        "There are no others, and no language of formulas; I0 stands for each I0:CODE."))

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
