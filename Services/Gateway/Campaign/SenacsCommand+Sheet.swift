import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts

extension SenacsCommand {
  struct Sheet: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche la restitution d'une structure : ses valeurs, leur évolution, une comparaison et trois constats.",
      "Shows a structure's feedback sheet: its values, how they changed, a comparison and three statements.",
      discussion: words(
        "Consultée par la structure elle-même, la restitution compte comme une utilisation constatée.",
        "Opened by the structure itself, the sheet counts as observed use."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .campaign, completion: .campaigns) var campaign: String
    @Argument(help: .structureCode, completion: .structures) var structure: String?
    @Flag(
      help: .words(
        "Enregistre toutes les restitutions, en HTML, dans --out.",
        "Writes the sheets of all structures that answered, as HTML, to --out."))
    var all = false
    @Option(
      help: .words(
        "Fichier à créer, ou avec --all dossier à créer ; par défaut : affichage à l'écran.",
        "File to create, or with --all folder to create; default: shown on the screen.", .file))
    var out: String?
    @Option(help: .format) var format = OutputFormat.Page.text

    func validate() throws {
      guard all == (structure == nil), !all || out != nil else {
        throw ValidationError(
          "Indiquez une structure, ou --all avec --out DOSSIER.",
          "Give a structure, or --all with --out FOLDER.")
      }
    }

    static var jsonSchema: JSONSchema { .value(GetFeedbackSheet.Reply.self) }

    func run() async throws {
      if let out { try NewPath.check(out) }
      let gateway = try options.gateway()
      if let structure {
        let sheet = try await gateway.call(
          "senacs", GetFeedbackSheet(campaign: campaign, structure: structure))
        await gateway.close()
        let text = SheetText(sheet: sheet, language: language)
        return try format.write(
          text: (sheet.fictitious == true ? Words.fictitious(language) + "\n" : "") + text.text,
          html: text.html, json: OutputFormat.json(sheet), to: out)
      }
      try await writeAll(gateway, to: out ?? "")
      await gateway.close()
    }

    private func writeAll(_ gateway: Gateway, to folder: String) async throws {
      let listed = try await gateway.call("senacs", ListExpected(campaign: campaign))
      try NewFolder.make(folder)
      var (count, compared) = (0, 0)
      for entry in listed.entries where entry.state == "EXPECTED" {
        do {
          let sheet = try await gateway.call(
            "senacs", GetFeedbackSheet(campaign: campaign, structure: entry.code))
          let page = SheetText(sheet: sheet, language: language).html
          let path = "\(folder)/\(NewFolder.fileName(entry.code)).html"
          try OutputFile.write(page, to: path, isNew: true)
          count += 1
          if sheet.group != nil { compared += 1 }
        } catch let error as RPCError where error.status.details?.reason == "ANSWER_MISSING" {
          continue
        }
      }
      let made = language.count(
        count, .init("restitution enregistrée", "restitutions enregistrées"),
        .init("feedback sheet", "feedback sheets"))
      let part =
        compared == 0
        ? words("aucune", "none of them")
        : words("dont \(language.number(compared))", "\(language.number(compared)) of them")
      Output.line(
        "\(made) dans « \(folder) », \(part) avec comparaison.",
        "\(made) in “\(folder)”, \(part) with a comparison.")
    }
  }
}
