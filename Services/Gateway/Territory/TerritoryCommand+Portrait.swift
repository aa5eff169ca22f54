import ArgumentParser
import Composition
import Contracts
import Pages
import Values

extension TerritoryCommand {
  struct Portrait: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Le portrait d'un territoire : tendances, rang parmi les voisins, et ce qui a changé depuis le diagnostic.",
        "A territory's portrait: trends, rank among neighbours, and what changed since the diagnosis."
      ))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code d'une structure.", "A structure's code.")) var structure:
      String?
    @Option(
      help: .words(
        "À la place, le code d'une commune du jour ou d'un QPV.",
        "Instead, the code of a commune of the day or of a QPV.")) var territory: String?
    @Option(
      help: .words(
        "Le jour : ses communes, et ce qui était publié ; sinon aujourd'hui.",
        "The day: its communes, and what was published by it; default today.")) var asOf: CivilDate?
    @Option(
      help: .words(
        "Seulement ce qui était enregistré à la fin de ce jour.",
        "Only what was recorded by the end of this day.")) var knownOn: CivilDate?
    @Option(help: .words("Un nouveau fichier ; sinon ici.", "A new file; default here.")) var out:
      String?
    @Option(help: .words("text, html ou json.", "text, html or json."))
    var format = OutputFormat.Page.text

    func validate() throws {
      guard (structure == nil) != (territory == nil) else {
        throw ValidationError(
          words("une structure, ou --territory", "one structure, or --territory"))
      }
    }

    func run() async throws {
      if let out { try NewPath.check(out) }
      let gateway = try options.gateway()
      let portrait = try await gateway.call(
        "evaluation",
        GetPortrait(
          structure: structure, territory: territory, asOf: asOf ?? .today, knownOn: knownOn))
      await gateway.close()
      let text =
        switch format {
        case .json: try OutputFormat.json(portrait)
        case .html: PortraitPage(portrait: portrait, language: options.language).html
        case .text: PortraitText(portrait: portrait, language: options.language).text
        }
      guard let out else { return Output.line(text) }
      try OutputFile.write(text + "\n", to: out, isNew: true)
      Output.line(out)
    }
  }
}
