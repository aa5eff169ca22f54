import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import RPCContract
import Values

extension PeopleCommand {
  struct Merges: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les fusions en vigueur : quels codes, quand et par qui.",
      "Lists the merges in force: which codes, when and by whom.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    /// A merge, and its record.
    private struct Merged {
      let row: ListMerges.Row
      let fact: ReadFacts.Fact?
    }

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      let gateway = try options.gateway()
      let pages = try await gateway.pages("registry", ListMerges(limit: .most), after: \.after) {
        $0.hasMore ? $0.rows.last?.entry : nil
      }
      let rows = pages.flatMap(\.rows)
      let facts = try await gateway.facts(
        rows.map { FactReference(FactKind.merges.file, $0.entry) }, knownOn: nil)
      await gateway.close()
      let byEntry = Dictionary(facts.map { ($0.fact.key[0], $0) }, uniquingKeysWith: { $1 })
      try format.write(
        rows.map { Merged(row: $0, fact: byEntry[$0.entry]) }, Self.columns,
        isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<Merged>] {
      [
        .text("person_code", "code fusionné", "merged code") { $0.row.entry },
        .text("kept_code", "code gardé", "kept code") { $0.row.kept },
        .text("counts_as", "compte comme", "counts as") { $0.row.person },
        .instant("decided_at", "décidée le", "decided at") { $0.fact?.recordedAt },
        .text(
          "decided_by", "par", "by",
          told: { AuditCommand.author($0.fact?.principal, $0.fact?.roles) }
        ) { $0.fact?.principal },
      ]
    }
  }
}
