import Foundation
import ServiceKit
import Spreadsheet
import Tabular
import Texts

/// A sheet of a workbook, read as the delimited text that it would be: days as YYYY-MM-DD, a decimal point.
struct WorkbookFile {
  /// What a reader is handed at a time, in bytes.
  private static let pieceBytes = 1 << 16
  /// Rows before a header that are looked at for merged cells.
  static let maxHeaderRow = 1000
  /// The most columns that share a merged label.
  private static let maxMergedColumns = 64

  /// Whether a file is a workbook by its first bytes: a zip container, or an OLE2 one, which is told to be saved anew.
  static func isWorkbook(_ beginning: [UInt8]) -> Bool {
    beginning.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  private let workbook: WorkbookReader
  private let sheet: Sheet
  private let headerRow: Int

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - name: the sheet; nil for the only visible one.
  ///   - headerRow: the row of the header, from 1.
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` when it is open which sheet is meant.
  init(_ path: String, sheet name: String?, headerRow: Int) throws {
    workbook = try WorkbookReader(path: path)
    self.headerRow = headerRow
    let candidates = workbook.sheets.filter { sheet in
      if let name { sheet.name == name } else { sheet.visibility == .visible }
    }
    guard candidates.count == 1 else {
      let names = workbook.sheets.map { TerminalText.visible($0.name) }.joined(separator: ", ")
      throw ConfigurationProblem(
        "dire quelle feuille par --sheet ; il y a : \(names)",
        "say which sheet with --sheet; there are: \(names)")
    }
    sheet = candidates[0]
  }

  /// How the text is written.
  var style: FileStyle { FileStyle(separator: ";", decimal: ".", dates: .iso, dateSeparator: "-") }

  /// The records from the header on; the sheet's row is the record's number and ``headerRow`` less one.
  ///
  /// - Throws: `SpreadsheetError`.
  func reader() throws -> CSVReader {
    let headerRow = headerRow
    let merged = try workbook.mergedRanges(of: sheet).filter { $0.rows.contains(headerRow) }
    var rows = try workbook.rows(of: sheet)
    // What stands at the beginning of a merged range, which the header may lie below or beside.
    var origins: [String] = Array(repeating: "", count: merged.count)
    var (next, width, isAtEnd) = (headerRow, 0, false)
    func header(_ own: [String]) -> [String] {
      var cells = own
      for (range, origin) in zip(merged, origins) {
        // A label over more columns is a title.
        for column in range.columns.prefix(Self.maxMergedColumns) {
          while cells.count <= column { cells.append("") }
          if cells[column].isEmpty { cells[column] = origin }
        }
      }
      return cells
    }
    return CSVReader(keepsEmptyLines: true) {
      var text = ""
      while !isAtEnd, text.utf8.count < Self.pieceBytes {
        guard let row = try rows.next() else {
          isAtEnd = true
          break
        }
        for (index, range) in merged.enumerated() where row.number == range.rows.lowerBound {
          origins[index] = row[range.columns.lowerBound].text
        }
        guard row.number >= headerRow else { continue }
        var cells = row.cells.map(\.text)
        if next == headerRow {
          // A header that is merged with the row above has no row of its own in the file.
          let labels = header(row.number == headerRow ? cells : [])
          text += CSVWriter.record(labels)
          (next, width) = (headerRow + 1, labels.count)
          if row.number == headerRow { continue }
        }
        // Rows of which nothing is in the file.
        text += String(repeating: "\n", count: row.number - next)
        next = row.number + 1
        while cells.count < width { cells.append("") }
        text += CSVWriter.record(cells)
      }
      return text.isEmpty ? nil : Array(text.utf8)
    }
  }
}
