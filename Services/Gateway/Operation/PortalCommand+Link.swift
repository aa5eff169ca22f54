import ArgumentParser
import Contracts

extension PortalCommand {
  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Crée un lien par lequel une personne entre, une fois, dans la journée.",
      "Makes a link by which a person comes in, once, within a day.")

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Le code de la personne, tel que P12 ; qui a le lien passe pour elle.",
        "The person's code, such as P12; whoever has the link is taken for that person."))
    var person: String

    func run() async throws {
      let reply = try await options.call(Gateway.portal, MakeLink(person: person))
      Output.line(reply.link)
    }
  }
}
