import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Duplicates: AsyncParsableCommand {
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
      var columns = Self.columns
      if contacts {
        columns += ListingColumn<ListDuplicates.Pair>.contact(found, suffix: "_a") { $0.personA }
        columns += ListingColumn<ListDuplicates.Pair>.contact(
          found, suffix: "_b", french: " de l'autre", english: " of the other"
        ) { $0.personB }
      }
      try format.write(pairs, columns, isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<ListDuplicates.Pair>] {
      [
        .init("person_a", "personne", "person") { .text($0.personA) },
        .init("person_b", "autre personne", "other person") { .text($0.personB) },
        .init("reasons", "motif", "reason") {
          .list($0.reasons) { Catalogue.reason($0, language) }
        },
      ]
    }
  }
}
