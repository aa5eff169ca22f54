import ArgumentParser
import Composition
import Foundation
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Report: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Fait le bilan des formations, année par année, et indique quelles années sont comparables.",
      "Reports on trainings year by year, and tells which years may be compared.",
      discussion: words(
        """
        Personnes distinctes, participations, structures touchées ou non, personnes encore en poste. La dernière année est \
        aussi comparée à la première. --html crée une page prête à envoyer.
        """,
        """
        Distinct people, participations, structures reached or not, people still in post. The last year is compared with the \
        first one too. --html makes a page that is ready to send.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("Première année.", "First year.", .year))
    var from = TrainerReport.firstYear
    @Option(
      help: .words(
        "Dernière année ; par défaut : l'année en cours.",
        "Last year; default: the present one.", .year
      ))
    var to: Int?
    @Option(
      help: .words("Crée la page dans un nouveau fichier.", "Makes the page in a new file.", .file))
    var html: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private var last: Int { to ?? CivilDate.today.year }

    func validate() throws {
      guard Year(from) != nil, Year(last) != nil, from <= last,
        last - from < TrainerReport.mostYears
      else {
        throw ValidationError(
          "--from et --to : des années entre 1900 et 2199, \(TrainerReport.mostYears) au plus",
          "--from and --to: years between 1900 and 2199, \(TrainerReport.mostYears) at most")
      }
    }

    static var jsonSchema: JSONSchema { .value(TrainerReport.self) }

    func run() async throws {
      if let html { try NewPath.check(html) }
      let gateway = try options.gateway()
      let report = try await TrainerReport.read(gateway, from...last, on: .today)
      await gateway.close()
      let text = TrainerReportText(report: report, language: language, today: .today)
      try format.write(
        report, report.years, columns(report), isFictitious: report.fictitious
      ) {
        Output.line(text.title)
        Output.line(text.table.text(within: TerminalSize.columns))
        text.verdicts.forEach { Output.line($0) }
        text.notes.forEach { Output.line($0) }
      }
      if let html {
        try OutputFile.write(text.html, to: html, isNew: true)
        Output.error(URL(fileURLWithPath: html).path)
      }
    }

    /// What a table tells of each year, with the verdict beside the year before.
    private func columns(_ report: TrainerReport) -> [ListingColumn<TrainerReport.Year>] {
      func comparison(_ one: TrainerReport.Year) -> YearComparison? {
        report.comparisons.first { $0.to == one.year && $0.from == one.year - 1 }
      }
      let verdict: [ListingColumn<TrainerReport.Year>] = [
        .text(
          "verdict", "avec l'année précédente", "with the year before",
          as: { Catalogue.reason($0, language) }
        ) { comparison($0)?.verdict },
        .list("reasons", "motif", "reason", as: { Catalogue.reason($0, language) }) {
          comparison($0)?.reasons ?? []
        },
      ]
      return Self.reach + verdict
    }

    private static var reach: [ListingColumn<TrainerReport.Year>] {
      [
        .number("year", "année", "year", as: { String($0) }) { $0.year },
        .flag("isOver", "année terminée", "over") { $0.isOver },
        .number("people", "personnes", "people") { $0.reach.people },
        .number("fewestPeople", "personnes, au moins", "people, at least") {
          $0.reach.fewestPeople
        },
        .number("mostPeople", "personnes, au plus", "people, at most") { $0.reach.mostPeople },
        .number("participations", "participations", "participations") { $0.reach.participations },
        .number("counted", "sans nom", "without name") { $0.reach.counted },
        .number("withoutStructure", "sans structure", "without structure") {
          $0.reach.withoutStructure
        },
        .number("reached", "structures touchées", "structures reached") { $0.reach.reached },
        .number("unreached", "structures non touchées", "structures not reached") {
          $0.reach.unreached
        },
        .number("active", "structures actives", "active structures") { $0.reach.active },
        .number("inPost", "avec une personne formée en poste", "with somebody trained in post") {
          $0.reach.inPost
        },
        .number(
          "stillInPost_people", "personnes touchées depuis le début",
          "people reached from the start on"
        ) { $0.stillInPost.people },
        .number("stillInPost_inPost", "dont encore en poste", "of which still in post") {
          $0.stillInPost.inPost
        },
      ]
    }
  }
}
