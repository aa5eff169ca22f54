import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Needs: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures actives sans personne formée en poste (celles que I4 ne compte pas), avec le motif.",
      "Lists active structures in which nobody trained is in post (those that I4 does not count), with the reason.",
      discussion: words(
        """
        La direction est désignée par le code de la personne ; « depuis » tient compte des renouvellements, à 31 jours près.
        Une structure ne voit que ses propres données.
        """,
        """
        The director is named by the person's code; “since” takes renewals within 31 days into account.
        A structure sees its own data only.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @OptionGroup var reasons: ReasonFilter
    @OptionGroup var cross: CrossOptions
    @Flag(help: .contacts) var contacts = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws { try reasons.check(Self.knownReasons) }

    static var jsonSchema: JSONSchema {
      .listing(columns, optional: ListingColumn<ListNeeds.Row>.contact([:]) { $0.director })
        .or("--cross", CrossListing.schema(hasReasons: true))
    }

    func run() async throws {
      let gateway = try options.gateway()
      let needs = try await TrainingNeeds.read(gateway, on: asOf)
      let shown = try await filters.structures(gateway, on: asOf, isNeeded: cross.isAsked)
      let rows = needs.rows.filter { shown.shows($0.structure) && reasons.shows([$0.reason]) }
      let drawn = await map(needs, gateway)
      // A cross table names nobody, so nobody's name is asked for.
      let directors = cross.isAsked ? [] : rows.compactMap(\.director)
      let found = contacts ? try await Contacts.read(gateway, of: directors) : [:]
      await gateway.close()
      let more: [ListingColumn<ListNeeds.Row>] =
        contacts ? ListingColumn.contact(found) { $0.director } : []
      let isCrossed = try cross.write(
        rows, shown, format, isFictitious: needs.fictitious, code: { $0.structure },
        reason: { $0.reason })
      guard !isCrossed else { return }
      let day = language.day(asOf.iso)
      let note =
        language.count(
          rows.count,
          .init(
            "structure active sans personne formée en poste",
            "structures actives sans personne formée en poste"),
          .init(
            "active structure with nobody trained in post",
            "active structures with nobody trained in post")) + words(" au \(day).", " on \(day).")
      try format.write(
        format.ordered(rows) { $0.name ?? $0.structure }, Self.columns + more,
        isFictitious: needs.fictitious, notes: [note], map: drawn)
    }

    /// Where structures have somebody trained in post, whatever the reasons that the list shows. It needs all active structures, which a
    /// structure's own key does not see: that has the list without a map.
    private func map(_ needs: TrainingNeeds, _ gateway: Gateway) async -> TileMap? {
      guard format == .html, !cross.isAsked,
        let shown = try? await filters.structures(gateway, on: asOf, isNeeded: true)
      else { return nil }
      let untrained = Set(needs.rows.map(\.structure))
      let day = language.day(asOf.iso)
      return TileMap(
        title: words(
          "Structures actives ayant une personne formée en poste, le \(day)",
          "Active structures with somebody trained in post, \(day)"),
        communes: shown.communes { !untrained.contains($0) }, language: language)
    }

    /// Why nobody trained is in post. Source: acceptance/year.md, “Needs”.
    private static let knownReasons = [
      "VACANT", "INTERIM", "NEW_DIRECTOR", "EXPIRED", "LEFT", "NEVER",
    ]

    private static var columns: [ListingColumn<ListNeeds.Row>] {
      [
        .text("structure_code", "code", "code") { $0.structure },
        .text("director", "direction", "director") { $0.director },
        .day("since", "en poste depuis le", "in post since") { $0.since },
        .text("reason", "motif", "reason", as: { Catalogue.reason($0, language) }) { $0.reason },
        .text(nil, "structure", "structure") { $0.name },
        .text(nil, "commune", "commune") { $0.commune },
      ]
    }
  }
}
