import ArgumentParser
import Contracts
import Foundation
import Texts

extension EvaluationCommand {
  struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre la fiche action, après avoir dit tout ce qui l'empêche de servir.",
        "Shows the action sheet, having told everything that keeps it from being used."))

    @OptionGroup var languageOption: LanguageOption
    @OptionGroup var sheetOption: SheetOption
    @Option(help: .words("text, ou json : le document.", "text, or json: the document."))
    var format = Format.text

    func run() async throws {
      let language = Vigie.language
      let sheet = try sheetOption.sheet()
      if format == .json { return Output.line(try ListForm.json(sheet)) }
      Output.line("\(sheet.code) · \(sheet.title.text(language))")
      Output.line(
        "\(words("pilote", "pilot")) \(sheet.pilot.text(language)) · \(sheet.years.first)-\(sheet.years.last)"
      )
      for text in sheet.texts {
        Output.line("\n== \(text.heading.text(language))\n\(text.body.text(language))")
      }
      if !sheet.actions.isEmpty { Output.line("\n== \(words("Actions", "Actions"))") }
      for action in sheet.actions {
        Output.line("\(action.code)  \(language.pick(action.fr, action.en))")
      }
      Output.line("\n== \(words("Questions", "Questions"))")
      for question in sheet.questions {
        Output.line("\(question.code)  \(language.pick(question.fr, question.en))")
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

  struct Measures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Liste les mesures nommées parmi lesquelles une fiche choisit.",
        "Lists the named measures that a sheet chooses from."),
      discussion: words(
        "Il n'y en a pas d'autres, et pas de langage de formules ; I0 vaut pour chaque I0:CODE.",
        "There are no others, and no language of formulas; I0 stands for each I0:CODE."))

    @OptionGroup var languageOption: LanguageOption
    @Option(help: .words("text, csv ou json.", "text, csv or json.")) var format = ListForm.text

    func run() async throws {
      let measures = MeasureCatalogue.all(Vigie.language)
      if format == .json { return Output.line(try ListForm.json(measures)) }
      let header = [
        words("mesure", "measure"), words("ce que c'est", "what it is"), words("règles", "rules"),
        words("service", "service"), words("sorte", "kind"), words("mieux", "better"),
      ]
      let rows = measures.map {
        [
          $0.code, $0.title, $0.rules.joined(separator: " "), $0.service,
          $0.kind == "count" ? words("nombre", "count") : words("taux", "rate"),
          $0.better == "higher" ? words("plus haut", "higher") : words("plus bas", "lower"),
        ]
      }
      Output.line(
        format == .csv ? ListForm.csv([header] + rows) : Table(header: header, rows: rows).text)
    }
  }
}
