import ArgumentParser
import Composition
import Contracts
import Texts

extension DiagnosisCommand {
  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Ajoute au diagnostic, comme élément daté, une nouvelle valeur d'une série.",
      "Adds a new value of a series to the diagnosis, as a dated item.")

    @OptionGroup var options: GatewayOptions
    @OptionGroup var subject: Subject
    @Option(help: .words("Code de la série.", "Code of the series.", .series)) var series: String
    @Option(
      help: .words(
        "Volet du diagnostic : previous_project, problems, potentials, inhabitants, professionals, partners.",
        "Part of the diagnosis: previous_project, problems, potentials, inhabitants, professionals, partners.",
        .part))
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
