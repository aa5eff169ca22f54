import Foundation
import ServiceKit
import Tabular
import Texts
import Values

/// What a check found: the first findings on the terminal, all of them and the faulty rows in files.
struct CheckReport {
  /// What a file is written in at a time.
  private static let pieceBytes = 1 << 16

  /// A new file of text, written in pieces.
  private final class TextFile {
    private let handle: FileHandle
    private var buffer: [UInt8] = []

    init(_ path: String) throws {
      guard !FileManager.default.fileExists(atPath: path),
        FileManager.default.createFile(atPath: path, contents: nil),
        let handle = FileHandle(forWritingAtPath: path)
      else {
        throw ConfigurationProblem(
          "impossible d'écrire \(path) ; il ne doit pas exister déjà",
          "cannot write \(path); it must not be there already")
      }
      self.handle = handle
    }

    func write(_ text: String) throws {
      buffer += text.utf8
      if buffer.count > pieceBytes { try flush() }
    }

    func flush() throws {
      try handle.write(contentsOf: Data(buffer))
      buffer.removeAll(keepingCapacity: true)
    }
  }

  private let refused: TextFile?
  private let findings: TextFile?
  private let most: Int
  private var counts: [String: Int] = [:]
  private var shown = 0

  init(refused: String?, findings: String?, most: Int, header: [String]) throws {
    self.refused = try refused.map(TextFile.init)
    self.findings = try findings.map(TextFile.init)
    self.most = most
    try self.refused?.write(CSVWriter.record(header))
    try self.findings?.write(
      CSVWriter.record(["row", "column", "value", "code", words("remarque", "finding")]))
  }

  /// Whether anything was found that has to be mended; columns that are passed over have not.
  var isFaulty: Bool { counts.keys.contains { $0 != CellFault.extraLabel.rawValue } }

  mutating func add(_ finding: Finding) throws {
    counts[finding.code, default: 0] += 1
    if shown < most {
      shown += 1
      let isRefused = finding.code != CellFault.extraLabel.rawValue
      Output.line(FindingLines.text(finding, isRefused: isRefused, Vigie.language))
    }
    try findings?.write(
      CSVWriter.record(
        [
          String(finding.row), finding.column, finding.value, finding.code,
          Catalogue.reason(finding.code, Vigie.language),
        ], guardsFormulas: true))
  }

  func add(refused record: [String]) throws { try refused?.write(CSVWriter.record(record)) }

  /// Ends the files and says how many of each kind there were.
  func end(rows: Int, faulty: Int) throws {
    try refused?.flush()
    try findings?.flush()
    let all = counts.values.reduce(0, +)
    if all > shown {
      Output.line(
        words(
          "… et \(all - shown) autres (--findings FICHIER)",
          "… and \(all - shown) more (--findings FILE)"))
    }
    Output.line(
      words("\(rows) lignes, \(faulty) fautives", "\(rows) rows, \(faulty) faulty"))
    for (code, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      Output.line("  \(count) × \(code): \(Catalogue.reason(code, Vigie.language))")
    }
  }
}
