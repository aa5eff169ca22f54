import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Duplicates: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les paires de codes qui désignent peut-être la même personne.",
      "Lists pairs of codes that may stand for one person.",
      discussion: words(
        """
        Sans --contacts, les personnes ne sont désignées que par leur code. Vérifiez chaque paire. Pour fusionner : vigie \
        people merge.
        """,
        "Without --contacts people are named by their codes only. Check each pair. To merge one: vigie people merge."
      ))

    @OptionGroup var options: GatewayOptions
    @Flag(
      help: .words(
        "Ajoute les noms et les courriels ; la fédération ne voit que ceux des personnes de ses structures adhérentes.",
        "Adds names and e-mails; the federation sees those of its members' people only."))
    var contacts = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns, optional: contactColumns([:])) }

    func run() async throws {
      let first = ListDuplicates(limit: .most)
      let gateway = try options.gateway()
      let pages = try await gateway.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.pairs.last?.place : nil
      }
      let pairs = pages.flatMap(\.pairs)
      let people = pairs.flatMap { [$0.personA, $0.personB] }
      let found = contacts ? try await Contacts.read(gateway, of: people) : [:]
      await gateway.close()
      try format.write(
        pairs, Self.columns + (contacts ? Self.contactColumns(found) : []),
        isFictitious: pages.last?.fictitious)
    }

    private static func contactColumns(
      _ found: [String: GetContacts.Contact]
    ) -> [ListingColumn<ListDuplicates.Pair>] {
      typealias Columns = ListingColumn<ListDuplicates.Pair>
      return Columns.contact(found, suffix: "_a") { $0.personA }
        + Columns.contact(found, suffix: "_b", french: " de l'autre", english: " of the other") {
          $0.personB
        }
    }

    private static var columns: [ListingColumn<ListDuplicates.Pair>] {
      [
        .text("person_a", "personne", "person") { $0.personA },
        .text("person_b", "autre personne", "other person") { $0.personB },
        .list("reasons", "motif", "reason", as: { Catalogue.reason($0, language) }) { $0.reasons },
      ]
    }
  }
}
