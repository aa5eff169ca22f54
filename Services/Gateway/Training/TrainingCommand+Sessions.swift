import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Sessions: AsyncParsableCommand {
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
        .init("session_code", "session", "session") { .text($0.code) },
        .init(nil, "intitulé", "title") { .text($0.title) },
        .init("state", "état", "state") {
          .text($0.state, as: Catalogue.sessionState($0.state, language))
        },
        .init("first_day", "premier jour", "first day") { .day($0.firstDay) },
        .init("registered", "inscrits", "registered") { .number($0.registered) },
        .init("waiting", "en attente", "waiting") { .number($0.waiting) },
        .init("cancelled", "désistements", "cancelled") { .number($0.cancelled) },
        .init("capacity", "places", "places") { .number($0.capacity) },
        .init("free", "places libres", "places left") { .number($0.free) },
        .init("present", "présents", "present") { .number($0.present) },
        .init("qualified", "attestations", "qualified") { .number($0.qualified) },
        .init("findings", "à vérifier", "to check") {
          .list($0.findings) { Catalogue.reason($0, language) }
        },
      ]
    }
  }
}
