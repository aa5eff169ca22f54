import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension SenacsCommand {
  struct Reminders: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures à relancer et leur contact ; d'abord celles qui ont changé de direction.",
      "Lists the structures to remind and whom to ask; first those with a new director.",
      discussion: words(
        "Contient des données nominatives : réservé au pilote.",
        "It names people: for the pilot only."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Date de comparaison des directions ; par défaut : l'ouverture de la campagne précédente.",
        "Day with which directors are compared; default: the opening of the campaign before.", .day)
    )
    var since: CivilDate?
    @Option(
      help: .words(
        "Date des réponses et des postes.",
        "Day of the answers and of the posts.", .day))
    var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @OptionGroup var reasons: ReasonFilter
    @Flag(
      help: .words(
        "Limite le résultat aux structures qui ont changé de direction.",
        "Limits the result to structures with a new director."))
    var newDirector = false
    @Option(help: .listFormat) var format = OutputFormat.List.text
    @OptionGroup var files: MailFiles

    /// A reminder with the name of whom to ask.
    private struct Line: Codable {
      let reminder: ListReminders.Reminder
      let contact: GetContacts.Contact?
    }

    private struct Listing: Codable {
      let since: CivilDate
      let fictitious: Bool?
      let reminders: [Line]
    }

    func validate() throws { try reasons.check(SenacsCommand.absences) }

    static var jsonSchema: JSONSchema { .value(Listing.self) }

    func run() async throws {
      try files.check()
      let gateway = try options.gateway()
      var reply = try await gateway.call(
        "senacs", ListReminders(campaign: campaign, asOf: asOf, since: since))
      let shown = try await filters.structures(gateway, on: reply.referenceDate ?? asOf)
      reply.reminders = reply.reminders.filter {
        shown.shows($0.code) && reasons.shows([$0.reason]) && (!newDirector || $0.hasNewDirector)
      }
      let (contacts, missing) = await contacts(reply, gateway)
      await gateway.close()
      let lines: [Line] = reply.reminders.map { one in
        Line(reminder: one, contact: one.person.flatMap { contacts[$0] })
      }
      let head = CampaignSentences(campaign, language).reminders(
        lines.count, changed: lines.count { $0.reminder.hasNewDirector }, since: reply.since)
      let title =
        lines.isEmpty
        ? head
        : words(
          "\(head)\nDonnées nominatives : réservé au pilote.",
          "\(head)\nThese data name people: for the pilot only.")
      let listed = ordered(lines)
      try format.write(
        Listing(since: reply.since, fictitious: reply.fictitious, reminders: lines), listed,
        Self.structure + Self.wholeContact, isFictitious: reply.fictitious
      ) {
        Output.line(title)
        Output.table(listed, Self.structure + Self.shortContact)
      }
      if let missing {
        Output.error(missing)
        if files.isAsked {
          Output.error(
            "Aucun courriel n'est enregistré. Relancez la commande quand le service répond.",
            "No mail is written. Run the command again when the service answers.")
        }
        throw ExitCode(3)
      }
      try files.write(
        ReminderMails(reply, contacts, campaign: campaign, on: asOf, language))
    }

    /// In text those with a new director first, each part by name.
    private func ordered(_ lines: [Line]) -> [Line] {
      let parts = [true, false].map { isNew in
        lines.filter { $0.reminder.hasNewDirector == isNew }
      }
      return parts.flatMap { part in format.ordered(part) { $0.reminder.name } }
    }

    /// Reads the people's names. If the registry does not answer, names are missing in the list, and a message says so.
    private func contacts(
      _ reply: ListReminders.Reply, _ gateway: Gateway
    ) async -> (found: [String: GetContacts.Contact], missing: String?) {
      var found: [String: GetContacts.Contact] = [:]
      do {
        found = try await Contacts.read(gateway, of: reply.reminders.compactMap(\.person))
        withhold(&found)
      } catch {
        return (
          found,
          words(
            "Noms et courriels indisponibles : ", "Names and e-mail addresses are not available: ")
            + Failure.text(error)
        )
      }
      return (found, nil)
    }

    /// Leaves out what is no e-mail address, and reports it, because an address goes unchanged into the header of a mail.
    private func withhold(_ contacts: inout [String: GetContacts.Contact]) {
      let wrong = contacts.values.filter { $0.email.map(EmailAddress.isOne) == false }.map(\.code)
      for code in wrong { contacts[code]?.email = nil }
      guard !wrong.isEmpty else { return }
      Output.error(
        words(
          "Adresses de courriel non valables, ignorées. Corrigez-les pour : ",
          "These are no e-mail addresses and are left out. Correct them for: ")
          + wrong.sorted().joined(separator: ", "))
    }

    private static var structure: [ListingColumn<Line>] {
      [
        .text("code", "code", "code") { $0.reminder.code },
        .text("kind", "type", "kind") { $0.reminder.kind },
        .text("name", "nom", "name") { $0.reminder.name },
        .text("commune", "commune", "commune") { $0.reminder.commune },
        .text("reason", "motif", "reason", as: { Catalogue.reason($0, language) }) {
          $0.reminder.reason
        },
        .text("lastAnswered", "dernière campagne renseignée", "last campaign answered") {
          $0.reminder.lastAnswered
        },
      ]
    }

    /// Whom to ask, a cell for each thing.
    private static var wholeContact: [ListingColumn<Line>] {
      [
        .flag("hasNewDirector", "nouvelle direction", "new director") {
          $0.reminder.hasNewDirector
        },
        .flag("isVacant", "poste vacant", "post vacant") { $0.reminder.isVacant },
        .text("person", "code de la personne", "person") { $0.reminder.person },
        function, from,
        .text("familyName", "nom de famille", "family name") { $0.contact?.familyName },
        .text("givenName", "prénom", "given name") { $0.contact?.givenName },
        email,
      ]
    }

    /// Whom to ask, as short as a terminal needs it.
    private static var shortContact: [ListingColumn<Line>] {
      [
        .text(nil, "direction", "director") { director($0.reminder) },
        .text(nil, "contact", "contact") { $0.contact?.name ?? $0.reminder.person },
        function, from, email,
      ]
    }

    private static var function: ListingColumn<Line> {
      .text("function", "fonction", "function", as: { Catalogue.reason($0, language) }) {
        $0.reminder.function
      }
    }

    private static var from: ListingColumn<Line> {
      .day("from", "en poste depuis le", "in post since") { $0.reminder.from }
    }

    private static var email: ListingColumn<Line> {
      .text("email", "courriel", "e-mail") { $0.contact?.email }
    }

    private static func director(_ one: ListReminders.Reminder) -> String {
      if one.isVacant { return words("poste vacant", "vacant") }
      return one.hasNewDirector ? words("nouvelle direction", "new director") : ""
    }
  }
}
