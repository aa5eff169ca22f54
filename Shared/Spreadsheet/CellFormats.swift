/// How each cell format, by its number, shows a day or a time; nil for numbers and texts.
final class CellFormats: XMLHandler {
  private let part: String
  private var formats: [DateFormat?] = []
  /// The number format of each cell format.
  private var cells: [Int] = []
  private var codes: [Int: DateFormat?] = [:]
  private var isInCells = false
  /// Whether `numFmts` is open. A conditional format, `dxf`, has a `numFmt` too, but its number means nothing elsewhere.
  private var isInFormats = false

  /// Reads the part `styles.xml`.
  init(_ entry: ArchiveEntry) throws {
    part = entry.name
    try read(entry)
    // A file may redefine a built-in format.
    formats = cells.map { identifier in codes[identifier] ?? DateFormat(builtIn: identifier) }
  }

  /// How a cell format shows a day or a time; nil too for a format that the file lacks.
  subscript(index: Int) -> DateFormat? {
    formats.indices.contains(index) ? formats[index] : nil
  }

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
