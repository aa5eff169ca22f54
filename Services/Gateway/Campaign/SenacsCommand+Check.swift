import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import ServiceKit
import Spreadsheet
import Values

extension SenacsCommand {
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Contrôle un formulaire rempli, cellule par cellule, sans l'enregistrer.",
      "Checks a filled-in form, cell by cell, without recording it.",
      discussion: words(
        """
        Les contrôles sont ceux du chargement. Avec la clé d'une structure : seulement son propre formulaire, avant l'envoi.
        Codes de sortie : 0 rien à corriger ; 1 à corriger.
        """,
        """
        The checks are those of loading. With a structure's key: its own form only, before it is sent.
        Exit codes: 0 nothing to correct; 1 something to correct.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Argument(help: .words("Formulaire (.xlsx).", "Form (.xlsx).", .file), completion: .file())
    var form: String

    func run() async throws {
      guard FileManager.default.fileExists(atPath: form) else {
        throw ConfigurationProblem("« \(form) » n'existe pas.", "“\(form)” does not exist.")
      }
      let gateway = try options.gateway()
      let questions = try await CampaignQuestions(campaign, gateway)
      let folder = FormFolder(
        questions: questions, upload: Upload(services: gateway, fictitious: false),
        language: language, rehearses: true)
      var report = try CheckReport(
        refused: nil, findings: nil, most: 1000, header: [], namesFile: true)
      let counts = try await folder.load([form]) { try report.add($0, isRefused: $1) }
      await gateway.close()
      let waiting = LoadedAnswersText(language).waiting(
        counts.waiting, until: questions.validation(language), isChecked: true)
      if let waiting { Output.line(waiting) }
      let isFaulty = report.isFaulty
      try report.end(
        isFaulty
          ? "\(form) : à corriger. Rien n'a été enregistré."
          : "\(form) : rien à corriger. Rien n'a été enregistré.",
        isFaulty
          ? "\(form): to be corrected. Nothing was recorded."
          : "\(form): nothing to correct. Nothing was recorded.")
      if isFaulty { throw ExitCode(1) }
    }
  }
}
