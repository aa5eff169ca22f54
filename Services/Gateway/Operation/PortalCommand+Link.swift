import ArgumentParser
import Contracts

extension PortalCommand {
  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Crée un lien par lequel une personne entre dans le portail, une seule fois, dans la journée.",
      "Makes a link by which a person comes into the portal, once, within a day.")

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Code de la personne, par exemple P12 ; quiconque a le lien passe pour elle.",
        "Code of the person, such as P12; whoever has the link is taken for them.", .person))
    var person: String

    func run() async throws {
      let reply = try await options.call(Gateway.portal, MakeLink(person: person))
      Output.line(reply.link)
    }
  }
}
