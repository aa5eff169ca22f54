import FactKinds
import Foundation
import Tabular

/// A fact file saved as a workbook, converted to the delimited text that is sent. It is converted here, so that the libraries that
/// read workbooks stay away from the services' hosts.
struct FactWorkbook {
  /// The text.
  let text: FileHandle
  /// For each record of the text its row in the sheet.
  private let rows: [Int]

  /// Reads a workbook; nil where the file is none.
  ///
  /// - Throws: `ConfigurationProblem` for what cannot be read.
  init?(_ path: String, of kind: FactKind) throws {
    guard try ForeignFile(path).isWorkbook else { return nil }
    (text, rows) = try FileFault.naming(path) {
      let workbook = try WorkbookFile(path, headed: kind.form.key)
      let schema = kind.form.schema
      let style = try workbook.style(schema, [:])
      var reader = try workbook.reader(style.applied(to: schema), [:])
      let file = try TemporaryFile.make()
      var rows: [Int] = []
      while let record = try reader.next() {
        // A row that is not in the sheet is left out of the text.
        guard record != [""] else { continue }
        rows.append(reader.row)
        try file.write(contentsOf: Data(CSVWriter.record(record).utf8))
      }
      return (file, rows)
    }
  }

  /// The sheet's row of a record, counted from 1; the given number itself where there is no such record.
  func row(of record: Int) -> Int { rows.indices.contains(record - 1) ? rows[record - 1] : record }
}
