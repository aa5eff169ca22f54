import Foundation
import Spreadsheet
import Testing
import Values

/// What tests do with forms and codebooks, as directors and officers do.
extension RunningSystem {
  /// Sets a campaign's codebook.
  func setCodebook(_ campaign: String, _ document: String) throws {
    let file = "\(home)/codebook-\(campaign).json"
    try Data(document.utf8).write(to: URL(fileURLWithPath: file))
    try run(["senacs", "codebook", campaign, "--set", file])
  }

  /// Fills cells of a form, given by key, as a director would; all others stay as they are.
  ///
  /// - Parameters:
  ///   - bytes: the form.
  ///   - cells: key → what is written there.
  ///   - dropped: the key of a row that is left out; nil for none.
  /// - Returns: the form filled in.
  /// - Throws: `SpreadsheetError` for what is no workbook.
  func filled(
    _ bytes: [UInt8], _ cells: [String: Cell], without dropped: String? = nil
  ) throws -> [UInt8] {
    let path = "\(home)/filled.xlsx"
    let reader = try WorkbookReader(bytes: bytes, name: "w.xlsx")
    let writer = try WorkbookWriter(path: path, title: "t", created: .now)
    for sheet in reader.sheets {
      var rows = try reader.rows(of: sheet)
      let header = try #require(try rows.next())
      try writer.addSheet(
        SheetLayout(
          sheet.name, columns: (0..<5).map { ColumnLayout(header[$0].text) },
          isHidden: sheet.visibility != .visible))
      while let row = try rows.next() {
        var all = (0..<5).map { row[$0] }
        if row[0].text == dropped { continue }
        if let cell = cells[row[0].text] { all[3] = cell }
        try writer.append(all)
      }
    }
    try writer.close()
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
