package import Values

/// The result of importing one or several files.
package struct ImportReport: Codable, Sendable {
  package var loaded: Int = 0
  package var unchanged: Int = 0
  package var refused: [Finding] = []
  package var findings: [Finding] = []
  /// The cells of known records that have another value now, each with the value before.
  package var corrections: [Correction] = []
  /// The imports; the `id` of an import is what undoes it.
  package var imports: [Import] = []

  /// An import of a file.
  package struct Import: Codable, Sendable {
    package let file: String
    package let id: String
  }

  /// In a rehearsal: kind → the codes that its rows would bring.
  package var codes: [String: [String]] = [:]
  /// In a rehearsal: service → the uploads that were tried there.
  package var rehearsed: [String: [String]] = [:]
  /// True in a rehearsal, which changes nothing; absent otherwise.
  package var dryRun: Bool?

  /// A cell of a known record that has another value now.
  package struct Correction: Codable, Sendable {
    package let file: String
    package let row: Int
    package let record: [String]
    package let column: String
    package let old: String
    package let new: String

    package init?(_ finding: Finding) {
      guard finding.code == "CORRECTED", let record = finding.record else { return nil }
      (file, row, self.record) = (finding.file, finding.row, record)
      (column, old, new) = (finding.column, finding.beside?.first ?? "", finding.value)
    }
  }

  private enum CodingKeys: CodingKey {
    case loaded, unchanged, refused, findings, corrections, imports, dryRun
  }

  package mutating func add(_ other: ImportReport) {
    loaded += other.loaded
    unchanged += other.unchanged
    refused += other.refused
    findings += other.findings
    corrections += other.corrections
    imports += other.imports
    dryRun = dryRun ?? other.dryRun
  }
}

extension ImportReport {
  /// Makes a report of nothing but what was refused.
  package init(refused: [Finding] = []) { self.init(loaded: 0, refused: refused) }
}
