import ArgumentParser
import Composition
import Foundation
import Pages
import Values

extension TrainingCommand {
  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Fait le bilan des formations année par année, et dit quelles années sont comparables.",
      "Reports on trainings year by year, and tells which years may be compared.",
      discussion: words(
        """
        Personnes distinctes, participations, structures touchées ou non, personnes encore en poste. La dernière année est
        aussi comparée à la première. --html écrit une page prête à envoyer.
        """,
        """
        Distinct people, participations, structures reached or not, people still in post. The last year is compared with
        the first one too. --html writes a page that is ready to send.
        """))

    @OptionGroup var options: GatewayOptions
    @Option(help: .words("La première année.", "The first year."))
    var from = TrainerReport.firstYear
    @Option(
      help: .words(
        "La dernière année ; sinon celle d'aujourd'hui.", "The last year; default the present one."
      )) var to: Int?
    @Option(
      help: .words("La page à écrire, dans un nouveau fichier.", "The page, in a new file."))
    var html: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    private var last: Int { to ?? CivilDate.today.year }

    func validate() throws {
      guard Year(from) != nil, Year(last) != nil, from <= last,
        last - from < TrainerReport.mostYears
      else {
        throw ValidationError(
          "--from et --to : 1900…2199, \(TrainerReport.mostYears) années au plus",
          "--from and --to are 1900…2199, \(TrainerReport.mostYears) years at most")
      }
    }

    func run() async throws {
      if let html { try NewPath.check(html) }
      let gateway = try options.gateway()
      let report = try await TrainerReport.read(gateway, from...last, on: .today)
      await gateway.close()
      let text = TrainerReportText(report: report, language: language, today: .today)
      try format.write(
        report, header, records(report), isFictitious: report.fictitious
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

    private var header: [String] {
      headings(
        [
          "année", "finie", "personnes", "personnes, au moins", "personnes, au plus",
          "participations", "sans nom", "sans structure", "structures touchées",
          "structures non touchées", "structures actives", "personne formée en poste",
          "personnes touchées depuis le début", "personnes encore en poste",
          "comparable à l'année précédente", "pourquoi",
        ],
        [
          "year", "over", "people", "people, at least", "people, at most", "participations",
          "without name", "without structure", "structures reached", "structures not reached",
          "active structures", "somebody trained in post", "people reached from the start on",
          "people still in post", "comparable with the year before", "why",
        ])
    }

    /// A record for each year, with the verdict beside the year before.
    private func records(_ report: TrainerReport) -> [[String]] {
      report.years.map { one in
        let reach = one.reach
        let before = report.comparisons.first { $0.to == one.year && $0.from == one.year - 1 }
        let numbers = [
          reach.people, reach.fewestPeople, reach.mostPeople, reach.participations,
          reach.counted, reach.withoutStructure, reach.reached, reach.unreached, reach.active,
          reach.inPost, one.stillInPost.people, one.stillInPost.inPost,
        ]
        return [String(one.year), one.isOver ? words("oui", "yes") : words("non", "no")]
          + numbers.map(String.init)
          + [before?.verdict ?? "", before?.reasons.joined(separator: " ") ?? ""]
      }
    }
  }
}
