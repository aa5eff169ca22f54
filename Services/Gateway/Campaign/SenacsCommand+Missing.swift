import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension SenacsCommand {
  struct Missing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste qui est attendu sans réponse qui compte.",
      "Lists who is expected and has no answer that counts.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @OptionGroup var received: Received

    func run() async throws {
      let reply = try await options.call(
        "senacs", GetParticipation(campaign: campaign.campaign, asOf: received.asOf))
      let rows = reply.missing.map {
        [$0.code, $0.kind, $0.name, $0.commune, Catalogue.reason($0.reason, options.language)]
      }
      let header = headings(
        ["code", "type", "nom", "commune", "pourquoi"], ["code", "kind", "name", "commune", "why"])
      Output.table(header, rows, isFictitious: reply.fictitious)
    }
  }
}
