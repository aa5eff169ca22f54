import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension EvaluationCommand {
  struct Turnover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche les départs et leurs motifs, les prises de poste et la durée en poste (complète I3).",
      "Shows departures and their reasons, arrivals and how long people stay in post (beside I3).",
      discussion: words(
        """
        Structures et départs : ceux de I3a. Taux de rotation : (prises de poste + départs) ÷ 2 ÷ personnes en poste au 1er \
        janvier.
        Durée médiane par la méthode de Kaplan-Meier, intervalle de confiance à 95 %, à partir de 20 personnes.
        """,
        """
        Structures and departures: those of I3a. Rotation: (arrivals + departures) ÷ 2 ÷ people in post on 1 January.
        Median by Kaplan and Meier, with limits at 95%, from 20 people on.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .year) var year: Year
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let reply = try await options.call(
        "registry", GetTurnover(query: FigureQuery(year: year, knownOn: knownOn)))
      try format.write(reply, reply.rows, Self.columns, isFictitious: reply.fictitious) {
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

    private static var columns: [ListingColumn<GetTurnover.Row>] {
      let tenure = ListingColumn<GetTurnover.Row>.lasting("tenure") { $0.tenure }
      return departures + GetTurnover.causes.map(column(of:)) + people + tenure
    }

    private static var departures: [ListingColumn<GetTurnover.Row>] {
      [
        .init("function", "fonction", "function") {
          .text($0.function, as: Catalogue.reason($0.function, language))
        },
        .init("scope", "périmètre", "scope") {
          .text($0.scope, as: Catalogue.scope($0.scope, language))
        },
        .init("structures", "structures", "structures") { .number($0.structures) },
        .init("structuresLeft", "structures concernées", "structures with a departure") {
          .number($0.structuresLeft)
        },
        .init("departures", "départs", "departures") { .number($0.departures) },
      ]
    }

    /// The departures of a cause; none where causes may not be seen.
    private static func column(of cause: String) -> ListingColumn<GetTurnover.Row> {
      ListingColumn(
        "causes_\(cause)", Catalogue.reason(cause, .french), Catalogue.reason(cause, .english)
      ) { row in .number(row.causes.map { $0[cause] ?? 0 }) }
    }

    private static var people: [ListingColumn<GetTurnover.Row>] {
      [
        .init("arrivals", "prises de poste", "arrivals") { .number($0.arrivals) },
        .init("peopleCame", "personnes arrivées", "people who came") { .number($0.peopleCame) },
        .init("peopleLeft", "personnes parties", "people who left") { .number($0.peopleLeft) },
        .init("peopleInPost", "en poste au 1er janvier", "in post on 1 January") {
          .number($0.peopleInPost)
        },
        .init("rotation", "taux de rotation (I3b)", "rotation (I3b)") {
          .rate($0.rotation?.value?.text)
        },
      ]
    }
  }
}
