import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre une structure et ses agréments.", "Shows a structure and its approvals."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code de la structure.", "The structure's code.")) var code: String
    @Option(
      help: .words(
        "Le jour demandé, AAAA-MM-JJ ; sinon aujourd'hui.",
        "The day asked about, YYYY-MM-DD; default today.")) var asOf: CivilDate = .today

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("registry", GetStructure(code: code, asOf: asOf))
      await gateway.close()
      let language = options.language
      if reply.structure.fictitious { Output.line(Words.fictitious(language)) }
      Output.line(
        Table(
          header: RegistryCommand.header(language),
          rows: [RegistryCommand.row(reply.structure, language)]
        ).text)
      for approval in reply.approvals {
        let end = approval.to?.iso ?? language.pick("en cours", "open")
        let families = approval.families ? language.pick(", familles", ", families") : ""
        Output.line(
          language.pick("agrément", "approval") + " \(approval.from.iso) – \(end)\(families)")
      }
      Output.line(language.pick("versions : ", "versions: ") + String(reply.versions))
    }
  }
}
