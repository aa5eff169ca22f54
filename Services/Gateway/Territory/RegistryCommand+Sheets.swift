import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import Texts

extension RegistryCommand {
  struct Sheets: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Charge les fiches publiées par SENACS et affiche ce qui en est retenu.",
      "Loads sheets as SENACS publishes them, and shows what is kept.",
      discussion: words(
        "Ce sont des données réelles ; elles n'entrent dans aucun indicateur.",
        "They are real data; they stand in no figure."))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        "Fichier à charger ; sans fichier, affiche les fiches déjà chargées.",
        "File to load; without a file, shows the sheets that are loaded.", .file))
    var file: String?
    @Option(help: .format) var format = OutputFormat.Plain.text

    static var jsonSchema: JSONSchema {
      .value([ListSheets.Sheet].self).or("a file", .value(ImportReport.self))
    }

    func run() async throws {
      let gateway = try options.gateway()
      var report: ImportReport?
      if let file {
        report = try await Upload(
          services: gateway, fictitious: false, makesProgress: Progress.make
        ).send(
          file, as: Upload.sheets)
      }
      let reply = try await gateway.call("registry", ListSheets())
      await gateway.close()
      if format == .json {
        return Output.data(
          try report.map { try OutputFormat.jsonLine($0) } ?? OutputFormat.jsonLine(reply.sheets))
      }
      if let report, let file { ImportCommand.show(report, of: file) }
      show(reply.sheets)
    }

    private static func whyNoCode(_ sheet: ListSheets.Sheet) -> String {
      let postalCode = sheet.cleaned["postal_code"] ?? ""
      return postalCode.isEmpty || postalCode.hasPrefix("69")
        ? "COMMUNE_UNRESOLVED" : "OUT_OF_PERIMETER"
    }

    private func show(_ sheets: [ListSheets.Sheet]) {
      Output.line(
        "Fiches publiées par SENACS (données réelles, non utilisées dans les indicateurs)",
        "Sheets published by SENACS (real data, used in no figure)")
      let rows = sheets.map { sheet in
        [
          sheet.cleaned["kind"] ?? "", sheet.cleaned["name"] ?? "",
          sheet.cleaned["postal_code"] ?? "", sheet.cleaned["commune"] ?? "",
          sheet.communeCode ?? Catalogue.reason(Self.whyNoCode(sheet), language),
          sheet.cleaned["siret"] ?? "",
        ]
      }
      let header = headings(
        ["type", "nom", "code postal", "commune", "code Insee", "SIRET"],
        ["kind", "name", "postal code", "commune", "INSEE code", "SIRET"])
      Output.table(header, rows)
    }
  }
}
