import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Session: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre une session : horaires, places, inscrits, liste d'attente et présences.",
      "Shows a session: times, places, who enrolled, who waits and who came.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private struct Listing: Encodable {
      let session: ListCourses.Row
      let state: String
      let people: [ListAttendance.Row]
    }

    func run() async throws {
      let gateway = try options.gateway()
      let people = try await SessionPeople.read(gateway, session: session, needsNames: false)
      await gateway.close()
      let (rows, columns) = (people.people, people.columns)
      let listing = Listing(session: people.session, state: people.state, people: rows)
      try format.write(listing, rows, columns, isFictitious: people.fictitious) {
        Self.lines(people).forEach { Output.line($0) }
        Output.table(rows, columns)
      }
      try people.tellMissing()
    }

    /// What there is to say of the session itself.
    private static func lines(_ people: SessionPeople) -> [String] {
      let row = people.session
      let state = Catalogue.sessionState(people.state, language)
      let places = row.capacity.map(String.init) ?? words("nombre inconnu", "number unknown")
      let free = row.free.map(String.init) ?? "–"
      let parts: [String?] = [
        "\(row.sessionCode) · \(row.title) (\(row.course)) · \(state)",
        words(
          "du \(row.firstDay.iso) au \(row.lastDay.iso), \(row.halfDays) demi-journées",
          "from \(row.firstDay.iso) to \(row.lastDay.iso), \(row.halfDays) half-days"),
        row.place.map { words("lieu : \($0)", "place: \($0)") },
        row.trainer.map { words("intervenant : \($0)", "trainer: \($0)") },
        row.audience.map { words("public visé : \($0)", "audience: \($0)") },
        words(
          "places : \(places) ; libres : \(free) ; en attente : \(row.waiting)",
          "places: \(places); left: \(free); waiting: \(row.waiting)"),
      ]
      return parts.compactMap { $0 } + row.slots.map(\.line)
    }
  }
}
