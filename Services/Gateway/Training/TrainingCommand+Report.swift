import ArgumentParser
import Composition
import Foundation
import Pages
import Texts
import Values

extension TrainingCommand {
  struct Report: AsyncParsableCommand {
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
        .init("verdict", "avec l'année précédente", "with the year before") { one in
          let code = comparison(one)?.verdict
          return .text(code, as: code.map { Catalogue.reason($0, language) })
        },
        .init("reasons", "motif", "reason") { one in
          .list(comparison(one)?.reasons ?? []) { Catalogue.reason($0, language) }
        },
      ]
      return Self.reach + verdict
    }

    private static var reach: [ListingColumn<TrainerReport.Year>] {
      [
        .init("year", "année", "year") { .number($0.year, as: String($0.year)) },
        .init("isOver", "année terminée", "over") { .flag($0.isOver) },
        .init("people", "personnes", "people") { .number($0.reach.people) },
        .init("fewestPeople", "personnes, au moins", "people, at least") {
          .number($0.reach.fewestPeople)
        },
        .init("mostPeople", "personnes, au plus", "people, at most") {
          .number($0.reach.mostPeople)
        },
        .init("participations", "participations", "participations") {
          .number($0.reach.participations)
        },
        .init("counted", "sans nom", "without name") { .number($0.reach.counted) },
        .init("withoutStructure", "sans structure", "without structure") {
          .number($0.reach.withoutStructure)
        },
        .init("reached", "structures touchées", "structures reached") { .number($0.reach.reached) },
        .init("unreached", "structures non touchées", "structures not reached") {
          .number($0.reach.unreached)
        },
        .init("active", "structures actives", "active structures") { .number($0.reach.active) },
        .init("inPost", "avec une personne formée en poste", "with somebody trained in post") {
          .number($0.reach.inPost)
        },
        .init(
          "stillInPost_people", "personnes touchées depuis le début",
          "people reached from the start on"
        ) { .number($0.stillInPost.people) },
        .init("stillInPost_inPost", "dont encore en poste", "of which still in post") {
          .number($0.stillInPost.inPost)
        },
      ]
    }
  }
}
