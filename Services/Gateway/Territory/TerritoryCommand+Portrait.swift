import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Values

extension TerritoryCommand {
  struct Portrait: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche le portrait d'un territoire : évolutions, rang, changements depuis le diagnostic.",
      "Shows a territory's portrait: trends, rank, changes since the diagnosis."
    )

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var structure: String?
    @Option(
      help: .words(
        "À la place d'une structure : code d'une commune actuelle ou d'un QPV.",
        "Instead of a structure: code of a commune of today or of a QPV.", .territory))
    var territory: String?
    @Option(
      help: .words(
        "Date : communes et publications à ce jour ; par défaut : aujourd'hui.",
        "Day: the communes of that day, and what was published by it; default: today.", .day))
    var asOf: CivilDate?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @OptionGroup var writing: DiagnosisCommand.Writing

    func validate() throws {
      guard (structure == nil) != (territory == nil) else {
        throw ValidationError(
          "indiquez une structure, ou --territory", "give a structure, or --territory")
      }
    }

    static var jsonSchema: JSONSchema { .value(GetPortrait.Reply.self) }

    func run() async throws {
      try writing.check()
      let portrait = try await options.call(
        "evaluation",
        GetPortrait(
          structure: structure, territory: territory, asOf: asOf ?? .today, knownOn: knownOn))
      let text = PortraitText(portrait: portrait, language: language)
      try writing.format.write(
        text: text.text, html: text.html, json: OutputFormat.json(portrait), to: writing.out)
    }
  }
}
