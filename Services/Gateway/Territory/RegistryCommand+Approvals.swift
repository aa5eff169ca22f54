import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension RegistryCommand {
  struct Approvals: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures actives dont l'agrément prend fin au plus tard un jour donné.",
      "Lists the active structures whose approval ends by a day.",
      discussion: words(
        "Des agréments qui se suivent sans un jour d'écart comptent comme un seul.",
        "Approvals that follow each other without a day between them count as one."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @Option(
      help: .words(
        "Jour donné : l'agrément prend fin ce jour-là ou avant.",
        "That day: the approval ends on it or earlier.", .day))
    var endingBy: CivilDate
    @OptionGroup var filters: StructureFilters
    @Option(help: .onlyStructure, completion: .structures) var structure: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var cross: CrossOptions
    @OptionGroup var calendar: CalendarOptions

    static var jsonSchema: JSONSchema { .listing(columns).or("--cross", CrossListing.schema()) }

    func run() async throws {
      try calendar.check()
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "registry", ListApprovals(asOf: asOf, endingBy: endingBy, structure: structure))
      let shown = try await filters.structures(gateway, on: asOf, isNeeded: cross.isAsked)
      await gateway.close()
      let rows = reply.rows.filter { shown.shows($0.structure) }
      let isCrossed = try cross.write(
        rows, shown, format, isFictitious: reply.fictitious, code: { $0.structure })
      if !isCrossed {
        try format.write(
          format.ordered(rows) { $0.name }, Self.columns, isFictitious: reply.fictitious)
      }
      try calendar.write(rows.map(event), isFictitious: reply.fictitious)
    }

    private func event(_ row: ListApprovals.Row) -> ICalendar.Event {
      ICalendar.Event(
        about: "approval-end-\(row.structure)", on: row.endsOn,
        summary: words("Fin d'agrément : \(row.name)", "Approval ends: \(row.name)"),
        description: words(
          "\(row.kind) \(row.structure), \(row.commune) : dernier jour de l'agrément.",
          "\(row.kind) \(row.structure), \(row.commune): last day of the approval."))
    }

    private static var columns: [ListingColumn<ListApprovals.Row>] {
      [
        .text("structure_code", "code", "code") { $0.structure },
        .text(nil, "type", "kind") { $0.kind },
        .text(nil, "nom", "name") { $0.name },
        .text(nil, "commune", "commune") { $0.commune },
        .day("ends_on", "agrément jusqu'au", "approved until") { $0.endsOn },
        .number("days", "jours restants", "days left") { $0.days },
      ]
    }
  }
}
