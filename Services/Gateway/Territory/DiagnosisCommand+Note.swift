import ArgumentParser
import Composition
import Contracts
import Texts

extension DiagnosisCommand {
  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Fait de ce qu'une série dit de nouveau un élément daté du diagnostic.",
      "Makes what a series says anew a dated item of the diagnosis.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @Option(help: .words("Le code de la série.", "The series' code.")) var series: String
    @Option(
      help: .words(
        "La base : previous_project, problems, potentials, inhabitants, professionals, partners.",
        "The base: previous_project, problems, potentials, inhabitants, professionals, partners."))
    var base = "problems"

    func run() async throws {
      let reply = try await options.call(
        "evaluation",
        NoteChange(structure: subject.structure, series: series, base: base, asOf: subject.day))
      let item = reply.item
      Output.line(
        "\(item["item_code"] ?? ""), \(language.day(item["dated_on"] ?? ""))"
          + words(" : ", ": ") + (item["statement"] ?? "")
          + (reply.isNew ? "" : words(" (déjà enregistré)", " (recorded before)")))
    }
  }
}
