import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Sessions: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les sessions : inscrits, places, présents, attestations, points à vérifier.",
      "Lists sessions: who enrolled, places, who came, who qualified, points to check.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .sessionsFrom) var from: CivilDate
    @Option(
      help: .words(
        "Sessions qui commencent ce jour ou avant.",
        "Sessions that begin on this day or earlier.", .day))
    var to: CivilDate
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    func validate() throws {
      guard from <= to else {
        throw ValidationError("--from vient après --to", "--from lies after --to")
      }
    }

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      try calendar.check()
      let first = ListSessions(from: from, to: to, limit: .most)
      let pages = try await options.pages("training", first, after: \.after) {
        $0.hasMore ? $0.sessions.last?.code : nil
      }
      let sessions = pages.flatMap(\.sessions).sorted {
        ($0.firstDay, $0.code) < ($1.firstDay, $1.code)
      }
      try format.write(sessions, Self.columns, isFictitious: pages.last?.fictitious)
      try calendar.write(sessions.map(event), isFictitious: pages.last?.fictitious)
    }

    /// The first day of a session.
    private func event(_ row: ListSessions.Row) -> ICalendar.Event {
      let isCancelled = row.state == "cancelled"
      let places = row.capacity.map { words(" ; places : \($0)", "; places: \($0)") } ?? ""
      return ICalendar.Event(
        about: "session-\(row.code)", on: row.firstDay,
        summary: isCancelled
          ? words("Formation annulée : \(row.title)", "Training cancelled: \(row.title)")
          : words("Formation : \(row.title)", "Training: \(row.title)"),
        description: words(
          "Premier jour de la session \(row.code)\nInscrits : \(row.registered) ; en attente : \(row.waiting)",
          "First day of session \(row.code)\nRegistered: \(row.registered); waiting: \(row.waiting)"
        ) + places, isCancelled: isCancelled)
    }

    private static var columns: [ListingColumn<ListSessions.Row>] {
      [
        .text("session_code", "session", "session") { $0.code },
        .text(nil, "intitulé", "title") { $0.title },
        .text("state", "état", "state", as: { Catalogue.sessionState($0, language) }) { $0.state },
        .day("first_day", "premier jour", "first day") { $0.firstDay },
        .number("registered", "inscrits", "registered") { $0.registered },
        .number("waiting", "en attente", "waiting") { $0.waiting },
        .number("cancelled", "désistements", "cancelled") { $0.cancelled },
        .number("capacity", "places", "places") { $0.capacity },
        .number("free", "places libres", "places left") { $0.free },
        .number("present", "présents", "present") { $0.present },
        .number("qualified", "attestations", "qualified") { $0.qualified },
        .list("findings", "à vérifier", "to check", as: { Catalogue.reason($0, language) }) {
          $0.findings
        },
      ]
    }
  }
}
