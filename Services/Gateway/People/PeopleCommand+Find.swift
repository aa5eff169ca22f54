import ArgumentParser
import Composition
import Contracts
import RPCContract
import Texts
import Values

extension PeopleCommand {
  struct Find: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Cherche le code d'une personne par le début de son nom ou de son prénom.",
      "Finds a person's code by the beginning of the family or given name.",
      discussion: words(
        """
        Exemple : vigie people find dupont
        Accents et majuscules ne comptent pas. La fédération trouve les personnes de ses structures adhérentes, et \
        celles qu'elle a enregistrées.
        """,
        """
        Example: vigie people find dupont
        Accents and capitals do not matter. The federation finds its members' people, and those whom it recorded.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Début du nom ou du prénom.", "Beginning of the family or given name.", .name))
    var text: String
    @Option(
      help: .words(
        "Limite le résultat aux personnes qui occupent, ou ont occupé, un poste dans cette structure.",
        "Limits the result to people who hold or held a post in this structure."),
      completion: .structures)
    var structure: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      let first = FindPeople(beginning: text, structure: structure, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.people.last?.code : nil
      }
      let people = pages.flatMap(\.people)
      let note =
        people.isEmpty
        ? words("Aucune personne trouvée.", "Nobody was found.")
        : language.count(
          people.count, .init("personne trouvée", "personnes trouvées"),
          .init("person found", "people found"))
      let listed = format.ordered(people) { "\($0.familyName) \($0.givenName)" }
      try format.write(listed, Self.columns, isFictitious: pages.last?.fictitious, notes: [note])
    }

    private static var columns: [ListingColumn<FindPeople.Row>] {
      [
        .text("person_code", "code", "code") { $0.code },
        .text("family_name", "nom", "family name") { $0.familyName },
        .text("given_name", "prénom", "given name") { $0.givenName },
        .list("structures", "structures", "structures") { $0.structures },
      ]
    }
  }
}
