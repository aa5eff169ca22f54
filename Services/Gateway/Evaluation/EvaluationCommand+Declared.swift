import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import Texts
import Values

extension EvaluationCommand {
  struct Declared: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Met à côté de ce que les structures déclarent ce qui a été observé : feuilles SENACS ouvertes, réunions de veille.",
        "Sets what was observed beside what structures declare: SENACS sheets opened, meetings of veille."
      ),
      discussion: words(
        "Un écart est une question à la structure, jamais une sanction. Une structure ne voit qu'elle-même.",
        "A difference is a question to the structure, never a sanction. A structure sees itself only."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("L'année Y.", "The year Y.")) var year: Year
    @Option(
      help: .words(
        "La campagne SENACS C ; sinon l'année.", "The SENACS campaign C; default the year."))
    var campaign: String?
    @Option(
      help: .words(
        "Le jour auquel les faits sont vus ; sinon le 31 décembre.",
        "The day as of which facts are seen; default 31 December.")) var asOf: CivilDate?
    @Option(
      help: .words(
        "Seulement ce qui était enregistré à la fin de ce jour.",
        "Only what was recorded by the end of this day.")) var knownOn: CivilDate?
    @Option(help: .words("Une seule structure.", "One structure only.")) var structure: String?
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = OutputFormat.List
      .text

    func validate() throws {
    }

    func run() async throws {
      let gateway = try options.gateway()
      let query = FigureQuery(year: year, campaign: campaign, asOf: asOf, knownOn: knownOn)
      let reply = try await gateway.call(
        "evaluation", CompareDeclared(query: query, structure: structure))
      await gateway.close()
      let language = options.language
      switch format {
      case .json: Output.line(try OutputFormat.json(reply))
      case .csv: Output.line(OutputFormat.csv([header] + reply.rows.map(cells)))
      case .text:
        if reply.fictitious == true { Output.line(Words.fictitious(language)) }
        Output.line(Table(header: header, rows: reply.rows.map(cells)).text)
        let differing = reply.rows.count { row in
          [row.use, row.veille].contains { $0?.contains("_NOT_") ?? false }
        }
        Output.line(
          language.pick(
            "\(differing) structures à interroger, sur \(reply.rows.count) : une question, jamais une sanction",
            "\(differing) structures to ask, of \(reply.rows.count): a question, never a sanction"))
      }
      for part in reply.missing {
        Output.error(
          words("manque : ", "missing: ")
            + "\(part.service) \(Catalogue.reason(part.status, language)): \(part.message)")
      }
      if !reply.missing.isEmpty { throw ExitCode(3) }
    }

    private var header: [String] {
      [
        "code", words("type", "kind"), words("nom", "name"),
        words("usage déclaré", "use declared"), words("jours d'ouverture", "days opened"),
        words("usage", "use"), words("veille déclarée", "veille declared"),
        words("partenariat", "partnership"), words("présences", "present"),
        words("invitations", "invitations"), words("veille", "veille"),
        words("utilisé pour", "used for"),
      ]
    }

    private func cells(_ row: CompareDeclared.Row) -> [String] {
      let language = options.language
      func cell(_ number: Int?) -> String { number.map(String.init) ?? "–" }
      return [
        row.structure, row.kind, row.name, cell(row.useLevel),
        cell(row.daysOpened),
        row.use.map { Catalogue.reason($0, language) } ?? "–",
        row.veilleDeclared.map { $0 ? words("oui", "yes") : words("non", "no") } ?? "–",
        cell(row.partnershipLevel), String(row.presences), String(row.invitations),
        Catalogue.reason(row.veille, language),
        (row.uses ?? []).map { Catalogue.use($0, language) }.joined(separator: ", "),
      ]
    }
  }
}
