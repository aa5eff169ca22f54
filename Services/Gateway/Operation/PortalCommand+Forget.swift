import ArgumentParser
import Contracts

extension PortalCommand {
  struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Efface une personne du portail : sessions, liens, courriels, et son nom dans les brouillons.",
      "Erases a person from the portal: sessions, links, mails, and the name in drafts.")

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Code de la personne, par exemple P12 ; ses réponses restent, sans son nom.",
        "Code of the person, such as P12; the answers stay, without the name.", .person))
    var person: String

    func run() async throws {
      let reply = try await options.call(Gateway.portal, ForgetPerson(person: person))
      Output.line(
        "Sessions terminées : \(reply.sessions). Brouillons sans son nom : \(reply.drafts).",
        "Sessions ended: \(reply.sessions). Drafts without the name: \(reply.drafts).")
    }
  }
}
