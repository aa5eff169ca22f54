import ArgumentParser
import Composition
import Contracts
import Foundation
import Schemas
import ServiceKit
import Texts

extension TerritoryCommand {
  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Charge les valeurs d'une série : un tableau CSV ou XLSX, avec sa description.",
      "Loads a series' values: a CSV or XLSX table, with its description.",
      discussion: words(
        """
        Une valeur en erreur est signalée et écartée ; une valeur absente n'est pas un zéro. Une nouvelle valeur pour la même \
        période est une correction, l'ancienne est gardée. Recharger le même fichier ne change rien.
        """,
        """
        A value with an error is pointed out and left out; a missing one is no zero. A new value for the same period is a \
        correction, and the old one is kept. Loading the same file again changes nothing.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words("Tableau (CSV ou XLSX).", "Table (CSV or XLSX).", .file), completion: .file())
    var path: String
    @Option(
      help: .words("Description de la série (JSON).", "Description of the series (JSON).", .file),
      completion: .file())
    var series: String
    @Option(help: .findings, completion: .file()) var findings: String?
    @Option(help: .mostFindings) var most = 100
    @OptionGroup var reading: ReadingOptions

    func run() async throws {
      guard reading.propose == nil else {
        throw ConfigurationProblem(
          "Les colonnes sont déjà indiquées dans la description : --propose est inutile.",
          "The description says already which columns are read: there is nothing to --propose.")
      }
      let description = try ReadingOptions.read(SeriesDescription.self, series)
      let table = try ForeignTable(path, reading, description.schema)
      let gateway = try options.gateway()
      let document = String(
        decoding: FileManager.default.contents(atPath: series) ?? Data(), as: UTF8.self)
      _ = try await gateway.call("evaluation", SetSeries(document: document))
      // A series has cells without a value as a rule: small numbers are secret.
      var report = try CheckReport(
        refused: nil, findings: findings, most: most, header: [], counting: [Self.withoutValue])
      let upload = Upload(
        services: gateway, fictitious: description.fictitious, makesProgress: Progress.make)
      let counts = try await table.send(
        by: upload, as: SeriesDescription.file, to: "evaluation", subject: description.code,
        mapping: try reading.givenMapping(), &report)
      await gateway.close()
      let summary = Self.summary(counts, withoutValue: report.count(of: Self.withoutValue))
      let text = "\(description.code)\(language.colon) \(summary)."
      try report.end(text, text)
      if report.isFaulty { throw ExitCode(1) }
    }

    private static let withoutValue = "NO_VALUE"

    /// How many values had which result; a result that no value had is left out.
    private static func summary(_ counts: CommitImport.Reply, withoutValue: Int) -> String {
      func part(_ count: Int, _ french: Language.Noun, _ english: Language.Noun) -> String? {
        count == 0 ? nil : language.count(count, french, english)
      }
      let told = [
        part(
          counts.loaded - counts.corrected, .init("valeur chargée", "valeurs chargées"),
          .init("value loaded", "values loaded")),
        part(
          counts.corrected, .init("valeur corrigée", "valeurs corrigées"),
          .init("value corrected", "values corrected")),
        part(
          counts.unchanged, .init("valeur déjà connue", "valeurs déjà connues"),
          .init("value known already", "values known already")),
        part(
          counts.refused, .init("ligne refusée", "lignes refusées"),
          .init("row refused", "rows refused")),
        part(
          withoutValue,
          .init(
            "cellule sans valeur (masquée ou vide)", "cellules sans valeur (masquées ou vides)"),
          .init(
            "cell without a value (suppressed or empty)",
            "cells without a value (suppressed or empty)")),
      ].compactMap(\.self)
      return told.isEmpty
        ? words("aucune valeur", "no value") : told.joined(separator: ", ")
    }
  }
}
