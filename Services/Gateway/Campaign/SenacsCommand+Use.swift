import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

extension SenacsCommand {
  struct Use: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Compare l'utilisation déclarée des données SENACS (I5) et la consultation constatée des restitutions.",
      "Compares the declared use of SENACS data (I5) with the observed opening of feedback sheets.",
      discussion: words(
        "L'une ne remplace pas l'autre.",
        "One does not stand for the other."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Option(
      help: .words(
        "Année des réponses aux questions de la fiche action ; par défaut : celle de la campagne.",
        "Year of the answers to the action sheet's questions; default: the campaign's.", .year))
    var year: Year?
    @Option(help: .format) var format = OutputFormat.Plain.text

    private struct Row: Codable {
      let scope: String
      let expected, answered, opened: Int
      let declaring: String?
      let respondents: String?
    }

    static var jsonSchema: JSONSchema { .value([Row].self) }

    func run() async throws {
      guard let year = year ?? Year(argument: campaign) else {
        throw ConfigurationProblem(
          "Indiquez l'année des réponses à la fiche action, par exemple --year 2025.",
          "Give the year of the answers to the action sheet, such as --year 2025.")
      }
      let gateway = try options.gateway()
      let query = FigureQuery(year: year, campaign: campaign)
      let declared = try await gateway.call(
        "evaluation", ComputeFigures(query: query),
        formerly: ComputeFigures.formerMethod(of: "evaluation"), timeout: .seconds(60), key: nil)
      let observed = try await gateway.call(
        "senacs", GetObservedUse(campaign: campaign, asOf: .today))
      await gateway.close()
      let rows = observed.rows.map { row in
        let figure = declared.figures.first { $0.code == "I5a" && $0.scope == row.scope }
        return Row(
          scope: row.scope, expected: row.expected,
          answered: row.answered, opened: row.opened, declaring: figure?.numerator.text,
          respondents: figure?.denominator.text)
      }
      if format == .json { return Output.data(try OutputFormat.json(rows)) }
      let header = headings(
        [
          "périmètre", "utilisation déclarée (I5a)", "restitutions ouvertes",
          "restitutions disponibles", "structures attendues",
        ],
        [
          "scope", "declared use (I5a)", "feedback sheets opened", "feedback sheets available",
          "expected structures",
        ])
      let cells = rows.map { row in
        [
          Catalogue.scope(row.scope, language),
          row.declaring.flatMap { yes in row.respondents.map { "\(yes)/\($0)" } } ?? "–",
          String(row.opened), String(row.answered), String(row.expected),
        ]
      }
      Output.table(header, cells, isFictitious: observed.fictitious)
    }
  }
}
