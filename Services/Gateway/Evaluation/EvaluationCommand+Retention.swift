import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension EvaluationCommand {
  struct Retention: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche combien de temps les personnes formées restent en poste (complète I4).",
      "Shows how long trained people stay in post (beside I4).",
      discussion: words(
        """
        « Formée » comme pour I4 : au moins quatre cinquièmes d'une session prise en compte. La personne est suivie jusqu'au \
        jour où elle n'occupe plus aucun poste du réseau ; une interruption de 31 jours au plus ne compte pas.
        Durée médiane par la méthode de Kaplan-Meier, intervalle de confiance à 95 %, à partir de 20 personnes.
        """,
        """
        “Trained” as in I4: at least four fifths of a session that counts. A person is followed until they hold no post in the \
        network any more; a pause of 31 days at most ends nothing.
        Median by Kaplan and Meier, with limits at 95%, from 20 people on.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Date des données.", "Day as of which facts are seen.", .day))
    var asOf: CivilDate = .today
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .value(GetRetention.Reply.self) }

    func run() async throws {
      let query = FigureQuery(year: asOf.factYear, asOf: asOf, knownOn: knownOn)
      let reply = try await options.call("training", GetRetention(query: query))
      try format.write(reply, reply.rows, Self.columns, isFictitious: reply.fictitious) {
        let text = RetentionText(language: language)
        Output.line(
          text.trained(reply.trained, withoutPost: reply.withoutPost, on: asOf.iso))
        Output.line(text.table(reply.rows).text)
        Output.line(text.note)
      }
    }

    private static var columns: [ListingColumn<GetRetention.Row>] {
      let scope = ListingColumn<GetRetention.Row>.text(
        "scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }
      ) { $0.scope }
      let stay = ListingColumn<GetRetention.Row>.lasting("stay") { $0.stay }
      return [scope] + stay + GetRetention.months.flatMap(shares)
    }

    /// The share still in post after some months, how many people were followed for so long, and the share's limits.
    private static func shares(_ months: Int) -> [ListingColumn<GetRetention.Row>] {
      func share(_ row: GetRetention.Row) -> Lasting.Share? {
        row.stay.shares?.first { $0.months == months }
      }
      let (french, english) = ("part à \(months) mois", "share at \(months) months")
      return [
        .share("share_\(months)_months", french, english) { share($0)?.share?.text },
        .number(
          "atRisk_\(months)_months", "personnes suivies à \(months) mois",
          "people followed for \(months) months"
        ) { share($0)?.atRisk },
        .share("lowest_\(months)_months", french + ", borne basse", english + ", lower limit") {
          share($0)?.lowest?.text
        },
        .share("highest_\(months)_months", french + ", borne haute", english + ", upper limit") {
          share($0)?.highest?.text
        },
      ]
    }
  }
}
