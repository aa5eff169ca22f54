import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension TrainingCommand {
  struct Needs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les structures actives où aucune personne formée n'est en poste (le reste de I4), et pourquoi.",
      "Lists active structures in which nobody trained is in post (the rest of I4), and why.",
      discussion: words(
        """
        La direction est nommée par le code de la personne ; « depuis » tient compte des renouvellements, à 31 jours près.
        Une structure ne voit qu'elle-même.
        """,
        """
        The director is named by the person's code; “since” takes renewals within 31 days into account.
        A structure sees itself only.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Flag(help: .contacts) var contacts = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let gateway = try options.gateway()
      let needs = try await TrainingNeeds.read(gateway, on: asOf)
      let found =
        contacts ? try await Contacts.read(gateway, of: needs.rows.compactMap(\.director)) : [:]
      await gateway.close()
      let more: [ListingColumn<ListNeeds.Row>] =
        contacts ? ListingColumn.contact(found) { $0.director } : []
      let note = words(
        "\(needs.rows.count) structures actives sans personne formée en poste, le \(asOf.iso)",
        "\(needs.rows.count) active structures without anybody trained in post, on \(asOf.iso)")
      try format.write(
        needs.rows, Self.columns + more, isFictitious: needs.fictitious, notes: [note])
    }

    private static var columns: [ListingColumn<ListNeeds.Row>] {
      [
        .init("structure_code", "code", "code") { .text($0.structure) },
        .init("director", "direction", "director") { .text($0.director) },
        .init("since", "depuis", "since") { .text($0.since?.iso) },
        .init("reason", "pourquoi", "why") { row in
          .text(row.reason, as: row.reason.map { Catalogue.reason($0, language) })
        },
      ]
    }
  }
}
