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
  /// The cells that hold something, in the order of their columns: 0 is A.
  let filled: [(column: Int, cell: Cell)]

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
    for (column, cell) in filled { cells[column] = cell }
    return cells
  }

  /// Whether two rows have the same number and hold the same.
  public static func == (left: Row, right: Row) -> Bool {
    left.number == right.number && left.filled.elementsEqual(right.filled, by: ==)
  }

  /// Hashes the number and what the cells hold.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    for (column, cell) in filled {
      hasher.combine(column)
      hasher.combine(cell)
    }
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
    var column = 0
    var row = 0
    var letters = 0
    var digits = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where digits == 0 && letters < 3:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
        letters += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where letters > 0 && digits < 7:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
      default: return nil
      }
    }
    guard letters > 0, (1...SpreadsheetLimits.rows).contains(row) else { return nil }
    self.row = row
    self.column = column - 1
  }
}
