import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Partners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les partenaires : type, conventions, financements.",
      "Lists partners: kind, agreements, funding.",
      discussion: words(
        "Les financements ne sont comptés que pour les clés qui peuvent les voir.",
        "Contributions are counted for those who may see them only."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      let first = ListPartners(asOf: asOf, limit: .most)
      let pages = try await options.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.code : nil
      }
      try format.write(
        format.ordered(pages.flatMap(\.rows)) { $0.name }, Self.columns,
        isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<ListPartners.Row>] {
      [
        .init("partner_code", "code", "code") { .text($0.code) },
        .init("name", "partenaire", "partner") { .text($0.name) },
        .init("kind", "type", "kind") {
          .text($0.kind, as: Catalogue.partnerKind($0.kind, language))
        },
        .init("agreements", "conventions", "agreements") { .number($0.agreements) },
        .init("active", "dont en cours", "of which in force") { .number($0.activeAgreements) },
        .init("contributions", "financements", "contributions") { .number($0.contributions) },
      ]
    }
  }
}
