import Tabular
import Values

/// What `vigie check --format json` tells of a file: how it is written, and what is wrong with it.
struct CheckedFile: Codable {
  /// How a file is written; what it does not show, or what does not matter, is absent.
  struct Style: Codable {
    /// `utf-8`, `windows-1252`, `utf-16le` or `utf-16be`; absent for a workbook.
    var encoding: String?
    /// What stands between cells: `;`, `,`, `|` or a tab; absent for a workbook.
    var separator: String?
    /// `.` or `,`.
    let decimal: String?
    /// What stands between groups of three digits.
    var group: String?
    /// `iso`, `day-first` or `month-first`.
    let dates: String?
    /// The columns that are written in another way than the rest of the file, by their labels.
    var columns: [String: ColumnStyle]?
  }

  /// How a column is written that differs from the rest of its file.
  struct ColumnStyle: Codable {
    /// `.` or `,`.
    let decimal: String?
    /// `iso`, `day-first` or `month-first`.
    let dates: String?
  }

  /// The file's name.
  let file: String
  /// How it is written.
  let style: Style
  /// How many rows it has below its header, and how many of these need correction.
  let rows, faulty: Int
  /// Code → how many findings there are of it.
  let counts: [String: Int]
  /// What needs correction, and what is only to be known, in the order of the rows. Both together are at most as many as `--most` says;
  /// `counts` has all.
  let refused, findings: [Finding]

  /// Takes what a check found.
  init(
    _ source: ReadingOptions.OpenTable, rows: Int, faulty: Int, _ report: CheckReport
  ) {
    let found = source.style
    var style = Style(
      decimal: found.decimal.value.map(String.init), dates: found.dates.value?.rawValue)
    if !source.isWorkbook {
      style.encoding = found.encoding?.rawValue
      style.separator = found.separator.value.map(String.init)
    }
    style.group = found.group.map(String.init)
    if !found.looks.isEmpty {
      style.columns = found.looks.mapValues {
        ColumnStyle(decimal: $0.decimal.value.map(String.init), dates: $0.dates.value?.rawValue)
      }
    }
    file = source.name
    self.style = style
    self.rows = rows
    self.faulty = faulty
    counts = report.counts
    (refused, findings) = report.kept
  }
}
