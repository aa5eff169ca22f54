import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension EvaluationCommand {
  struct Retention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre combien de temps les personnes formées restent en poste : la demi-vie des formations (à côté de I4).",
      "Shows how long trained people stay in post: the half-life of trainings (beside I4).",
      discussion: words(
        """
        Formé veut dire comme dans I4 : quatre cinquièmes d'une session qui compte, la première fois. On est suivi du dernier jour de
        celle-ci jusqu'au jour où l'on n'a plus de poste de direction, de référent familles ou de coordination nulle part dans le
        réseau ; une pause de 31 jours n'y met pas fin. Kaplan et Meier, limites à 95 %, et rien au-dessous de 20 personnes.
        """,
        """
        Trained means as in I4: four fifths of a session that counts, for the first time. People are followed from its last day
        until they hold no post as director, family referent or coordinator anywhere in the network; a pause of 31 days ends
        nothing. Kaplan and Meier, limits at 95%, and nothing under 20 people.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Le jour auquel les faits sont vus ; sinon aujourd'hui.",
        "The day as of which facts are seen; default today.")) var asOf: CivilDate = .today
    @Option(help: .knownOn) var knownOn: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text

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
      let scope = ListingColumn<GetRetention.Row>("scope", "périmètre", "scope") {
        .text($0.scope, as: Catalogue.scope($0.scope, language))
      }
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
        .init("share_\(months)_months", french, english) { .rate(share($0)?.share?.text) },
        .init(
          "atRisk_\(months)_months", "personnes suivies à \(months) mois",
          "people followed for \(months) months"
        ) { .number(share($0)?.atRisk) },
        .init(
          "lowest_\(months)_months", french + ", borne basse", english + ", lower limit"
        ) { .rate(share($0)?.lowest?.text) },
        .init(
          "highest_\(months)_months", french + ", borne haute", english + ", upper limit"
        ) { .rate(share($0)?.highest?.text) },
      ]
    }
  }
}
