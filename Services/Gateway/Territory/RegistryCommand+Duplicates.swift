import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Duplicates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les paires de personnes qui n'en sont peut-être qu'une.",
      "Lists pairs of people who may be one person.",
      discussion: words(
        "Les personnes ne sont désignées que par leur code. Chaque paire est à vérifier ; pour fusionner : vigie people merge.",
        "People are named by their codes only. Check each pair; to merge one: vigie people merge."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let first = ListDuplicates(limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.pairs.last?.place : nil
      }
      try format.write(
        pages.flatMap(\.pairs), Self.columns, isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<ListDuplicates.Pair>] {
      [
        .init("person_a", "personne", "person") { .text($0.personA) },
        .init("person_b", "autre personne", "other person") { .text($0.personB) },
        .init("reasons", "pourquoi", "why") {
          .list($0.reasons) { Catalogue.reason($0, language) }
        },
      ]
    }
  }
}
