import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit
import Texts

extension TrainingCommand {
  struct Invitations: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les personnes à inviter à une session prévue ; prépare le calendrier et les courriels.",
      "Lists whom to invite to a planned session; prepares the calendar and the mails.",
      discussion: words(
        "Contient des données nominatives. La fédération ne voit que celles de ses structures adhérentes.",
        "It names people. The federation sees those of its members only."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var calendar: CalendarOptions
    @OptionGroup var files: MailFiles

    static var jsonSchema: JSONSchema { .listing(columns([:])) }

    func run() async throws {
      try calendar.check()
      try files.check()
      let gateway = try options.gateway()
      let file = try await SessionPeople.read(gateway, session: session, needsNames: true)
      await gateway.close()
      guard file.state == "planned" else {
        let state = file.state
        throw ConfigurationProblem(
          "La session \(session) est \(Catalogue.sessionState(state, .french)) : les invitations ne concernent que les sessions prévues.",
          "Session \(session) is \(Catalogue.sessionState(state, .english)): only planned sessions have invitations."
        )
      }
      try format.write(
        file.registered, Self.columns(file.contacts), isFictitious: file.fictitious)
      let events = SessionCalendar(file.session, language).events
      try calendar.write(events, isFictitious: file.fictitious)
      try files.write(InvitationMails(file, language))
    }

    private static func columns(
      _ contacts: [String: GetContacts.Contact]
    ) -> [ListingColumn<ListAttendance.Row>] {
      let codes: [ListingColumn<ListAttendance.Row>] = [
        .text("person_code", "personne", "person") { $0.personCode },
        .text("structure_code", "structure", "structure") { $0.structureCode },
      ]
      return codes + ListingColumn<ListAttendance.Row>.contact(contacts) { $0.personCode }
    }
  }
}
