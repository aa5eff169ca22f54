import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Enregistre un désistement ; la première personne en attente prend la place libérée.",
      "Records that somebody cancels; the first who waits gets the place.",
      discussion: words(
        "Indique la personne à prévenir, avec son nom et son adresse si cette clé peut les voir.",
        "It tells whom to inform, with name and address if this key may see them."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Argument(help: .personCode) var person: String
    @Option(
      help: .words(
        "Prépare un courriel à la personne qui obtient la place (.eml), à relire et à envoyer, dans un nouveau dossier.",
        "Prepares a mail to the person who gets the place (.eml), to be read and sent, in a new folder.",
        .folder), completion: .directory)
    var mail: String?

    func run() async throws {
      if let mail { try NewPath.check(mail) }
      let gateway = try options.gateway()
      let reply = try await gateway.call(
        "training", CancelRegistration(sessionCode: session, personCode: person))
      let before = TrainingCommand.before(reply.change)
      Output.line(
        before
          + words(
            "\(person) ne participera pas à la session \(session) (désistement enregistré).",
            "\(person) does not come to session \(session)."))
      let missing = try await tellNext(reply, gateway)
      await gateway.close()
      if let missing {
        Output.error(missing)
        throw ExitCode(3)
      }
    }

    /// Tells who moved up, and writes the mail. Returns what is missing, in words; nil for nothing.
    private func tellNext(
      _ reply: CancelRegistration.Reply, _ gateway: Gateway
    ) async throws -> String? {
      guard let next = reply.movedUp else {
        Output.line(
          "Personne ne passe de la liste d'attente aux inscrits. En attente : \(reply.waiting)",
          "Nobody moves up from the waiting list. Waiting: \(reply.waiting)")
        return nil
      }
      var contact: GetContacts.Contact?
      var missing: String?
      do {
        contact = try await Contacts.read(gateway, of: [next])[next]
      } catch {
        missing = words("Noms indisponibles : ", "Names are missing: ") + Failure.text(error)
      }
      let name = contact.map { "\(next) \($0.name)" } ?? next
      let address = contact?.email ?? words("adresse inconnue", "no known address")
      Output.line(
        "À prévenir de la place attribuée : \(name), \(address)",
        "To be told of the place obtained: \(name), \(address)")
      guard let mail else { return missing }
      let page = try await gateway.call(
        "training", ListAttendance(sessionCode: session, limit: 1))
      let message = contact.flatMap {
        SessionMail(
          page.session, .movedUp, to: $0, isFictitious: page.fictitious == true, language
        ).message(written: .now)
      }
      guard let message else {
        return missing
          ?? words(
            "Adresse inconnue : aucun courriel n'a été écrit.",
            "The address is not known: no mail was written.")
      }
      try MailFolder.write([(person: next, message: message)], to: mail)
      return missing
    }
  }
}
