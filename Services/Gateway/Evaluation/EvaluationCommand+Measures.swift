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
      let header = headings(
        ["mesure", "ce que c'est", "règles", "service", "sorte", "mieux"],
        ["measure", "what it is", "rules", "service", "kind", "better"])
      let rows = measures.map {
        [
          $0.code, $0.title, $0.rules.joined(separator: " "), $0.service,
          $0.kind == "count" ? words("nombre", "count") : words("taux", "rate"),
          $0.better == "higher" ? words("plus haut", "higher") : words("plus bas", "lower"),
        ]
      }
      try format.write(measures, header, rows)
    }
  }
}
