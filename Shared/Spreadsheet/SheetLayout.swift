public import Values

/// A column of a sheet that is written.
public struct ColumnLayout: Sendable, Hashable {
  /// How its cells are shown, and how typed values are read.
  public enum Format: Sendable, Hashable {
    /// As text, whatever is typed: a code keeps its zeros.
    case text
    /// A day, as people write it in French: `31/12/2025`.
    case date
    /// A whole number, its thousands set apart as the reader's country does it.
    case integer
    /// A year, whose thousands are not set apart.
    case year
    /// A number with so many decimals, 0…15, its thousands set apart.
    case decimal(places: Int)

    /// The number format's code.
    var code: String {
      switch self {
      case .text: "@"
      case .date: "dd/mm/yyyy"
      case .integer: "#,##0"
      case .year: "0"
      case .decimal(let places):
        places < 1 ? "#,##0" : "#,##0." + String(repeating: "0", count: min(places, 15))
      }
    }
  }

  /// What spreadsheets let people type into the column, under its header.
  public enum Validation: Sendable, Hashable {
    /// One of some values, offered as a list.
    case list([String])
    /// A whole number between two.
    case wholeNumber(ClosedRange<Int>)
    /// A number between two.
    case number(ClosedRange<Double>)
    /// A day between two.
    case date(ClosedRange<CivilDate>)
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
    isHidden: Bool = false, look: CellLayout.Look = .plain, wraps: Bool = false,
    validation: Validation? = nil
  ) {
    self.header = header
    self.width = width
    self.isHidden = isHidden
    self.validation = validation
    cells = CellLayout(format: format, isInput: isInput, look: look, wraps: wraps)
  }
}

/// The layout of a column's cells, or of a cell that differs from its column.
public struct CellLayout: Sendable, Hashable {
  /// How a text looks.
  public enum Look: Sendable, Hashable {
    /// Like the rest.
    case plain
    /// Small and grey: it explains something else.
    case note
    /// Bold.
    case strong
    /// Bold on a band of colour: a heading above a group of rows.
    case band
    /// Bold and large: the name of the whole sheet.
    case title
  }

  /// How it is shown, and how a typed value is read.
  public var format: ColumnLayout.Format
  /// Whether people may type in it; otherwise it is locked, when the sheet is protected.
  public var isInput: Bool
  /// How its text looks.
  public var look: Look
  /// Whether a long text wraps into further lines, for which its row is high enough.
  public var wraps: Bool
  /// What may be typed; nil for anything.
  public var validation: ColumnLayout.Validation?
  /// What is said to somebody who types anything else, 255 characters at most; nil for the program's own words, which refuse it. With words of
  /// ours a list takes nothing else, and a number or a day may stay as it was typed: a form may ask for a word where there is no number.
  public var remark: String?

  /// Makes a layout.
  public init(
    format: ColumnLayout.Format = .text, isInput: Bool = false, look: Look = .plain,
    wraps: Bool = false, validation: ColumnLayout.Validation? = nil, remark: String? = nil
  ) {
    self.format = format
    self.isInput = isInput
    self.look = look
    self.wraps = wraps
    self.validation = validation
    self.remark = remark
  }
}

/// A sheet that is written: lines above its header, the header, and rows under it.
public struct SheetLayout: Sendable, Hashable {
  /// A text across all visible columns.
  public struct Line: Sendable, Hashable {
    /// The text, which wraps.
    public let text: String
    /// How it looks.
    public let look: CellLayout.Look

    /// Makes a line.
    public init(_ text: String, _ look: CellLayout.Look = .plain) {
      self.text = text
      self.look = look
    }
  }

  /// The name on its tab: 1…31 characters, none of `[ ] : * ? / \`, no apostrophe at either end.
  public let name: String
  /// What stands above the header. A header in the first row stays in view; under such lines it does not, so that a small screen is not full of
  /// them.
  public let opening: [Line]
  /// Its columns, from A on.
  public let columns: [ColumnLayout]
  /// How it is printed; nil for a sheet that is not meant to be.
  public let pages: PrintedPages?
  /// Whether all cells but those for input are locked. There is no password: locking keeps mistakes away, not people.
  public let isProtected: Bool
  /// Whether it is hidden.
  public let isHidden: Bool

  /// Makes a sheet.
  public init(
    _ name: String, opening: [Line] = [], columns: [ColumnLayout], pages: PrintedPages? = nil,
    isProtected: Bool = false, isHidden: Bool = false
  ) {
    self.name = name
    self.opening = opening
    self.columns = columns
    self.pages = pages
    self.isProtected = isProtected
    self.isHidden = isHidden
  }
}
