import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

extension DiagnosisCommand {
  struct Grades: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Affiche le niveau de chaque diagnostic, les arbitrages à rendre et les niveaux sensibles à un point.",
      "Shows the level of each diagnosis, what is to be arbitrated, and the levels that hang on a point."
    )

    @OptionGroup var options: GatewayOptions
    @Option(help: .dataOfDay) var asOf: CivilDate?
    @Option(
      help: .words(
        "Autre grille à essayer (JSON) ; par défaut : la grille proposée.",
        "Another grid to try (JSON); default: the proposed one.", .file), completion: .file())
    var grid: String?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @OptionGroup var filters: StructureFilters
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema { .value(GradeDiagnoses.Reply.self) }

    func run() async throws {
      let chosen: DiagnosisGrid? = try grid.map { path in
        guard let data = FileManager.default.contents(atPath: path) else {
          throw ConfigurationProblem("Impossible de lire « \(path) ».", "Cannot read “\(path)”.")
        }
        do {
          return try JSONDecoder().decode(DiagnosisGrid.self, from: data)
        } catch {
          throw ConfigurationProblem(path, DocumentFault(of: error))
        }
      }
      let gateway = try options.gateway()
      var reply = try await gateway.call(
        "evaluation", GradeDiagnoses(asOf: asOf ?? .today, grid: chosen, knownOn: knownOn))
      let shown = try await filters.structures(gateway, on: asOf ?? .today)
      await gateway.close()
      reply.rows = reply.rows.filter { shown.shows($0.structure) }
      // They are about all structures, also where only some are shown.
      let summaries = filters.choice == StructureChoice() ? reply.summaries : []
      let notes = summaries.map { summary in
        Catalogue.scope(summary.scope, language)
          + words(
            " : \(summary.acquired) acquis sur \(summary.evaluated) dont le niveau est établi (de \(summary.lowest) à \(summary.highest) si un point change)",
            ": \(summary.acquired) acquired of \(summary.evaluated) whose level is settled (\(summary.lowest) to \(summary.highest) if one point changes)"
          )
      }
      try format.write(
        reply, format.ordered(reply.rows) { $0.name }, Self.columns,
        isFictitious: reply.fictitious,
        title: "\(reply.grid.labels[language.rawValue] ?? "") (\(reply.grid.name))", notes: notes)
    }

    private static var columns: [ListingColumn<GradeDiagnoses.Row>] {
      [
        .text("structure", "structure", "structure") { $0.structure },
        .text("name", "nom", "name") { $0.name },
        .text("level", "niveau", "level", as: { Catalogue.reason($0, language) }) {
          $0.grading.level
        },
        .list(
          "disputed", "à arbitrer", "to arbitrate", as: { Catalogue.gradePoint($0, language) }
        ) { $0.grading.disputed },
        .text(
          "sensitivity", "niveau si un point change", "level if one point changes",
          told: { $0.grading.sensitivity.map(told).joined(separator: " ; ") }
        ) { $0.grading.sensitivity.map(code).joined(separator: " ") },
      ]
    }

    /// What one point less or more would change, for programs: `a2-1:in_progress`.
    private static func code(_ one: GetDiagnosis.Sensitivity) -> String {
      "\(one.point)\(one.change > 0 ? "+1" : "-1"):\(one.level)"
    }

    /// The same for people.
    private static func told(_ one: GetDiagnosis.Sensitivity) -> String {
      let point = Catalogue.gradePoint(one.point, language)
      return "\(point) \(one.change > 0 ? "+1" : "−1") → \(Catalogue.reason(one.level, language))"
    }
  }
}
