public import ArgumentParser
import Composition
public import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Coverage: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche où les conventions en cours d'un type s'appliquent, et où il n'y en a pas.",
      "Shows where the agreements in force of a kind hold, and where there is none.",
      discussion: words(
        """
        CTG et contrats de ville (city_policy) : communes des structures actives. Conventions tripartites : ces structures \
        elles-mêmes.
        """,
        """
        CTG and contrats de ville (city_policy): the communes of active structures. Tripartite agreements: these structures \
        themselves.
        """
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Type de convention.", "Kind of agreement.", .kind))
    var kind: ListCoverage.Kind
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @OptionGroup var filters: PlaceFilters
    @Flag(
      help: .words(
        "Limite le résultat aux communes ou structures sans convention.",
        "Limits the result to communes or structures without an agreement."))
    var missing = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema {
      .listing(columns(.ctg)).or("--kind tripartite", .listing(columns(.tripartite)))
    }

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("registry", ListCoverage(kind: kind, asOf: asOf))
      let shown = try await ShownStructures.read(
        gateway, filters.choice, on: asOf, isNeeded: format == .html && kind == .tripartite)
      await gateway.close()
      let listed = reply.rows.filter {
        kind == .tripartite ? shown.shows($0.code) : shown.showsCommune($0.code)
      }
      let covered = listed.count { !$0.agreements.isEmpty }
      let note =
        kind == .tripartite
        ? words(
          "Structures couvertes : \(language.part(covered, of: listed.count))",
          "Structures covered: \(language.part(covered, of: listed.count))")
        : words(
          "Communes couvertes : \(language.part(covered, of: listed.count))",
          "Communes covered: \(language.part(covered, of: listed.count))")
      let rows = missing ? listed.filter { $0.agreements.isEmpty } : listed
      try format.write(
        format.ordered(rows) { $0.name }, Self.columns(kind), isFictitious: reply.fictitious,
        notes: [note],
        map: map(listed, shown))
    }

    /// The communes that are covered; of tripartite agreements, which are those of structures, the communes of these.
    private func map(_ listed: [ListCoverage.Row], _ shown: ShownStructures) -> TileMap {
      let covered = Set(listed.filter { !$0.agreements.isEmpty }.map(\.code))
      let day = language.day(asOf.iso)
      guard kind != .tripartite else {
        return TileMap(
          title: words(
            "Structures actives ayant une convention tripartite en cours, le \(day)",
            "Active structures with a tripartite agreement in force, \(day)"),
          communes: shown.communes { covered.contains($0) }, language: language)
      }
      let agreement = Catalogue.agreementKind(kind.rawValue, language)
      let communes = listed.map {
        TileMap.Commune(code: $0.code, name: $0.name, standing: .holds(covered.contains($0.code)))
      }
      var map = TileMap(
        title: words(
          "Communes couvertes, le \(day) : \(agreement)", "Communes covered, \(day): \(agreement)"),
        communes: communes, language: language)
      map.bringsTable = missing
      return map
    }

    private static func columns(
      _ kind: ListCoverage.Kind
    ) -> [ListingColumn<ListCoverage.Row>] {
      let places: [ListingColumn<ListCoverage.Row>] =
        kind == .tripartite
        ? [
          .text("structure_code", "code", "code") { $0.code },
          .text(nil, "structure", "structure") { $0.name },
        ]
        : [
          .text("commune_code", "code", "code") { $0.code },
          .text(nil, "commune", "commune") { $0.name },
          .number("structures", "structures actives", "active structures") { $0.structures },
        ]
      let agreements: [ListingColumn<ListCoverage.Row>] = [
        .flag("covered", "couverte", "covered") { !$0.agreements.isEmpty },
        .list("agreements", "conventions", "agreements") { $0.agreements },
      ]
      return places + agreements
    }
  }
}

extension ListCoverage.Kind: ExpressibleByArgument {}
