import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension SenacsCommand {
  struct Communes: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche la participation par commune, comme la commune peut la lire ; masquée au-dessous de cinq structures.",
      "Shows participation by commune, as the commune may read it; suppressed under five structures."
    )

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Limite le résultat à cette commune : code Insee à la date de référence de la campagne.",
        "Limits the result to this commune: its INSEE code on the campaign's reference date."))
    var commune: String?
    @Option(help: .receivedBy) var asOf: CivilDate = .today
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      let first = GetCommuneParticipation(campaign: campaign, asOf: asOf, limit: .most)
      let pages = try await options.pages("senacs", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.commune : nil
      }
      let rows = pages.flatMap(\.rows).filter { row in commune.map { $0 == row.commune } ?? true }
      try format.write(
        rows, Self.columns, isFictitious: pages.last?.fictitious, map: map(rows))
    }

    private func map(_ rows: [GetCommuneParticipation.Row]) -> TileMap {
      let communes = rows.map { row in
        let standing: TileMap.Standing
        if let expected = row.expected, let answered = row.answered {
          standing = .share(answered, of: expected)
        } else {
          standing = .secret
        }
        return TileMap.Commune(
          code: row.commune, name: row.name ?? row.commune, standing: standing)
      }
      var map = TileMap(
        title: words(
          "Structures attendues qui ont répondu à SENACS, campagne \(campaign)",
          "Expected structures that answered SENACS, campaign \(campaign)"),
        communes: communes, language: language)
      map.bringsTable = false
      return map
    }

    private static var columns: [ListingColumn<GetCommuneParticipation.Row>] {
      [
        .text("commune_code", "code", "code") { $0.commune },
        .text("name", "commune", "commune") { $0.name },
        .number("expected", "attendues", "expected") { $0.expected },
        .number("answered", "réponses", "answers") { $0.answered },
        .text("secret", "secret statistique", "secret") { $0.secret },
      ]
    }
  }
}
