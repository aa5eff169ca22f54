/// A sheet of a workbook.
public struct Sheet: Sendable, Hashable {
  /// Who sees it.
  public enum Visibility: String, Sendable, Hashable {
    /// Everybody.
    case visible
    /// People who ask for hidden sheets.
    case hidden
    /// Only programs.
    case veryHidden
  }

  /// The name on its tab. It can hold any character, so a terminal needs it escaped.
  public let name: String
  /// Who sees it.
  public let visibility: Visibility
  /// The entry of the container.
  let part: String
}

/// Reads a workbook of the form `.xlsx` (ECMA-376, transitional or strict) row by row.
///
/// Whatever the file holds, ``SpreadsheetLimits`` bound the memory for the shared strings (three times while their buffer grows),
/// the container's directory, one row, and 64 KiB of XML with its longest tag. Nothing in the file is run or fetched: a formula
/// counts as its stored value, and references to other files are ignored.
///
/// Calls block. Only one thread at a time may use it, or the row readers that it returns.
public final class WorkbookReader {
  /// The sheets of cells, in the order of their tabs; at least one.
  public let sheets: [Sheet]
  private let archive: Archive
  private let context: SheetContext

  /// Opens a workbook and reads its list of sheets, its formats and its shared strings.
  ///
  /// - Parameter path: where the file is; it stays open as long as the reader.
  /// - Throws: ``SpreadsheetError``: `FILE_UNREADABLE`, `FILE_NOT_XLSX`, `FILE_ENCRYPTED`,
  ///   `FILE_TRUNCATED`, `FILE_TOO_LARGE`, `FILE_TOO_LARGE_INSIDE`, `FILE_XML_ENTITIES` and
  ///   `FILE_DAMAGED`.
  public convenience init(path: String) throws {
    try self.init(try Archive(path: path))
  }

  /// Opens a workbook that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: the workbook; a copy of it is held as long as the reader.
  ///   - name: what errors call it.
  /// - Throws: as ``init(path:)``.
  public convenience init(bytes: [UInt8], name: String) throws {
    try self.init(try Archive(bytes: bytes, name: name))
  }

  private init(_ archive: Archive) throws {
    self.archive = archive
    guard let main = try Relationships(of: "", in: archive)?.first("officeDocument")?.part else {
      throw SpreadsheetError.notXLSX("it has no office document")
    }
    guard !main.hasSuffix(".bin") else {
      throw SpreadsheetError.notXLSX("it is a binary workbook, .xlsb")
    }
    let workbook = try WorkbookPart(Self.entry(main, in: archive))
    let relationships = try Relationships(of: main, in: archive)
    sheets = try workbook.sheets.compactMap { sheet in
      let target = relationships?.targets.first { $0.identifier == sheet.relationship }
      guard let target else {
        throw SpreadsheetError.damaged(part: main, "a sheet without a part")
      }
      // Other kinds are sheets of charts or dialogs.
      guard target.kind == "worksheet" else { return nil }
      return Sheet(name: sheet.name, visibility: sheet.visibility, part: target.part)
    }
    guard !sheets.isEmpty else { throw SpreadsheetError.notXLSX("it has no sheet of cells") }
    context = SheetContext(
      strings: try relationships?.first("sharedStrings").map { [archive] in
        try SharedStrings(Self.entry($0.part, in: archive))
      },
      formats: try relationships?.first("styles").map { [archive] in
        try CellFormats(Self.entry($0.part, in: archive))
      },
      dateSystem: workbook.dateSystem)
  }

  private static func entry(_ name: String, in archive: Archive) throws -> ArchiveEntry {
    guard let entry = try archive.open(name) else {
      throw SpreadsheetError.damaged(part: name, "the part is missing")
    }
    return entry
  }

  /// Begins to read the rows of a sheet.
  ///
  /// - Parameter sheet: one of ``sheets``.
  /// - Returns: a reader that is before the first row.
  /// - Throws: ``SpreadsheetError``: `FILE_DAMAGED` when the sheet's part is missing.
  public func rows(of sheet: Sheet) throws -> RowReader {
    try RowReader(Self.entry(sheet.part, in: archive), context)
  }

  /// Reads the merged ranges of a sheet, in the file's order. It reads through the whole sheet to find them.
  ///
  /// - Parameter sheet: one of ``sheets``.
  /// - Returns: the ranges.
  /// - Throws: ``SpreadsheetError``, as ``RowReader/next()``.
  public func mergedRanges(of sheet: Sheet) throws -> [CellRange] {
    let reader = MergedRangesReader(part: sheet.part)
    try reader.read(Self.entry(sheet.part, in: archive))
    return reader.ranges
  }
}

/// Gathers `mergeCell`.
private final class MergedRangesReader: XMLHandler {
  private let part: String
  var ranges: [CellRange] = []

  init(part: String) { self.part = part }

  func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
    guard case "mergeCell" = name else { return }
    guard let range = attributes.bytes("ref").flatMap({ CellRange($0) }) else {
      throw SpreadsheetError.damaged(part: part, "a merged range that is none")
    }
    guard ranges.count < SpreadsheetLimits.mergedRanges else {
      throw SpreadsheetError.tooLargeInside("\(part) has too many merged ranges")
    }
    ranges.append(range)
  }
}
