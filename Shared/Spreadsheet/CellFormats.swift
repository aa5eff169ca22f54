/// How each cell format, by its number, shows a day or a time; nil for numbers and texts.
struct CellFormats {
  private var formats: [DateFormat?] = []

  /// Makes the formats of a workbook without dates: every cell is a number or a text.
  init() {}

  /// Reads the part `styles.xml`.
  init(_ entry: ArchiveEntry) throws {
    let reader = Reader(part: entry.name)
    _ = try XMLStream(entry, reader).advance()
    formats = reader.cells.map { identifier in
      // A file may redefine a built-in format.
      reader.codes[identifier] ?? DateFormat(builtIn: identifier)
    }
  }

  /// How a cell format shows a day or a time; nil too for a format that the file lacks.
  subscript(index: Int) -> DateFormat? {
    formats.indices.contains(index) ? formats[index] : nil
  }

  private final class Reader: XMLHandler {
    let part: String
    /// The number format of each cell format.
    var cells: [Int] = []
    var codes: [Int: DateFormat?] = [:]
    private var isInCells = false
    /// Whether `numFmts` is open. A conditional format, `dxf`, has a `numFmt` too, but its number means nothing elsewhere.
    private var isInFormats = false

    init(part: String) { self.part = part }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
      switch name {
      case "numFmts": isInFormats = true
      case "numFmt" where isInFormats:
        guard let identifier = attributes.integer("numFmtId") else { return }
        codes[identifier] = .some(attributes.text("formatCode").flatMap(DateFormat.init(code:)))
      case "cellXfs": isInCells = true
      case "xf" where isInCells: cells.append(attributes.integer("numFmtId") ?? 0)
      default: break
      }
      guard max(cells.count, codes.count) <= SpreadsheetLimits.cellFormats else {
        throw SpreadsheetError.tooLargeInside("\(part) has too many formats")
      }
    }

    func end(_ name: XMLName) -> Bool {
      if case "cellXfs" = name { isInCells = false }
      if case "numFmts" = name { isInFormats = false }
      return false
    }
  }
}
