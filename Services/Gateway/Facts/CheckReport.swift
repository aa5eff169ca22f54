import Foundation
import Pages
import Tabular
import Texts
import Values

/// What a check found: the first findings on the terminal or kept for JSON, all of them and the faulty rows in files.
struct CheckReport {
  private let refused: OutputFile?
  private let findings: OutputFile?
  private let most: Int
  private let namesFile: Bool
  private let isTold: Bool
  /// How many findings there are of each code.
  private(set) var counts: [String: Int] = [:]
  private var shown = 0
  /// The first findings that need correction, and the first others, where they are not told.
  private(set) var kept: (refused: [Finding], notes: [Finding]) = ([], [])

  /// Begins a report; `namesFile` says that the findings are of several files, `isTold` that they go to the terminal.
  init(
    refused: String?, findings: String?, most: Int, header: [String], namesFile: Bool = false,
    isTold: Bool = true
  ) throws {
    self.namesFile = namesFile
    self.isTold = isTold
    self.refused = try refused.map { try OutputFile($0, isNew: true) }
    self.findings = try findings.map { try OutputFile($0, isNew: true) }
    self.most = most
    try self.refused?.write(CSVWriter.record(header))
    try self.findings?.write(
      CSVWriter.record(
        (namesFile ? ["file"] : []) + [
          "row", "column", "value", "code", words("remarque", "finding"),
        ]))
  }

  /// Whether faulty rows are written anywhere.
  var keepsRefused: Bool { refused != nil }

  /// Whether a finding needs correction.
  private(set) var isFaulty = false

  /// Adds a finding; `isRefused` says that it needs correction.
  mutating func add(_ finding: Finding, isRefused: Bool) throws {
    counts[finding.code, default: 0] += 1
    if isRefused { isFaulty = true }
    if shown < most {
      shown += 1
      show(finding, isRefused: isRefused)
    }
    try findings?.write(
      OutputFormat.record(
        (namesFile ? [finding.file] : []) + [
          String(finding.row), finding.column, finding.value, finding.code,
          FindingLines.reason(finding, language) + FindingLines.beside(finding),
        ]))
  }

  private mutating func show(_ finding: Finding, isRefused: Bool) {
    if isTold {
      Output.line(
        FindingLines.text(finding, isRefused: isRefused, namesFile: namesFile, language))
    } else if isRefused {
      kept.refused.append(finding)
    } else {
      kept.notes.append(finding)
    }
  }

  func add(refused record: [String]) throws { try refused?.write(CSVWriter.record(record)) }

  /// Ends the files.
  func finish() throws {
    try refused?.finish()
    try findings?.finish()
  }

  /// Ends the files and says how many of each kind there were, after a summary in the language of the run.
  func end(_ french: String, _ english: String) throws {
    try finish()
    let all = counts.values.reduce(0, +)
    if all > shown {
      Output.line(
        "… et \(all - shown) autres (--findings FICHIER)",
        "… and \(all - shown) more (--findings FILE)")
    }
    Output.line(french, english)
    for (code, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      Output.line("  \(count) × \(code): \(Catalogue.reason(code, language))")
    }
  }
}
