import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Courses: AsyncParsableCommand, PrintsJSON {
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

    static var jsonSchema: JSONSchema { .listing(columns) }

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
        .text("course", "formation", "course") { $0.course },
        .text("title", "intitulé", "title") { $0.title },
        .text("session_code", "session", "session") { $0.sessionCode },
        .day("first_day", "premier jour", "first day") { $0.firstDay },
        .day("last_day", "dernier jour", "last day") { $0.lastDay },
        .number("capacity", "places", "places") { $0.capacity },
        .number("free", "places libres", "places left") { $0.free },
        .number("waiting", "en attente", "waiting") { $0.waiting },
        .text("place", "lieu", "place") { $0.place },
        .text("trainer", "intervenant", "trainer") { $0.trainer },
        .text("audience", "public visé", "audience") { $0.audience },
        .number("half_days", "demi-journées", "half-days") { $0.halfDays },
        .list("half_day_times", "horaires", "times", told: { $0.slots.map(\.line) }) {
          $0.slots.map(\.code)
        },
      ]
    }
  }
}
