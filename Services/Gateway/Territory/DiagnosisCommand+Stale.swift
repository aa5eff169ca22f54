import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension DiagnosisCommand {
  struct Stale: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures actives dont le diagnostic partagé est à actualiser : il s'appuie sur des éléments de plus de 24 mois.",
      "Lists the active structures whose shared diagnosis is to be brought up to date: it rests on items over 24 months old.",
      discussion: words(
        "Ce qui a changé autour d'un élément plus récent, par exemple une série : vigie diagnosis show.",
        "What changed around a more recent item, such as a series: vigie diagnosis show."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("evaluation", ListStaleDiagnoses(asOf: asOf))
      let shown = try await filters.structures(gateway, on: asOf)
      await gateway.close()
      let rows = reply.rows.filter { shown.shows($0.structure) }
      try format.write(
        format.ordered(rows) { $0.name }, Self.columns, isFictitious: reply.fictitious,
        notes: [Self.note(rows.count, of: reply.diagnoses, language)])
    }

    /// How many diagnoses are to be brought up to date.
    static func note(_ stale: Int, of diagnoses: Int, _ language: Language) -> String {
      guard stale > 0 else {
        return language.pick(
          "Aucun diagnostic partagé n'est à actualiser.",
          "No shared diagnosis is to be brought up to date.")
      }
      let count = language.count(
        stale, .init("diagnostic partagé", "diagnostics partagés"),
        .init("shared diagnosis", "shared diagnoses"))
      let all = language.number(diagnoses)
      return language.pick(
        "\(count) à actualiser, sur \(all).", "\(count) to bring up to date, of \(all).")
    }

    private static var columns: [ListingColumn<ListStaleDiagnoses.Row>] {
      [
        .text("structure_code", "code", "code") { $0.structure },
        .text("name", "nom", "name") { $0.name },
        .text("commune", "commune", "commune") { $0.commune },
        .number("items", "éléments d'appui", "items") { $0.items },
        .number("old", "de plus de 24 mois", "over 24 months old") { $0.old },
        .day("latest_on", "le plus récent du", "latest of") { $0.latestOn },
      ]
    }
  }
}
