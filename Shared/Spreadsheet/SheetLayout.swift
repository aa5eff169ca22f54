/// A column of a sheet that is written.
public struct ColumnLayout: Sendable, Hashable {
  /// How its cells are shown, and how typed values are read.
  public enum Format: Sendable, Hashable {
    /// As text, whatever is typed: a code keeps its zeros.
    case text
    /// A day, `YYYY-MM-DD`.
    case date
    /// A whole number.
    case integer
    /// A number with so many decimals, 0…15.
    case decimal(places: Int)

    /// The number format's code.
    var code: String {
      switch self {
      case .text: "@"
      case .date: "yyyy-mm-dd"
      case .integer: "0"
      case .decimal(let places):
        places < 1 ? "0" : "0." + String(repeating: "0", count: min(places, 15))
      }
    }
  }

  /// What Excel lets people type into the column, under its header.
  public enum Validation: Sendable, Hashable {
    /// One of some values, offered as a list.
    case list([String])
    /// A whole number between two.
    case wholeNumber(ClosedRange<Int>)
  }

  /// What its header says.
  public let header: String
  /// Its width, in characters of the normal font, 0…255.
  public let width: Double
  /// Whether it is hidden, as a column of keys is.
  public let isHidden: Bool
  /// What may be typed; nil for anything.
  public let validation: Validation?
  /// The layout of its ordinary cells. It leaves out the validation, which the whole column has already.
  public let cells: CellLayout

  /// Makes a column.
  public init(
    _ header: String, width: Double = 16, format: Format = .text, isInput: Bool = false,
    isHidden: Bool = false, wraps: Bool = false, validation: Validation? = nil
  ) {
    self.header = header
    self.width = width
    self.isHidden = isHidden
    self.validation = validation
    cells = CellLayout(format: format, isInput: isInput, wraps: wraps)
  }
}

/// The layout of a column's cells, or of a cell that differs from its column.
public struct CellLayout: Sendable, Hashable {
  /// How it is shown, and how a typed value is read.
  public var format: ColumnLayout.Format
  /// Whether people may type in it; otherwise it is locked, when the sheet is protected.
  public var isInput: Bool
  /// Whether it is a heading, which is bold.
  public var isHeading: Bool
  /// Whether a long text wraps into further lines.
  public var wraps: Bool
  /// What may be typed; nil for anything.
  public var validation: ColumnLayout.Validation?

  /// Makes a layout.
  public init(
    format: ColumnLayout.Format = .text, isInput: Bool = false, isHeading: Bool = false,
    wraps: Bool = false, validation: ColumnLayout.Validation? = nil
  ) {
    self.format = format
    self.isInput = isInput
    self.isHeading = isHeading
    self.wraps = wraps
    self.validation = validation
  }
}

/// A sheet that is written: a header in its first row, which stays in view, and rows under it.
public struct SheetLayout: Sendable, Hashable {
  /// The name on its tab: 1…31 characters, none of `[ ] : * ? / \`, no apostrophe at either end.
  public let name: String
  /// Its columns, from A on.
  public let columns: [ColumnLayout]
  /// Whether all cells but those for input are locked. There is no password: locking keeps mistakes away, not people.
  public let isProtected: Bool
  /// Whether it is hidden.
  public let isHidden: Bool

  /// Makes a sheet.
  public init(
    _ name: String, columns: [ColumnLayout], isProtected: Bool = false, isHidden: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.isProtected = isProtected
    self.isHidden = isHidden
  }
}
