import ServiceKit
package import Spreadsheet
import Tabular

/// The sheet of a workbook that holds facts, as the delimited text that services read. The workbook was read elsewhere, by a program that
/// may do nothing else, so only texts of cells come here.
package struct SheetText: Sendable {
  /// The text, in UTF-8 with `;`.
  package let bytes: [UInt8]
  /// For each record of the text its row in the sheet.
  package let rows: [Int]

  /// Takes the only visible sheet; of several, the only one whose first row has one of the labels.
  ///
  /// - Parameters:
  ///   - workbook: the workbook.
  ///   - labels: columns by which rows are told, of the kinds that may be meant.
  ///   - most: the most bytes of the text.
  /// - Throws: `ConfigurationProblem` when it is not clear which sheet is meant, or when the sheet has more than that.
  package init(_ workbook: TextWorkbook, headed labels: Set<String>, most: Int) throws {
    let visible = workbook.sheets.filter { $0.visibility == .visible }
    let candidates =
      visible.count < 2
      ? visible
      : visible.filter { sheet in
        sheet.rows.first?.cells.values.contains(where: labels.contains) ?? false
      }
    guard candidates.count == 1, let sheet = candidates.first else {
      let names = visible.map(\.name).joined(separator: ", ")
      throw ConfigurationProblem(
        "Le classeur a plusieurs onglets : ne laissez visible que celui des données (\(names)).",
        "The workbook has several sheets: leave only that of the data visible (\(names)).")
    }
    var (bytes, rows): ([UInt8], [Int]) = ([], [])
    let header = sheet.rows.first.map(Self.width) ?? 0
    for row in sheet.rows {
      // One column more than a record may have is enough for the service to refuse it.
      let width = min(max(header, Self.width(row)), CSVReader.maxCells + 1)
      bytes += Array(CSVWriter.record((0..<width).map { row[$0] }).utf8)
      rows.append(row.number)
      guard bytes.count <= most else {
        throw ConfigurationProblem(
          "L'onglet contient trop de texte : partagez-le en plusieurs fichiers.",
          "The sheet has too much text: split it into several files.")
      }
    }
    (self.bytes, self.rows) = (bytes, rows)
  }

  private static func width(_ row: TextWorkbook.Row) -> Int { (row.cells.keys.max() ?? -1) + 1 }
}
