import ArgumentParser
import Composition
import Pages
import Tabular
import Values

struct DiagnosisCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnosis",
    abstract: words(
      "Les diagnostics partagés : ce sur quoi ils s'appuient, ce qui y répond, ce qui est à relire.",
      "Shared diagnoses: what they rest on, what answers them, what is to be read again."),
    subcommands: [Show.self, Record.self, Note.self, Grades.self, Handover.self])

  /// A structure and a day.
  struct Subject: ParsableArguments {
    @Argument(help: .words("Le code de la structure.", "The structure's code.")) var structure:
      String
    @Option(help: .words("Le jour ; sinon aujourd'hui.", "The day; default today."))
    var asOf: CivilDate?

    var day: CivilDate { asOf ?? .today }
  }

  /// Where a dossier goes.
  struct Writing: ParsableArguments {
    @Option(help: .words("Un nouveau fichier ; sinon ici.", "A new file; default here.")) var out:
      String?
    @Option(help: .words("text, html ou json.", "text, html or json.")) var format = OutputFormat
      .Page.text

    func check() throws {
      if let out { try NewPath.check(out) }
    }

    func write(_ dossier: Dossier, json: @autoclosure () throws -> String) throws {
      let text =
        switch format {
        case .text: dossier.text
        case .html: dossier.html
        case .json: try json()
        }
      guard let out else { return Output.line(text) }
      try OutputFile.write(text + "\n", to: out, isNew: true)
      Output.line(out)
    }
  }
}
