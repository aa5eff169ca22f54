import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Courses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "catalogue",
      "Liste les sessions à venir, par formation : dates, lieu, public, places libres.",
      "Lists the coming sessions, by course: days, place, audience, places left.",
      discussion: words(
        "Seul l'intervenant est nommé : une structure y cherche une formation pour son équipe.",
        "Only the trainer is named: a structure looks here for a training for its team."))

    @OptionGroup var options: GatewayOptions
    @Option(help: .sessionsFrom) var from: CivilDate = .today
    @Option(
      help: .words(
        "Sessions qui commencent ce jour ou avant ; par défaut : un an plus tard.",
        "Sessions that begin on this day or earlier; default: a year later.", .day))
    var until: CivilDate?
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions

    private var last: CivilDate { until ?? from.adding(months: 12) }

    func validate() throws {
      guard from <= last else {
        throw ValidationError("--from vient après --until", "--from lies after --until")
      }
    }

    func run() async throws {
      try calendar.check()
      let first = ListCourses(from: from, until: last, limit: .most)
      let pages = try await options.pages("training", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.sessionCode : nil
      }
      let rows = pages.flatMap(\.rows).sorted {
        ($0.course, $0.firstDay, $0.sessionCode) < ($1.course, $1.firstDay, $1.sessionCode)
      }
      let span = words("", "from ") + language.days(from.iso, last.iso)
      let note =
        rows.isEmpty
        ? words("Aucune session prévue \(span).", "No session is planned \(span).")
        : language.count(
          rows.count, .init("session prévue", "sessions prévues"),
          .init("session planned", "sessions planned")) + " \(span)."
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious, notes: [note])
      try calendar.write(
        rows.flatMap { SessionCalendar($0, language).events },
        isFictitious: pages.last?.fictitious)
    }

    private static var columns: [ListingColumn<ListCourses.Row>] {
      [
        .init("course", "formation", "course") { .text($0.course) },
        .init("title", "intitulé", "title") { .text($0.title) },
        .init("session_code", "session", "session") { .text($0.sessionCode) },
        .init("first_day", "premier jour", "first day") { .day($0.firstDay) },
        .init("last_day", "dernier jour", "last day") { .day($0.lastDay) },
        .init("capacity", "places", "places") { .number($0.capacity) },
        .init("free", "places libres", "places left") { .number($0.free) },
        .init("waiting", "en attente", "waiting") { .number($0.waiting) },
        .init("place", "lieu", "place") { .text($0.place) },
        .init("trainer", "intervenant", "trainer") { .text($0.trainer) },
        .init("audience", "public visé", "audience") { .text($0.audience) },
        .init("half_days", "demi-journées", "half-days") { .number($0.halfDays) },
        .init("half_day_times", "horaires", "times") { row in
          let lines = Dictionary(row.slots.map { ($0.code, $0.line) }) { first, _ in first }
          return .list(row.slots.map(\.code)) { lines[$0] ?? $0 }
        },
      ]
    }
  }
}
