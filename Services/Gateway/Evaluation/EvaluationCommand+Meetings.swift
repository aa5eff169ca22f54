import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension EvaluationCommand {
  struct Meetings: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les réunions de veille sociale d'une année, tenues ou annulées : structures invitées, présentes, excusées, absentes.",
      "Lists a year's meetings of social watch, held or cancelled: invited, present, excused, absent.",
      discussion: words(
        """
        Avec --declared : les réunions que les structures déclarent elles-mêmes. Elles ne comptent qu'après confirmation par \
        l'instance ou par la Caf.
        """,
        """
        With --declared: the meetings that structures declare themselves. They count only once the body or the Caf has \
        confirmed them.
        """
      ))

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Année des réunions, par exemple 2025.",
        "Year of the meetings, such as 2025.", .year))
    var year: Year
    @Option(
      help: .words(
        "Limite le résultat aux instances de cette commune : code Insee, même ancien ; un arrondissement compte pour Lyon.",
        "Limits the result to the bodies of this commune: INSEE code, a former one too; an arrondissement counts for Lyon."
      ))
    var commune: String?
    @Flag(
      help: .words(
        "Affiche les réunions déclarées par les structures, à côté de celles que l'instance a enregistrées.",
        "Shows the meetings that structures declare, beside those that the body recorded."))
    var declared = false
    @Flag(
      help: .words(
        "Limite le résultat aux réunions tenues où au moins une structure était présente.",
        "Limits the result to meetings that were held and at which a structure was present."))
    var attended = false
    @Option(
      help: .words(
        "Avec --declared : limite le résultat à un type de structure.",
        "With --declared: limits the result to one kind of structure.", .kind))
    var kind: StructureChoice.Kind?
    @OptionGroup var membership: MembershipFilters
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    /// The structures whose declarations are meant. `--commune` is the bodies' commune, with and without `--declared`.
    private var choice: StructureChoice {
      var choice = membership.choice
      choice.kind = kind
      return choice
    }

    func validate() throws {
      guard !(declared && attended) else {
        throw ValidationError(
          "indiquez --attended ou --declared, pas les deux",
          "give --attended or --declared, not both")
      }
      guard !declared, choice != StructureChoice() else { return }
      throw ValidationError(
        "--kind, --ctcd, --federated et --not-federated vont avec --declared",
        "--kind, --ctcd, --federated and --not-federated go with --declared")
    }

    static var jsonSchema: JSONSchema {
      .listing(columns).or("--declared", .listing(declaredColumns))
    }

    func run() async throws {
      try calendar.check()
      if declared { return try await listDeclared() }
      let first = ListYearMeetings(
        year: year, commune: commune, attended: attended ? true : nil, limit: .most)
      let pages = try await options.pages("evaluation", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.meeting : nil
      }
      let rows = pages.flatMap(\.rows).sorted { ($0.heldOn, $0.meeting) < ($1.heldOn, $1.meeting) }
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious)
      try calendar.write(rows.map(event), isFictitious: pages.last?.fictitious)
    }

    private func listDeclared() async throws {
      let first = ListDeclaredMeetings(year: year, commune: commune, limit: .most)
      let gateway = try options.gateway()
      let pages = try await gateway.pages("evaluation", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.place : nil
      }
      let shown = try await ShownStructures.read(gateway, choice, on: year.lastDay)
      await gateway.close()
      let rows = pages.flatMap(\.rows).filter { shown.shows($0.structure) }
      let open = rows.count { $0.state != "confirmed" }
      let part = language.part(open, of: rows.count)
      let note = words(
        "Déclarations à confirmer ou à vérifier : \(part). L'écart appelle un échange, jamais une sanction.",
        "Declarations to confirm or to clear up: \(part). A difference calls for a talk, never for a sanction."
      )
      try format.write(
        rows, Self.declaredColumns, isFictitious: pages.last?.fictitious, notes: [note])
      try calendar.write(rows.map(event), isFictitious: pages.last?.fictitious)
    }

    private func event(_ row: ListDeclaredMeetings.Row) -> ICalendar.Event {
      let (response, state) = (
        Catalogue.diagnosis(row.response, language), Catalogue.diagnosis(row.state, language)
      )
      return ICalendar.Event(
        about: "declared-meeting-\(row.place)", on: row.heldOn,
        summary: words(
          "Réunion déclarée par \(row.structure) : \(row.body)",
          "Meeting declared by \(row.structure): \(row.body)"),
        description: "\(response), \(state)")
    }

    private static var declaredColumns: [ListingColumn<ListDeclaredMeetings.Row>] {
      [
        .text("structure_code", "structure", "structure") { $0.structure },
        .text("body_code", "instance", "body") { $0.body },
        .day("held_on", "jour", "day") { $0.heldOn },
        .text("response", "déclaré", "declared", as: { Catalogue.diagnosis($0, language) }) {
          $0.response
        },
        .text("state", "état", "state", as: { Catalogue.diagnosis($0, language) }) { $0.state },
        .text(
          "observed", "constaté par l'instance", "recorded by the body",
          as: { Catalogue.diagnosis($0, language) }
        ) { $0.observed },
        .text("meeting_code", "réunion", "meeting") { $0.meeting },
      ]
    }

    private func event(_ row: ListYearMeetings.Row) -> ICalendar.Event {
      let isCancelled = row.state == "cancelled"
      return ICalendar.Event(
        about: "meeting-\(row.meeting)", on: row.heldOn,
        summary: isCancelled
          ? words(
            "Réunion de veille sociale annulée : \(row.body)",
            "Meeting of social watch cancelled: \(row.body)")
          : words(
            "Réunion de veille sociale : \(row.body)", "Meeting of social watch: \(row.body)"),
        description: words(
          "Réunion \(row.meeting)\nStructures invitées : \(row.invited)",
          "Meeting \(row.meeting)\nStructures invited: \(row.invited)"), isCancelled: isCancelled)
    }

    private static var columns: [ListingColumn<ListYearMeetings.Row>] {
      [
        .day("held_on", "jour", "day") { $0.heldOn },
        .text("meeting_code", "réunion", "meeting") { $0.meeting },
        .text("body_code", "instance", "body") { $0.body },
        .text("state", "état", "state", as: { Catalogue.diagnosis($0, language) }) { $0.state },
        .number("invited", "invitées", "invited") { $0.invited },
        .number("present", "présentes", "present") { $0.present },
        .number("excused", "excusées", "excused") { $0.excused },
        .number("absent", "absentes", "absent") { $0.absent },
      ]
    }
  }
}
