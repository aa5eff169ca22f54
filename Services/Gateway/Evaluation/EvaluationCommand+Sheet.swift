import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts

extension EvaluationCommand {
  struct Sheet: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche la fiche action après l'avoir contrôlée.",
      "Shows the action sheet after checking it.")

    @OptionGroup var languageOption: LanguageOption
    @Option(help: .actionSheet, completion: .file()) var sheet: String?
    @Option(
      help: .words("Format ; json : le document lui-même.", "Format; json: the document itself."))
    var format = OutputFormat.Plain.text

    static var jsonSchema: JSONSchema { .value(ActionSheet.self) }

    func run() async throws {
      let sheet = try ActionSheetFile.read(sheet)
      if format == .json { return Output.data(try OutputFormat.json(sheet)) }
      Output.line("\(sheet.code) · \(sheet.title.text(language))")
      Output.line(
        "\(words("Pilotage / coordination :", "Steering / coordination:")) \(sheet.pilot.text(language)) · \(sheet.years.first)-\(sheet.years.last)"
      )
      for text in sheet.texts {
        Output.line("\n== \(text.heading.text(language))\n\(text.body.text(language))")
      }
      if !sheet.actions.isEmpty { Output.line("\n== \(words("Actions", "Actions"))") }
      for action in sheet.actions {
        Output.line("\(action.code)  \(words(action.fr, action.en))")
      }
      Output.line("\n== \(words("Questions", "Questions"))")
      for question in sheet.questions {
        Output.line("\(question.code)  \(words(question.fr, question.en))")
        for code in question.measures {
          Output.line("    \(code) · \(Catalogue.table(code, language))")
        }
      }
      Output.line("\n== \(words("Cibles", "Targets"))")
      if (sheet.targets ?? []).isEmpty { Output.line(TargetStatus.none(language)) }
      for target in sheet.targets ?? [] {
        let status = TargetStatus(target: target, figure: nil, language: language)
        Output.line(
          "\(target.measure) · \(Catalogue.scope(target.scope, language)) · \(target.year) · \(status.wanted)"
        )
      }
    }
  }
}
