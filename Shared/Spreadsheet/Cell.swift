public import Values

/// What a cell holds.
public enum Cell: Sendable, Hashable {
  /// Nothing.
  case empty
  /// A text, of one run or of several.
  case text(String)
  /// A number, and its text in the file: only the text has all digits of an identifier with more than 15.
  case number(Double, written: String)
  /// A day.
  case date(CivilDate)
  /// A day and a second of it, 0…86,399, in local time: a sheet has no time zone.
  case dateTime(CivilDate, second: Int)
  /// A time of the day or a duration, in seconds, 0 or more.
  case time(seconds: Int)
  /// True or false.
  case flag(Bool)
  /// An error, such as `#N/A`.
  case error(String)

  /// A whole number.
  public static func number(_ value: Int) -> Cell {
    .number(Double(value), written: String(value))
  }
}

/// A row of a sheet that has at least one cell with something in it.
public struct Row: Sendable, Hashable {
  /// The row's number as people see it, 1…1,048,576.
  public let number: Int
  /// A cell that holds something; column 0 is A.
  struct Filled: Sendable, Hashable {
    let column: Int
    let cell: Cell
  }

  /// The cells that hold something, in the order of their columns.
  let filled: [Filled]

  /// The cell of a column, 0 being A; empty where the file has none.
  public subscript(column: Int) -> Cell {
    var low = 0
    var high = filled.count
    while low < high {
      let middle = (low + high) / 2
      if filled[middle].column < column { low = middle + 1 } else { high = middle }
    }
    return low < filled.count && filled[low].column == column ? filled[low].cell : .empty
  }

  /// The cells from A to the last one that holds something, 16,384 at most.
  ///
  /// A file can make every row that long with one cell in it. Where the columns are known, ask for them by the subscript.
  public var cells: [Cell] {
    var cells = [Cell](repeating: .empty, count: (filled.last?.column ?? -1) + 1)
    for one in filled { cells[one.column] = one.cell }
    return cells
  }
}

/// A rectangle of merged cells; their content is in the first cell.
public struct CellRange: Sendable, Hashable {
  /// The rows, 1…1,048,576.
  public let rows: ClosedRange<Int>
  /// The columns, 0 being A.
  public let columns: ClosedRange<Int>

  /// Makes a range.
  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

extension CellRange {
  /// Reads `A1:C2` or `A1`; nil for any other text, and for cells outside a sheet.
  init?(_ reference: some Sequence<UInt8>) {
    let ends = Array(reference).split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let first = ends.first.flatMap(CellReference.init), let last = ends.last,
      ends.count <= 2, let last = CellReference(last), first.row <= last.row,
      first.column <= last.column, last.column < SpreadsheetLimits.columns
    else { return nil }
    self.init(rows: first.row...last.row, columns: first.column...last.column)
  }
}

/// A cell's place, written `B7`.
struct CellReference: Equatable {
  /// 1…1,048,576.
  let row: Int
  /// The column, 0 being A. It may be beyond a sheet's columns, as all columns of up to three letters are read.
  let column: Int

  /// Reads one to three capital letters and digits; nil for any other text, and for rows outside a sheet.
  init?(_ text: some Collection<UInt8>) {
    let letters = text.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let digits = text.dropFirst(letters.count)
    guard (1...3).contains(letters.count), (1...7).contains(digits.count),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    column = letters.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) + 1 } - 1
    row = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard (1...SpreadsheetLimits.rows).contains(row) else { return nil }
  }
}
