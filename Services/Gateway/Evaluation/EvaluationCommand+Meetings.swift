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
        "Seulement celles des instances de cette commune : un code INSEE, aussi un ancien ; un arrondissement compte pour Lyon.",
        "Only those of the bodies of this commune: an INSEE code, a former one too; an arrondissement counts for Lyon."
      )) var commune: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    /// A meeting as JSON has it: acceptance/year.md.
    private struct Line: Encodable {
      let row: ListYearMeetings.Row

      enum CodingKeys: String, CodingKey {
        case meeting = "meeting_code"
        case body = "body_code"
        case heldOn = "held_on"
        case state, invited, present, excused, absent
      }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(row.meeting, forKey: .meeting)
        try container.encode(row.body, forKey: .body)
        try container.encode(row.heldOn, forKey: .heldOn)
        try container.encode(row.state, forKey: .state)
        try container.encode(row.invited, forKey: .invited)
        try container.encode(row.present, forKey: .present)
        try container.encode(row.excused, forKey: .excused)
        try container.encode(row.absent, forKey: .absent)
      }
    }

    func run() async throws {
      try calendar.check()
      let gateway = try options.gateway()
      let first = ListYearMeetings(year: year, commune: commune, limit: .most)
      let pages = try await gateway.pages("evaluation", first) { page in
        guard page.hasMore, let last = page.rows.last else { return nil }
        return ListYearMeetings(year: year, commune: commune, after: last.meeting, limit: .most)
      }
      await gateway.close()
      let rows = pages.flatMap(\.rows).sorted { ($0.heldOn, $0.meeting) < ($1.heldOn, $1.meeting) }
      let header = headings(
        ["jour", "réunion", "instance", "état", "invités", "présents", "excusés", "absents"],
        ["day", "meeting", "body", "state", "invited", "present", "excused", "absent"])
      let cells = rows.map { row in
        [row.heldOn.iso, row.meeting, row.body, Catalogue.diagnosis(row.state, language)]
          + [row.invited, row.present, row.excused, row.absent].map { String($0) }
      }
      try format.write(
        rows.map { Line(row: $0) }, header, cells, isFictitious: pages.last?.fictitious)
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
  }
}
