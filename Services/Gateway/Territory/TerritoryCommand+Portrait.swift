import ArgumentParser
import Composition
import Contracts
import Pages
import Values

extension TerritoryCommand {
  struct Portrait: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Le portrait d'un territoire : tendances, rang parmi les voisins, et ce qui a changé depuis le diagnostic.",
      "A territory's portrait: trends, rank among neighbours, and what changed since the diagnosis."
    )

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Le code d'une structure.", "A structure's code."), completion: .structures)
    var structure: String?
    @Option(
      help: .words(
        "À la place, le code d'une commune du jour ou d'un QPV.",
        "Instead, the code of a commune of the day or of a QPV.")) var territory: String?
    @Option(
      help: .words(
        "Le jour : ses communes, et ce qui était publié ; sinon aujourd'hui.",
        "The day: its communes, and what was published by it; default today.")) var asOf: CivilDate?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @OptionGroup var writing: DiagnosisCommand.Writing

    func validate() throws {
      guard (structure == nil) != (territory == nil) else {
        throw ValidationError(
          "indiquez une structure, ou --territory", "give a structure, or --territory")
      }
    }

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
