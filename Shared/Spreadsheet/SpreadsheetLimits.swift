/// The limits on what is read; a file beyond one of them is refused.
public enum SpreadsheetLimits {
  /// The longest file, in bytes, as it is stored.
  public static let fileBytes = 64 << 20
  /// The most entries of the container.
  public static let entries = 1024
  /// The most bytes that all entries declare together, unpacked.
  public static let unpackedBytes = 1 << 30
  /// How many times an entry may be longer unpacked than packed.
  ///
  /// Source: Apache POI, `ZipSecureFile`, whose ratio is 1:100. Deflate reaches 1:1032.
  public static let ratio = 100
  /// The unpacked size of an entry above which the ratio is checked.
  public static let ratioGraceBytes = 1 << 20
  /// The longest tag, in bytes of XML. expat needs a small multiple of it.
  public static let markupBytes = 1 << 20
  /// The deepest nesting of elements.
  public static let depth = 128
  /// The most bytes of different names of elements and attributes in a part, which expat keeps.
  public static let nameBytes = 1 << 20
  /// The longest name of a sheet or of a part, in bytes.
  public static let partNameBytes = 1024
  /// The most sheets.
  public static let sheets = 1024
  /// The most cell formats, and the most number formats. Source: Excel's, 65,490, rounded up.
  public static let cellFormats = 65_536
  /// The most shared strings.
  public static let sharedStrings = 1 << 22
  /// The most bytes of all shared strings together, in UTF-8.
  public static let sharedStringBytes = 64 << 20
  /// The most merged ranges of a sheet.
  public static let mergedRanges = 1 << 17
  /// The most rows of a sheet. Source: Excel's specification.
  public static let rows = 1_048_576
  /// The most columns of a sheet, A to XFD. Source: Excel's specification.
  public static let columns = 16_384
  /// The longest text of a cell, in bytes of UTF-8: Excel's 32,767 characters of four bytes at most.
  public static let textBytes = 4 * 32_767
  /// The most bytes of all texts of a row together, in UTF-8.
  public static let rowTextBytes = 8 << 20
  /// The most cells of a ``TextWorkbook``, which is held in memory as a whole.
  public static let textCells = 500_000
  /// The most bytes of a ``TextWorkbook`` as lines.
  public static let textWorkbookBytes = 32 << 20
}
