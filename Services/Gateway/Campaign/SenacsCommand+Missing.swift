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
    @Argument(help: .campaign) var campaign: String
    @Option(help: .receivedBy) var asOf: CivilDate = .today

    func run() async throws {
      let reply = try await options.call(
        "senacs", GetParticipation(campaign: campaign, asOf: asOf))
      let rows = reply.missing.map {
        [$0.code, $0.kind, $0.name, $0.commune, Catalogue.reason($0.reason, language)]
      }
      let header = headings(
        ["code", "type", "nom", "commune", "pourquoi"], ["code", "kind", "name", "commune", "why"])
      Output.table(header, rows, isFictitious: reply.fictitious)
    }
  }
}
