import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension PeopleCommand {
  struct Find: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Cherche le code d'une personne par le début de son nom ou de son prénom.",
      "Finds a person's code by the beginning of the family or given name.",
      discussion: words(
        """
        vigie people find dupont
        Accents et majuscules ne comptent pas. La fédération trouve les personnes de ses adhérents, et celles qu'elle a enregistrées.
        """,
        """
        vigie people find dupont
        Accents and capitals do not matter. The federation finds its members' people, and those whom it recorded.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Le début du nom ou du prénom.", "The beginning of the family or given name."))
    var text: String
    @Option(
      help: .words(
        "Une seule structure : qui y a ou y a eu un mandat.",
        "One structure only: who has or had a mandate there."), completion: .structures)
    var structure: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

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
        .init("person_code", "code", "code") { .text($0.code) },
        .init("family_name", "nom", "family name") { .text($0.familyName) },
        .init("given_name", "prénom", "given name") { .text($0.givenName) },
        .init("structures", "structures", "structures") { .list($0.structures) { $0 } },
      ]
    }
  }
}
