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
      "Charge les valeurs d'une série : un tableau CSV ou XLSX, et la description qui l'accompagne.",
      "Loads a series' values: a CSV or XLSX table, and the description that goes with it.",
      discussion: words(
        """
        Une valeur fautive est dite et laissée, une valeur absente n'est pas un zéro, une autre valeur pour
        la même période est une correction qui garde l'ancienne. Charger de nouveau ne change rien.
        """,
        """
        A value at fault is told and left, a missing one is no zero, another value for the same period is a
        correction that keeps the old one. Loading again changes nothing.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le tableau.", "The table.")) var path: String
    @Option(help: .words("La description de la série, en JSON.", "The series' description, JSON."))
    var series: String
    @Option(help: .findings) var findings: String?
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
      var report = try CheckReport(refused: nil, findings: findings, most: most, header: [])
      let upload = Upload(
        services: gateway, fictitious: description.fictitious, makesProgress: Progress.make)
      let counts = try await table.send(
        by: upload, as: SeriesDescription.file, to: "evaluation", subject: description.code,
        mapping: try reading.givenMapping(), &report)
      await gateway.close()
      let (french, english) = (summary(counts, .french), summary(counts, .english))
      try report.end("\(description.code) : \(french)", "\(description.code): \(english)")
      if report.isFaulty { throw ExitCode(1) }
    }

    /// How many values were recorded, corrected, known already and refused.
    private func summary(_ counts: CommitImport.Reply, _ language: Language) -> String {
      [
        language.count(
          counts.loaded - counts.corrected, .init("valeur chargée", "valeurs chargées"),
          .init("value loaded", "values loaded")),
        language.count(
          counts.corrected, .init("corrigée", "corrigées"), .init("corrected", "corrected")),
        language.count(
          counts.unchanged, .init("déjà connue", "déjà connues"),
          .init("known already", "known already")),
        language.count(
          counts.refused, .init("refusée", "refusées"), .init("refused", "refused")),
      ].joined(separator: ", ") + "."
    }
  }
}
