import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension EvaluationCommand {
  struct Meetings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les réunions de veille d'une année, tenues ou annulées : combien d'invités, de présents, d'excusés, d'absents.",
      "Lists the meetings of veille of a year, held or cancelled: how many were invited, present, excused, absent."
    )

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year
    @Option(
      help: .words(
        "Seulement celles des instances de cette commune : un code Insee, même ancien ; un arrondissement compte pour Lyon.",
        "Only those of the bodies of this commune: an INSEE code, a former one too; an arrondissement counts for Lyon."
      )) var commune: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    func run() async throws {
      try calendar.check()
      let first = ListYearMeetings(year: year, commune: commune, limit: .most)
      let pages = try await options.pages("evaluation", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.meeting : nil
      }
      let rows = pages.flatMap(\.rows).sorted { ($0.heldOn, $0.meeting) < ($1.heldOn, $1.meeting) }
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious)
      try calendar.write(rows.map(event), isFictitious: pages.last?.fictitious)
    }

    private func event(_ row: ListYearMeetings.Row) -> ICalendar.Event {
      let isCancelled = row.state == "cancelled"
      return ICalendar.Event(
        about: "meeting-\(row.meeting)", on: row.heldOn,
        summary: isCancelled
          ? words(
            "Réunion de veille annulée : \(row.body)", "Meeting of veille cancelled: \(row.body)")
          : words("Réunion de veille : \(row.body)", "Meeting of veille: \(row.body)"),
        description: words(
          "Réunion \(row.meeting)\nStructures invitées : \(row.invited)",
          "Meeting \(row.meeting)\nStructures invited: \(row.invited)"), isCancelled: isCancelled)
    }

    private static var columns: [ListingColumn<ListYearMeetings.Row>] {
      [
        .init("held_on", "jour", "day") { .text($0.heldOn.iso) },
        .init("meeting_code", "réunion", "meeting") { .text($0.meeting) },
        .init("body_code", "instance", "body") { .text($0.body) },
        .init("state", "état", "state") {
          .text($0.state, as: Catalogue.diagnosis($0.state, language))
        },
        .init("invited", "invités", "invited") { .number($0.invited) },
        .init("present", "présents", "present") { .number($0.present) },
        .init("excused", "excusés", "excused") { .number($0.excused) },
        .init("absent", "absents", "absent") { .number($0.absent) },
      ]
    }
  }
}
