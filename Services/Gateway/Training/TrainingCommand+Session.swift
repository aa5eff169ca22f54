import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Session: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche une session : horaires, places, inscrits, liste d'attente et présences.",
      "Shows a session: times, places, who enrolled, who waits and who came.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private struct Listing: Codable {
      let session: ListCourses.Row
      let state: String
      let people: [ListAttendance.Row]
    }

    static var jsonSchema: JSONSchema { .value(Listing.self) }

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
      let halfDays = language.count(
        row.halfDays, .init("demi-journée", "demi-journées"), .init("half-day", "half-days"))
      let parts: [String?] = [
        "\(row.sessionCode) · \(row.title) (\(row.course)) · \(state)",
        "\(language.days(row.firstDay.iso, row.lastDay.iso)), \(halfDays)",
        row.place.map { words("Lieu : \($0)", "Place: \($0)") },
        row.trainer.map { words("Intervenant : \($0)", "Trainer: \($0)") },
        row.audience.map { words("Public visé : \($0)", "Audience: \($0)") },
        words(
          "Places : \(places) ; libres : \(free) ; en attente : \(row.waiting)",
          "Places: \(places); left: \(free); waiting: \(row.waiting)"),
      ]
      return parts.compactMap { $0 } + row.slots.map(\.told)
    }
  }
}
