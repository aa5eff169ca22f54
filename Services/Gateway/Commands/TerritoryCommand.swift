import ArgumentParser
import Contracts
import Foundation
import Schemas
import ServiceKit
import Tabular
import Texts
import Values

struct TerritoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "territory",
    abstract: words(
      "Séries publiées sur les territoires, et portraits qui en sont faits.",
      "Published series on territories, and portraits made of them."),
    subcommands: [SeriesList.self, Load.self, Portrait.self])

  struct SeriesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "series",
      abstract: words(
        "Les séries connues ; ou toutes les versions des valeurs d'un code.",
        "The series that are known; or every version of a code's values."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code d'une série.", "A series' code.")) var series: String?
    @Option(
      help: .words(
        "Le code d'un territoire, tel qu'il a été chargé.", "A territory's code, as it was loaded.")
    ) var territory: String?
    @Option(help: .words("text ou json.", "text or json.")) var format = Format.text

    func validate() throws {
      guard (series == nil) == (territory == nil) else {
        throw ValidationError(
          words("dire une série et --territory", "say a series and --territory"))
      }
    }

    func run() async throws {
      let gateway = try options.gateway()
      if let series, let territory {
        let reply = try await gateway.call(
          "evaluation", GetSeriesValues(series: series, territory: territory))
        await gateway.close()
        if format == .json { return Output.line(try ListForm.json(reply)) }
        return Output.line(SeriesText(language: options.language).versions(reply))
      }
      let reply = try await gateway.call("evaluation", ListSeries())
      await gateway.close()
      if format == .json { return Output.line(try ListForm.json(reply)) }
      Output.line(SeriesText(language: options.language).list(reply.series))
    }
  }

  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Charge les valeurs d'une série : un tableau CSV ou XLSX, et la description qui l'accompagne.",
        "Loads a series' values: a CSV or XLSX table, and the description that goes with it."),
      discussion: words(
        """
        Une valeur fautive est dite et laissée, une valeur absente n'est pas un zéro, une autre valeur pour
        la même période est une correction qui garde l'ancienne. Charger de nouveau ne change rien.
        """,
        """
        A value at fault is told and left, a missing one is no zero, another value for the same period is a
        correction that keeps the old one. Loading again changes nothing.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le tableau.", "The table.")) var path: String
    @Option(help: .words("La description de la série, en JSON.", "The series' description, JSON."))
    var series: String
    @Option(
      help: .words(
        "Toutes les remarques, en CSV, dans un nouveau fichier.",
        "All findings, as CSV, in a new file.")) var findings: String?
    @Option(help: .words("Combien de remarques afficher.", "How many findings to show."))
    var most = 100
    @OptionGroup var reading: ReadingOptions

    func run() async throws {
      guard reading.propose == nil else {
        throw ConfigurationProblem(
          "la description dit quelles colonnes sont lues ; --propose n'a pas d'objet ici",
          "the description says which columns are read; there is nothing to --propose")
      }
      let description = try ReadingOptions.read(SeriesDescription.self, series)
      let table = try ForeignTable(path, reading, description.schema)
      let gateway = try options.gateway()
      let document = String(
        decoding: FileManager.default.contents(atPath: series) ?? Data(), as: UTF8.self)
      _ = try await gateway.call("evaluation", SetSeries(document: document))
      var report = try CheckReport(refused: nil, findings: findings, most: most, header: [])
      let upload = Upload(gateway: gateway, fictitious: description.fictitious)
      let counts = try await table.send(
        by: upload, as: SeriesDescription.file, to: "evaluation", subject: description.code,
        mapping: try reading.givenMapping(), &report)
      await gateway.close()
      let loaded = counts.loaded - counts.corrected
      try report.end(
        words(
          "\(description.code) : \(loaded) valeurs nouvelles, \(counts.corrected) corrigées, \(counts.unchanged) inchangées, \(counts.refused) refusées",
          "\(description.code): \(loaded) new values, \(counts.corrected) corrected, \(counts.unchanged) unchanged, \(counts.refused) refused"
        ))
      if report.isFaulty { throw ExitCode(1) }
    }
  }

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
    var format = PageForm.text

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
        case .json: try ListForm.json(portrait)
        case .html: PortraitPage(portrait: portrait, language: options.language).html
        case .text: PortraitText(portrait: portrait, language: options.language).text
        }
      guard let out else { return Output.line(text) }
      try OutputFile.write(text + "\n", to: out, isNew: true)
      Output.line(out)
    }
  }
}
