import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension EvaluationCommand {
  struct Turnover: AsyncParsableCommand, PrintsJSON {
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

    static var jsonSchema: JSONSchema { .value(GetTurnover.Reply.self) }

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
        .text("function", "fonction", "function", as: { Catalogue.reason($0, language) }) {
          $0.function
        },
        .text("scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }) { $0.scope },
        .number("structures", "structures", "structures") { $0.structures },
        .number("structuresLeft", "structures concernées", "structures with a departure") {
          $0.structuresLeft
        },
        .number("departures", "départs", "departures") { $0.departures },
      ]
    }

    /// The departures of a cause; none where causes may not be seen.
    private static func column(of cause: String) -> ListingColumn<GetTurnover.Row> {
      .number(
        "causes_\(cause)", Catalogue.reason(cause, .french), Catalogue.reason(cause, .english)
      ) { row in row.causes.map { $0[cause] ?? 0 } }
    }

    private static var people: [ListingColumn<GetTurnover.Row>] {
      [
        .number("arrivals", "prises de poste", "arrivals") { $0.arrivals },
        .number("peopleCame", "personnes arrivées", "people who came") { $0.peopleCame },
        .number("peopleLeft", "personnes parties", "people who left") { $0.peopleLeft },
        .number("peopleInPost", "en poste au 1er janvier", "in post on 1 January") {
          $0.peopleInPost
        },
        .share("rotation", "taux de rotation (I3b)", "rotation (I3b)") { $0.rotation?.value?.text },
      ]
    }
  }
}
