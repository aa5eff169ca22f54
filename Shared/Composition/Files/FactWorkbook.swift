import FactKinds
import Foundation
import Tabular

/// A fact file that was saved as a workbook, as the delimited text that goes up: the libraries that read it stay away from the
/// services' hosts.
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
    (text, rows) = try FileFault.told(path) {
      let workbook = try WorkbookFile(path, headed: kind.form.key)
      let schema = kind.form.schema
      let style = try workbook.style(schema, [:])
      var reader = try workbook.reader(style.applied(to: schema), [:])
      let file = try TemporaryFile.make()
      var rows: [Int] = []
      while let record = try reader.next() {
        // A row of which nothing is in the sheet is none of the text.
        guard record != [""] else { continue }
        rows.append(reader.row)
        try file.write(contentsOf: Data(CSVWriter.record(record).utf8))
      }
      return (file, rows)
    }
  }

  /// The sheet's row of a record, from 1; of what is not a record's its own number.
  func row(of record: Int) -> Int { rows.indices.contains(record - 1) ? rows[record - 1] : record }
}
