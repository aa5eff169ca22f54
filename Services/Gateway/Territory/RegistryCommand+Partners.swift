import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Partners: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les partenaires : type, conventions, financements.",
      "Lists partners: kind, agreements, funding.",
      discussion: words(
        "Les financements ne sont comptés que pour les clés qui peuvent les voir.",
        "Contributions are counted for those who may see them only."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns) }

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
        .text("partner_code", "code", "code") { $0.code },
        .text("name", "partenaire", "partner") { $0.name },
        .text("kind", "type", "kind", as: { Catalogue.partnerKind($0, language) }) { $0.kind },
        .number("agreements", "conventions", "agreements") { $0.agreements },
        .number("active", "dont en cours", "of which in force") { $0.activeAgreements },
        .number("contributions", "financements", "contributions") { $0.contributions },
      ]
    }
  }
}
