import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Missing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Liste qui est attendu sans réponse qui compte.",
        "Lists who is expected and has no answer that counts."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @OptionGroup var received: Received

    func run() async throws {
      let language = options.language
      let reply = try await SenacsCommand.ask(options, campaign.campaign, received.asOf)
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let rows = reply.missing.map {
        [$0.code, $0.kind, $0.name, $0.commune, Catalogue.reason($0.reason, language)]
      }
      let header =
        language == .french
        ? ["code", "type", "nom", "commune", "pourquoi"]
        : ["code", "kind", "name", "commune", "why"]
      Output.line(Table(header: header, rows: rows).text)
    }
  }
}
