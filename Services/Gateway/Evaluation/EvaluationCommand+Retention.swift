import ArgumentParser
import Composition
import Contracts
import Pages
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
      try format.write(reply, header, reply.rows.map(cells), isFictitious: reply.fictitious) {
        let text = RetentionText(language: language)
        Output.line(
          text.trained(reply.trained, withoutPost: reply.withoutPost, on: asOf.iso))
        Output.line(text.table(reply.rows).text)
        Output.line(text.note)
      }
    }

    private var header: [String] {
      [words("périmètre", "scope")] + LastingText.header(words("maintien", "stay"), language)
        + GetRetention.months.flatMap { months in
          [
            words("part à \(months) mois", "share at \(months) months"),
            words("suivis à \(months) mois", "followed for \(months) months"),
            words("part à \(months) mois, au moins", "share at \(months) months, at least"),
            words("part à \(months) mois, au plus", "share at \(months) months, at most"),
          ]
        }
    }

    private func cells(_ row: GetRetention.Row) -> [String] {
      [row.scope] + LastingText(lasting: row.stay, language: language).cells
        + GetRetention.months.flatMap { months in
          let share = row.stay.shares?.first { $0.months == months }
          return [
            share?.share?.text, share.map { String($0.atRisk) }, share?.lowest?.text,
            share?.highest?.text,
          ].map { $0 ?? "" }
        }
    }
  }
}
