import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Montre une structure et ses agréments.", "Shows a structure and its approvals.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var code: String
    @Option(help: .dayAsked) var asOf: CivilDate = .today

    func run() async throws {
      let reply = try await options.call("registry", GetStructure(code: code, asOf: asOf))
      Output.table(
        [reply.structure], RegistryCommand.columns(on: asOf),
        isFictitious: reply.structure.fictitious)
      for approval in reply.approvals {
        let end = approval.to?.iso ?? words("en cours", "open")
        let families = approval.families ? words(", familles", ", families") : ""
        Output.line(words("agrément", "approval") + " \(approval.from.iso) – \(end)\(families)")
      }
      Output.line(words("versions : ", "versions: ") + String(reply.versions))
    }
  }
}
