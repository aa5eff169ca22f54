import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import ServiceKit
import Texts
import Values

extension DiagnosisCommand {
  struct Grades: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Affiche le niveau de chaque diagnostic, les arbitrages à rendre et les niveaux sensibles à un point.",
      "Shows the level of each diagnosis, what is to be arbitrated, and the levels that hang on a point."
    )

    @OptionGroup var options: GatewayOptions
    @Option(help: .dataOfDay) var asOf: CivilDate?
    @Option(
      help: .words(
        "Autre grille à essayer (JSON) ; par défaut : la grille proposée.",
        "Another grid to try (JSON); default: the proposed one.", .file))
    var grid: String?
    @Option(help: .knownOn) var knownOn: CivilDate?
    @OptionGroup var filters: StructureFilters
    @Option(help: .listFormat) var format = OutputFormat.List.text

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
        .init("structure", "structure", "structure") { .text($0.structure) },
        .init("name", "nom", "name") { .text($0.name) },
        .init("level", "niveau", "level") {
          .text($0.grading.level, as: Catalogue.reason($0.grading.level, language))
        },
        .init("disputed", "à arbitrer", "to arbitrate") {
          .list($0.grading.disputed) { Catalogue.gradePoint($0, language) }
        },
        .init("sensitivity", "niveau si un point change", "level if one point changes") {
          changes($0.grading)
        },
      ]
    }

    /// What one point less or more would change: `a2-1:in_progress` for programs.
    private static func changes(_ grading: GetDiagnosis.Grading) -> ListingCell {
      let found = grading.sensitivity
      let codes = found.map { "\($0.point)\($0.change > 0 ? "+1" : "-1"):\($0.level)" }
      let told = found.map {
        "\(Catalogue.gradePoint($0.point, language)) \($0.change > 0 ? "+1" : "−1") → \(Catalogue.reason($0.level, language))"
      }
      return .text(codes.joined(separator: " "), as: told.joined(separator: " ; "))
    }
  }
}
