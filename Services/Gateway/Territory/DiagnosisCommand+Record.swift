import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import ServiceKit
import Tabular
import Texts
import Values

extension DiagnosisCommand {
  struct Record: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Enregistre dans les diagnostics les lignes d'un fichier ; une structure n'écrit que dans le sien.",
      "Records the rows of a file in the diagnoses; a structure writes into its own only.")

    @OptionGroup var options: GatewayOptions
    @Argument(
      help: .words(
        """
        Fichier : diagnosis_evidence.csv, diagnosis_participants.csv, diagnosis_elements.csv, diagnosis_revisions.csv ou \
        veille_declarations.csv.
        """,
        """
        File: diagnosis_evidence.csv, diagnosis_participants.csv, diagnosis_elements.csv, diagnosis_revisions.csv or \
        veille_declarations.csv.
        """, .file
      ))
    var file: String

    /// Reads the rows of the file, in the style detected from it, and tells how many records lie before its header.
    private func read(_ bytes: [UInt8], _ name: String) throws -> ([[String: String]], Int) {
      let sample = Array(bytes.prefix(FileStyle.sampleBytes))
      let isWhole = sample.count == bytes.count
      let style =
        FactKind.ownKinds.first { $0.file == name }.map {
          FileStyle(of: $0.form.schema, beginning: sample, isWhole: isWhole)
        } ?? FileStyle(beginning: sample, isWhole: isWhole)
      guard style.encoding != nil else { throw CSVError.notUTF8(row: 1) }
      var rest: [UInt8]? = bytes
      var reader = CSVReader(style) {
        defer { rest = nil }
        return rest
      }
      let header = try reader.header()
      let before = max(reader.row - 1, 0)
      var rows: [[String: String]] = []
      while let cells = try reader.next() {
        guard reader.strayQuote == nil else {
          let code = CellFault.strayQuote.code
          throw ConfigurationProblem(
            "Ligne \(reader.row) : \(Catalogue.reason(code, .french)). [\(code)]",
            "Row \(reader.row): \(Catalogue.reason(code, .english)). [\(code)]")
        }
        let padded = cells + Array(repeating: "", count: max(0, header.count - cells.count))
        rows.append(Dictionary(zip(header, padded)) { first, _ in first })
      }
      return (rows, before)
    }

    func run() async throws {
      let name = URL(fileURLWithPath: file).lastPathComponent
      guard let data = FileManager.default.contents(atPath: file) else {
        throw ConfigurationProblem("Impossible de lire « \(file) ».", "Cannot read “\(file)”.")
      }
      let (rows, before) = try FileFault.naming(name) { try read(Array(data), name) }
      let gateway = try options.gateway()
      var report = ImportReport()
      for start in stride(from: 0, to: rows.count, by: SubmitRows.maxRows) {
        let part = Array(rows[start..<min(start + SubmitRows.maxRows, rows.count)])
        let reply = try await gateway.call(
          "evaluation", RecordDiagnosis(file: name, rows: part))
        func moved(_ finding: Finding) -> Finding {
          var finding = finding
          if finding.row > 1 { finding.row += start + before }
          return finding
        }
        report.loaded += reply.counts.loaded
        report.unchanged += reply.counts.unchanged
        report.refused += reply.refused.map(moved)
        report.findings += reply.findings.map(moved)
      }
      await gateway.close()
      FindingLines.write(refused: report.refused, findings: report.findings)
      Output.line(summary(report, name))
      if !report.refused.isEmpty { throw ExitCode(1) }
    }

    /// How many rows were recorded, known already and refused.
    private func summary(_ report: ImportReport, _ name: String) -> String {
      let counts = [
        language.count(
          report.loaded, .init("ligne chargée", "lignes chargées"),
          .init("row loaded", "rows loaded")),
        language.count(
          report.unchanged, .init("déjà connue", "déjà connues"),
          .init("known already", "known already")),
        language.count(
          report.refused.count, .init("refusée", "refusées"), .init("refused", "refused")),
      ]
      return "\(name)\(words(" :", ":")) \(counts.joined(separator: ", "))."
    }
  }
}
