import ArgumentParser
import Composition
import Pages
import Tabular
import Values

struct DiagnosisCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnosis",
    "Suit les diagnostics partagés : éléments d'appui, réponses, points à actualiser.",
    "Follows shared diagnoses: what they rest on, answers, what is to be brought up to date.",
    subcommands: [Show.self, Record.self, Note.self, Grades.self, Stale.self, Handover.self])

  /// A structure and a day.
  struct Subject: ParsableArguments {
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Option(help: .dataOfDay) var asOf: CivilDate?

    var day: CivilDate { asOf ?? .today }
  }

  /// Where a page goes.
  struct Writing: ParsableArguments {
    @Option(help: .newPage) var out: String?
    @Option(help: .format) var format = OutputFormat.Page.text

    func check() throws {
      if let out { try NewPath.check(out) }
    }
  }
}
