import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Unreached: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures actives sans personne touchée par les formations de la période (celles que I2d ne compte pas).",
      "Lists active structures from which nobody came to a training of the period (those that I2d does not count)."
    )

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Premier jour : sessions qui se terminent ce jour ou après.",
        "First day: sessions that end on that day or later.", .day))
    var from: CivilDate
    @Option(
      help: .words(
        "Dernier jour : structures actives ce jour-là.",
        "Last day: structures that are active on it.", .day))
    var to: CivilDate
    @OptionGroup var filters: StructureFilters
    @OptionGroup var cross: CrossOptions
    @Flag(help: .contacts) var contacts = false
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard to < from else { return }
      throw ValidationError(
        "--to (\(language.day(to.iso))) précède --from (\(language.day(from.iso)))",
        "--to (\(to.iso)) lies before --from (\(from.iso))"
      )
    }

    static var jsonSchema: JSONSchema {
      .listing(columns, optional: ListingColumn<ListUnreached.Row>.contact([:]) { _ in nil })
        .or("--cross", CrossListing.schema())
    }

    func run() async throws {
      let first = ListUnreached(from: from, to: to, limit: .most)
      let gateway = try options.gateway()
      let pages = try await gateway.pages("training", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.structure : nil
      }
      let shown = try await filters.structures(
        gateway, on: to, isNeeded: cross.isAsked || format == .html)
      let rows = pages.flatMap(\.rows).filter { shown.shows($0.structure) }
      let isFictitious = pages.last?.fictitious
      // A cross table names nobody, so nobody's name is asked for.
      let more: [ListingColumn<ListUnreached.Row>] =
        contacts && !cross.isAsked ? try await contactColumns(of: rows, gateway) : []
      await gateway.close()
      let isCrossed = try cross.write(
        rows, shown, format, isFictitious: isFictitious, code: { $0.structure })
      guard !isCrossed else { return }
      let (begin, end) = (language.day(from.iso), language.day(to.iso))
      let note =
        language.count(
          rows.count,
          .init(
            "structure active sans personne touchée par les formations",
            "structures actives sans personne touchée par les formations"),
          .init(
            "active structure with nobody reached by training",
            "active structures with nobody reached by training"))
        + words(" du \(begin) au \(end).", " from \(begin) to \(end).")
      try format.write(
        format.ordered(rows) { $0.name ?? $0.structure }, Self.columns + more,
        isFictitious: isFictitious, notes: [note],
        map: map(Set(pages.flatMap(\.rows).map(\.structure)), shown))
    }

    private func map(_ unreached: Set<String>, _ shown: ShownStructures) -> TileMap {
      let days = language.days(from.iso, to.iso)
      return TileMap(
        title: words(
          "Structures actives ayant au moins une personne touchée par les formations, \(days)",
          "Active structures with at least one person reached by training, \(days)"),
        communes: shown.communes { !unreached.contains($0) }, language: language)
    }

    /// The columns of the directors' names and addresses; training knows who directs a structure.
    private func contactColumns(
      of rows: [ListUnreached.Row], _ gateway: Gateway
    ) async throws -> [ListingColumn<ListUnreached.Row>] {
      let meant = Set(rows.map(\.structure))
      let active = try await TrainingNeeds.read(gateway, on: to, all: true).rows
        .filter { meant.contains($0.structure) }
      let directors = Dictionary(
        active.compactMap { row in row.director.map { (row.structure, $0) } }
      ) { first, _ in first }
      let found = try await Contacts.read(gateway, of: directors.values)
      return ListingColumn.contact(found) { directors[$0.structure] }
    }

    private static var columns: [ListingColumn<ListUnreached.Row>] {
      [
        .text("structure_code", "code", "code") { $0.structure },
        .text("kind", "type", "kind") { $0.kind },
        RegistryCommand.territory { $0.ctcd },
        .flag("federated", "adhérente", "member") { $0.federated },
        .text(nil, "structure", "structure") { $0.name },
        .text(nil, "commune", "commune") { $0.commune },
      ]
    }
  }
}
