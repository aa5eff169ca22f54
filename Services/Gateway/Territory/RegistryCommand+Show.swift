import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche une structure et ses agréments.",
      "Shows a structure and its approvals.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var code: String
    @Option(help: .dayAsked) var asOf: CivilDate = .today

    func run() async throws {
      let reply = try await options.call("registry", GetStructure(code: code, asOf: asOf))
      Output.table(
        [reply.structure], RegistryCommand.columns(on: asOf),
        isFictitious: reply.structure.fictitious)
      if let day = reply.closedOn.map({ language.day($0.iso) }) {
        Output.line("Fermée le \(day)", "Closed on \(day)")
      }
      for approval in reply.approvals { Output.line(Self.told(approval)) }
      Output.line(
        "Versions enregistrées : \(reply.versions)", "Versions recorded: \(reply.versions)")
    }

    private static func told(_ approval: GetStructure.Reply.Approval) -> String {
      let from = language.day(approval.from.iso)
      let span =
        approval.to.map { language.days(approval.from.iso, $0.iso) }
        ?? words("depuis le \(from), en cours", "since \(from), open")
      let families =
        approval.families ? words(", avec agrément familles", ", with family approval") : ""
      return words("Agrément \(span)\(families)", "Approval \(span)\(families)")
    }
  }
}
