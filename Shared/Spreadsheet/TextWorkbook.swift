/// The cells of a whole workbook as texts, each as ``Cell/text`` says it.
///
/// One program reads a workbook and tells it as lines (``tell(_:put:)``) to another one, which believes none of them: a line is read within
/// its bounds, or refused (``told(_:)``). So the other one takes in strangers' workbooks without reading zip and XML itself.
public struct TextWorkbook: Sendable, Hashable {
  /// A row that has at least one cell with something in it.
  public struct Row: Sendable, Hashable {
    /// The row's number as people see it, 1…1,048,576.
    public let number: Int
    /// Column, 0 being A → what the cell says; cells without content are absent.
    public let cells: [Int: String]

    /// Takes the texts of a row's cells.
    public init(_ row: Spreadsheet.Row) {
      number = row.number
      cells = Dictionary(
        row.filled.map { ($0.column, $0.cell.text) }, uniquingKeysWith: { first, _ in first })
    }

    init(number: Int, cells: [Int: String]) {
      self.number = number
      self.cells = cells
    }

    /// The text of a column's cell; empty where there is none.
    public subscript(column: Int) -> String { cells[column] ?? "" }
  }

  /// A sheet of cells.
  public struct Sheet: Sendable, Hashable {
    /// The name on its tab.
    public let name: String
    /// Who sees it.
    public let visibility: Spreadsheet.Sheet.Visibility
    /// The rows in their order.
    public internal(set) var rows: [Row] = []
  }

  /// The sheets in the order of their tabs.
  public internal(set) var sheets: [Sheet] = []

  /// The sheet of a name; nil where there is none. Of several the first.
  public func sheet(_ name: String) -> Sheet? { sheets.first { $0.name == name } }
}
