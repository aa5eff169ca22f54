import Foundation
import ServiceKit
import Spreadsheet
package import Tabular
import Texts

/// A sheet of a workbook, read as the equivalent delimited text: days as YYYY-MM-DD, a decimal point.
package struct WorkbookFile {
  /// The size of a piece of text for the reader, in bytes.
  private static let pieceBytes = 1 << 16
  /// The last row that may be a header.
  package static let maxHeaderRow = 1000
  /// The most columns that share a merged label.
  private static let maxMergedColumns = 64

  /// Whether the first bytes are those of a workbook: a zip container, or an OLE2 one, which the user is then told to save anew.
  package static func isWorkbook(_ beginning: [UInt8]) -> Bool {
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
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` when it is not clear which sheet is meant.
  package init(_ path: String, sheet name: String?, headerRow: Int) throws {
    workbook = try WorkbookReader(path: path)
    self.headerRow = headerRow
    let candidates = workbook.sheets.filter { sheet in
      if let name { sheet.name == name } else { sheet.visibility == .visible }
    }
    guard candidates.count == 1 else {
      let names = workbook.sheets.map { TerminalText.visible($0.name) }.joined(separator: ", ")
      throw ConfigurationProblem(
        "Le classeur a plusieurs onglets : choisissez avec --sheet (\(names)).",
        "The workbook has several sheets: say which with --sheet (\(names)).")
    }
    sheet = candidates[0]
  }

  /// Opens a workbook at its only visible sheet. Of several visible sheets it takes the only one whose first row has one of the labels.
  ///
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` when it is not clear which sheet is meant.
  package init(_ path: String, headed labels: [String]) throws {
    let workbook = try WorkbookReader(path: path)
    let visible = workbook.sheets.filter { $0.visibility == .visible }
    let candidates =
      visible.count < 2
      ? visible
      : try visible.filter { sheet in
        var rows = try workbook.rows(of: sheet)
        let header = Set(try rows.next()?.cells.map(\.text) ?? [])
        return labels.contains(where: header.contains)
      }
    guard candidates.count == 1 else {
      let names = visible.map { TerminalText.visible($0.name) }.joined(separator: ", ")
      throw ConfigurationProblem(
        "Le classeur a plusieurs onglets : ne laissez visible que celui des données (\(names)).",
        "The workbook has several sheets: leave only that of the data visible (\(names)).")
    }
    (self.workbook, sheet, headerRow) = (workbook, candidates[0], 1)
  }

  /// Detects how the text cells are written, as far as a sample shows it. Cells with a type need no detection.
  ///
  /// - Throws: `SpreadsheetError`.
  package func style(_ schema: TableSchema, _ mapping: [String: String]) throws -> FileStyle {
    let next = try rows()
    var columns = (try next() ?? []).map { cell in
      let use = schema.use(of: cell.text, mapping: mapping)
      return (label: cell.text, use: use, cells: [String]())
    }
    var bytes = 0
    while bytes < FileStyle.sampleBytes, let cells = try next() {
      bytes += 1
      for (column, cell) in cells.enumerated() where column < columns.count {
        guard case .text(let text) = cell, (columns[column].use ?? .text) != .text
        else { continue }
        bytes += text.utf8.count
        columns[column].cells.append(text)
      }
    }
    return FileStyle(
      texts: columns.compactMap { column in column.use.map { (column.label, $0, column.cells) } })
  }

  /// Reads the records from the header on. A record's row in the sheet is its number plus ``headerRow`` minus one.
  ///
  /// - Parameters:
  ///   - schema: the schema that reads the records: cells with a type are written in the form that its fields read.
  ///   - mapping: label → field, where they differ.
  /// - Returns: the reader.
  /// - Throws: `SpreadsheetError`.
  package func reader(_ schema: TableSchema, _ mapping: [String: String]) throws -> CSVReader {
    let next = try rows()
    var fields: [TableSchema.Field?]?
    return CSVReader(keepsEmptyLines: true) {
      var text = ""
      while text.utf8.count < Self.pieceBytes, let cells = try next() {
        if let fields {
          let record = cells.enumerated().map { column, cell in
            cell.text(in: column < fields.count ? fields[column] : nil)
          }
          // The file does not contain this row.
          text += cells.isEmpty ? "\n" : CSVWriter.record(record)
        } else {
          let labels = cells.map(\.text)
          fields = labels.map { label in
            schema.fields.first { $0.name == mapping[label] ?? label }
          }
          text += CSVWriter.record(labels)
        }
      }
      return text.isEmpty ? nil : Array(text.utf8)
    }
  }

  /// Returns a function that gives the next row, from the header on. A row is at least as wide as the header; one that is not in
  /// the file has no cells.
  private func rows() throws -> () throws -> [Cell]? {
    let headerRow = headerRow
    let merged = try workbook.mergedRanges(of: sheet).filter { $0.rows.contains(headerRow) }
    var rows = try workbook.rows(of: sheet)
    // The first cell of each merged range. The header may cross the range below or beside that cell.
    var origins: [Cell] = Array(repeating: .empty, count: merged.count)
    var (number, width): (Int, Int?) = (headerRow, nil)
    var held: Row?
    func header(_ own: [Cell]) -> [Cell] {
      var cells = own
      for (range, origin) in zip(merged, origins) {
        // A label over more columns is a title; it is not repeated beyond them.
        for column in range.columns.prefix(Self.maxMergedColumns) {
          while cells.count <= column { cells.append(.empty) }
          if cells[column] == .empty { cells[column] = origin }
        }
      }
      return cells
    }
    return {
      while held == nil {
        guard let row = try rows.next() else { return nil }
        for (index, range) in merged.enumerated() where row.number == range.rows.lowerBound {
          origins[index] = row[range.columns.lowerBound]
        }
        if row.number >= headerRow { held = row }
      }
      guard let row = held else { return nil }
      defer { number += 1 }
      var cells = row.number == number ? row.cells : []
      if row.number == number { held = nil }
      guard let width else {
        // A header that is merged with the row above may have no row of its own in the file.
        cells = header(cells)
        width = cells.count
        return cells
      }
      guard !cells.isEmpty else { return [] }
      while cells.count < width { cells.append(.empty) }
      return cells
    }
  }
}

extension Cell {
  /// The text from which a field reads the value of the cell.
  fileprivate func text(in field: TableSchema.Field?) -> String {
    // Findings show a cell as the sheet does, so a day with a time stays in the sheet's local time.
    let field = field ?? TableSchema.Field("", .any)
    switch self {
    case .date(let day): return field.written(day, second: nil)
    case .dateTime(let day, let second): return field.written(day, second: second)
    case .time(let seconds): return field.written(time: seconds) ?? text
    case .number: return field.written(number: text)
    case .flag(let flag): return field.written(flag: flag)
    case .empty, .text, .error: return text
    }
  }
}
