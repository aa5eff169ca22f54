import ArgumentParser
import Composition
import Contracts
import Pages
import RPC
import RPCContract
import ServiceKit
import Spreadsheet
import Texts
import Values

extension SenacsCommand {
  struct Forms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Prépare un formulaire prérempli par structure attendue : questions de SENACS et de la fiche action.",
      "Prepares a prefilled form for each expected structure: questions of SENACS and of the action sheet.",
      discussion: words(
        "Avec la clé d'une structure : seulement son propre formulaire. Avant l'envoi, contrôlez-le avec vigie senacs check.",
        "With a structure's key: its own form only. Check it before it is sent, with vigie senacs check."
      ))

    @OptionGroup var options: GatewayOptions
    @Option(help: .campaign) var campaign: String
    @Option(
      help: .words(
        "Prépare seulement le formulaire de cette structure.",
        "Prepares this structure's form only."),
      completion: .structures)
    var structure: String?
    @Option(help: .newFolder, completion: .directory) var out: String

    func run() async throws {
      try NewPath.check(out)
      let gateway = try options.gateway()
      let questions = try await CampaignQuestions(campaign, gateway)
      let known = try await FormSources(questions, structure: structure, today: .today, gateway)
      let form = FormWorkbook(questions: questions, language: language, created: .now)
      var (count, prefilled) = (0, 0)
      let request = PrepareForms(campaign: campaign, structure: structure)
      for try await item in try gateway.stream("senacs", request) {
        if count == 0 { try NewFolder.make(out) }
        if item.lastCampaign != nil { prefilled += 1 }
        count += 1
        do {
          try form.write(
            item, known.latest[item.structureCode], known.meetings[item.structureCode],
            to: "\(out)/\(NewFolder.fileName(item.structureCode)).xlsx")
        } catch let error as SpreadsheetError {
          throw ConfigurationProblem(
            "\(item.structureCode) : \(Catalogue.reason(error.code, .french)).",
            "\(item.structureCode): \(Catalogue.reason(error.code, .english)).")
        }
      }
      await gateway.close()
      if count == 0, let structure {
        throw ConfigurationProblem(
          "La structure \(structure) n'est pas attendue à la campagne \(campaign). La Caf peut dire pourquoi : vigie senacs expected \(campaign)",
          "The structure \(structure) is not expected in campaign \(campaign). The Caf can tell why: vigie senacs expected \(campaign)"
        )
      }
      if count == 0 { try NewFolder.make(out) }
      let made = language.count(
        count, .init("formulaire enregistré", "formulaires enregistrés"), .init("form", "forms"))
      let filled =
        prefilled == 0
        ? words("aucun prérempli", "none of them prefilled")
        : words("dont ", "")
          + language.count(
            prefilled, .init("prérempli", "préremplis"),
            .init("of them prefilled", "of them prefilled"))
      Output.line(
        "\(made) dans « \(out) », \(filled) avec la réponse précédente.",
        "\(made) in “\(out)”, \(filled) with the last answer.")
    }
  }
}
