import ArgumentParser
import Composition
import Pages
import Tabular
import Values

struct DiagnosisCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnosis",
    "Les diagnostics partagés : ce sur quoi ils s'appuient, ce qui y répond, ce qui est à relire.",
    "Shared diagnoses: what they rest on, what answers them, what is to be read again.",
    subcommands: [Show.self, Record.self, Note.self, Grades.self, Stale.self, Handover.self])

  /// A structure and a day.
  struct Subject: ParsableArguments {
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Option(help: .words("Le jour ; sinon aujourd'hui.", "The day; default today."))
    var asOf: CivilDate?

    var day: CivilDate { asOf ?? .today }
  }

  /// Where a page goes.
  struct Writing: ParsableArguments {
    @Option(help: .words("Un nouveau fichier ; sinon ici.", "A new file; default here.")) var out:
      String?
    @Option(help: .pageFormat) var format = OutputFormat.Page.text

    func check() throws {
      if let out { try NewPath.check(out) }
    }
  }
}
