import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension EvaluationCommand {
  struct Turnover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre qui a quitté les postes, et pourquoi, qui est venu, et combien de temps on y reste (à côté de I3).",
      "Shows who left posts and why, who came, and how long people stay in them (beside I3).",
      discussion: words(
        """
        Les structures et les départs sont ceux de I3a. La rotation est (entrées + sorties) ÷ 2 ÷ personnes en poste au 1er janvier.
        La durée médiane est celle de Kaplan et Meier, avec ses limites à 95 %, et rien au-dessous de 20.
        """,
        """
        Structures and departures are those of I3a. Rotation is (came + left) ÷ 2 ÷ people in post on 1 January.
        The median tenure is Kaplan and Meier's, with its limits at 95%, and none under 20.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let reply = try await options.call(
        "registry", GetTurnover(query: FigureQuery(year: year, knownOn: knownOn)))
      try format.write(reply, header, reply.rows.map(cells), isFictitious: reply.fictitious) {
        for function in ["director", "family_referent"] {
          show(function, reply.rows.filter { $0.function == function })
        }
      }
    }

    private func show(_ function: String, _ rows: [GetTurnover.Row]) {
      let text = TurnoverText(language: language)
      Output.line("== \(Catalogue.reason(function, language)), \(year)")
      for table in [text.departures(rows), text.tenure(rows)] {
        Output.line(table.text)
      }
    }

    private var header: [String] {
      let causes = GetTurnover.causes.map { Catalogue.reason($0, language) }
      return [
        words("fonction", "function"), words("périmètre", "scope"), "structures",
        words("avec un départ", "with a departure"), words("départs", "departures"),
      ] + causes + [
        words("arrivées", "arrivals"), words("personnes venues", "people who came"),
        words("personnes parties", "people who left"),
        words("en poste au 1er janvier", "in post on 1 January"), "rotation",
      ] + LastingText.header(words("durée", "tenure"), language)
    }

    private func cells(_ row: GetTurnover.Row) -> [String] {
      [
        row.function, row.scope, String(row.structures), String(row.structuresLeft),
        String(row.departures),
      ] + TurnoverText(language: language).causes(row) + [
        String(row.arrivals), String(row.peopleCame), String(row.peopleLeft),
        String(row.peopleInPost), row.rotation?.value?.text ?? "",
      ] + LastingText(lasting: row.tenure, language: language).cells
    }
  }
}
