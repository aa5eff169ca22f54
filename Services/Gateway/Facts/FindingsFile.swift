import Pages
import Tabular
import Values

/// A file of all findings, as CSV, one line each, for those that the terminal tells by kind only.
struct FindingsFile {
  private let file: OutputFile
  private let namesFile: Bool

  /// Begins a new file; `namesFile` says that the findings are of several files.
  ///
  /// - Throws: `ConfigurationProblem`.
  init(_ path: String, namesFile: Bool) throws {
    file = try OutputFile(path, isNew: true)
    self.namesFile = namesFile
    let columns = headings(
      ["ligne", "colonne", "valeur", "code", "remarque"],
      ["row", "column", "value", "code", "finding"])
    try file.write(CSVWriter.record((namesFile ? [words("fichier", "file")] : []) + columns))
  }

  /// Adds a finding.
  ///
  /// - Throws: `ConfigurationProblem`.
  func add(_ finding: Finding) throws {
    try file.write(
      OutputFormat.record(
        (namesFile ? [finding.file] : []) + [
          String(finding.row), finding.column, finding.value, finding.code,
          FindingLines.reason(finding, language) + FindingLines.beside(finding, language),
        ]))
  }

  /// Completes the file.
  ///
  /// - Throws: `ConfigurationProblem`.
  func finish() throws { try file.finish() }

  /// Says where all findings are, where the terminal does not tell each.
  static func offer() {
    Output.line(
      "Toutes les remarques, une par une : --findings FICHIER",
      "All findings, one by one: --findings FILE")
  }
}
