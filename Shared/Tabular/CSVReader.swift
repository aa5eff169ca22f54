/// What makes a file unreadable as a whole.
public struct CSVError: Error, Sendable, Hashable {
  /// The stable code, such as `FILE_NOT_UTF8`.
  public let code: String
  /// The number of the record at fault; the header is record 1.
  public let row: Int

  /// The bytes of a record are not UTF-8.
  public static func notUTF8(row: Int) -> Self { Self(code: "FILE_NOT_UTF8", row: row) }

  /// A quote is still open at the end of the file or at ``CSVReader/maxRecordBytes``, or stray quotes made the reader scan more
  /// than 16 MiB twice.
  public static func unterminatedQuote(row: Int) -> Self { Self(code: "FILE_TRUNCATED", row: row) }

  /// A record is longer than ``CSVReader/maxRecordBytes`` or has more than ``CSVReader/maxCells`` cells.
  public static func recordTooLong(row: Int) -> Self {
    Self(code: "FILE_RECORD_TOO_LONG", row: row)
  }
}

/// Reads delimited text (RFC 4180) record by record, from bytes that come in chunks.
///
/// Outside quotes LF, CRLF, CR and CR CR LF end a record; CR CR LF is what a program in text mode makes of CRLF. The reader skips byte
/// order marks at the beginning, blank records at the end, and empty lines elsewhere unless they are asked for. A quote inside an unquoted
/// cell is an ordinary character. After a closing quote only a separator or a line end may follow. Otherwise the opening quote is stray:
/// the reader goes back to it, reads it as an ordinary character, and ends the record with that line. ``strayQuote`` names its cell. So the
/// rows after it are read as if the quote had not been there. The cells of a record are ranges of the read buffer, not copies.
public struct CSVReader {
  /// The longest record, in bytes.
  public static let maxRecordBytes = 1 << 20
  /// The most cells of a record.
  public static let maxCells = 1024

  /// The limit on bytes scanned a second time because of stray quotes, for a whole file.
  private static let maxReadAgain = 1 << 24

  private let separator: UInt8
  private let keepsEmptyLines: Bool
  private let nextChunk: () throws -> [UInt8]?
  /// The bytes read and not yet discarded: the current record begins at `start`, the unread rest at `position`.
  private var buffer: [UInt8] = []
  private var start = 0
  private var position = 0
  private var isFirst = true
  private var isAtEnd = false
  /// The cells of the record that was scanned last, as ranges of the buffer.
  private var cells: [Range<Int>] = []
  private var isASCII = true
  private var stray: Int?
  private var readAgain = 0
  /// The blank records scanned before the current record and returned before it: how many are left, and how many cells each has.
  private var blanks = (left: 0, width: 0)
  /// `isHeld`: the record scanned last is not yet returned. `isBlank`: the record returned last is a blank one.
  private var (isHeld, isBlank) = (false, false)
  /// The index of the cell with a stray quote in the record read last; nil where there is none.
  public var strayQuote: Int? { isBlank ? nil : stray }
  /// The number of the record read last, the first being 1.
  public private(set) var row = 0
  /// How many bytes have been consumed.
  public private(set) var byteCount = 0

  /// Reads from a source that returns non-empty chunks of any size, and nil at the end.
  public init(
    separator: Character = ";", keepsEmptyLines: Bool = false,
    chunks: @escaping () throws -> [UInt8]?
  ) {
    self.separator = separator.asciiValue ?? UInt8(ascii: ";")
    self.keepsEmptyLines = keepsEmptyLines
    nextChunk = chunks
  }

  /// Reads a text that is in memory as a whole.
  public init(separator: Character = ";", keepsEmptyLines: Bool = false, bytes: [UInt8]) {
    self.init(separator: separator, keepsEmptyLines: keepsEmptyLines, chunks: { nil })
    buffer = bytes
  }

  /// Reads the next record; nil at the end.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func next() throws -> [String]? {
    guard try advance() else { return nil }
    return withRecord { $0.texts }
  }

  /// Goes to the next record; false at the end.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func advance() throws -> Bool {
    if blanks.left == 0, !isHeld {
      guard try scanOverBlanks() else { return false }
      isHeld = true
    }
    row += 1
    isBlank = blanks.left > 0
    guard !isBlank else {
      blanks.left -= 1
      return true
    }
    isHeld = false
    guard isASCII || isUTF8 else { throw CSVError.notUTF8(row: row) }
    return true
  }

  /// Scans to the next record that is not blank, and counts the blank ones before it. At the end returns false, and drops blank records.
  private mutating func scanOverBlanks() throws -> Bool {
    blanks = (0, 0)
    while try scan() {
      if cells.count == 1, cells[0].isEmpty, !keepsEmptyLines { continue }
      guard hasNothing else { return true }
      if blanks.left == 0 { blanks.width = cells.count }
      blanks.left += 1
    }
    blanks.left = 0
    return false
  }

  /// Whether no cell has anything but spaces, tabs and no-break spaces, whose bytes in UTF-8 are C2 and A0.
  private var hasNothing: Bool {
    buffer.withUnsafeBufferPointer { bytes in
      cells.allSatisfy { cell in
        bytes[cell].allSatisfy { $0 == 32 || $0 == 9 || $0 == 0xC2 || $0 == 0xA0 }
      }
    }
  }

  /// The record read last: the bytes of its cells, which are UTF-8.
  public struct Record {
    fileprivate let bytes: UnsafeRawBufferPointer
    fileprivate let cells: [Range<Int>]

    /// How many cells it has.
    public var count: Int { cells.count }

    /// Copies of the cells, as texts.
    var texts: [String] { (0..<count).map { String(decoding: self[$0], as: UTF8.self) } }

    /// The bytes of a cell.
    public subscript(index: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes[cells[index]])
    }
  }

  /// Passes the record read last to `body`. Its bytes are valid only during the call.
  ///
  /// - Throws: what `body` throws.
  public func withRecord<T>(_ body: (Record) throws -> T) rethrows -> T {
    let cells = isBlank ? Array(repeating: 0..<0, count: blanks.width) : cells
    return try buffer.withUnsafeBytes { try body(Record(bytes: $0, cells: cells)) }
  }

  private var isUTF8: Bool {
    guard let first = cells.first, let last = cells.last else { return true }
    return buffer.withUnsafeBufferPointer { bytes in
      func isValid(_ range: Range<Int>) -> Bool {
        (try? UTF8Span(validating: UnsafeBufferPointer(rebasing: bytes[range]).span)) != nil
      }
      // Checking the whole span at once is enough, since the bytes between cells are ASCII. Only where doubled quotes were merged
      // may leftover bytes of a cell lie between cells and be invalid; then each cell is checked alone.
      return isValid(first.lowerBound..<last.upperBound) || cells.allSatisfy(isValid)
    }
  }

  /// Reads one more chunk; returns false at the end.
  private mutating func fill() throws -> Bool {
    guard !isAtEnd else { return false }
    guard let more = try nextChunk() else {
      isAtEnd = true
      return false
    }
    buffer.append(contentsOf: more)
    return true
  }

  /// Counts the current record as consumed, and discards consumed bytes once there are enough of them.
  private mutating func consume() {
    byteCount += position - start
    // Removing bytes only when more than half of the buffer is consumed moves each byte once at most, on average.
    guard position == buffer.count || position > max(buffer.count / 2, 1 << 16) else {
      start = position
      return
    }
    buffer.removeSubrange(..<position)
    start = 0
    position = 0
  }

  /// Skips byte order marks at the beginning of the text; a text that was converted to UTF-8 twice has two.
  private mutating func skipMarks() throws {
    isFirst = false
    while true {
      while buffer.count < position + 3, try fill() {}
      guard buffer[position...].starts(with: [0xEF, 0xBB, 0xBF]) else { return }
      position += 3
    }
  }

  /// Finds the cells of the next record; false at the end.
  private mutating func scan() throws -> Bool {
    if isFirst { try skipMarks() }
    consume()
    if position == buffer.count, try !fill() { return false }
    let number = row + blanks.left + 1
    var work = RecordScan(separator: separator, cells: cells, at: position)
    while !buffer.withUnsafeBufferPointer({ work.run($0, from: start) }) {
      if work.isTooLong {
        throw work.isQuoted
          ? CSVError.unterminatedQuote(row: number) : CSVError.recordTooLong(row: number)
      }
      if try fill() { continue }
      if work.isQuoted { throw CSVError.unterminatedQuote(row: number) }
      work.finish(at: buffer.count)
      break
    }
    readAgain += work.readAgain
    guard readAgain <= Self.maxReadAgain else { throw CSVError.unterminatedQuote(row: number) }
    if !work.doubled.isEmpty { buffer.withUnsafeMutableBufferPointer { work.undouble($0) } }
    position = work.read
    cells = work.cells
    stray = work.stray
    isASCII = work.all < 0x80
    return true
  }
}

extension CSVReader {
  /// Reads the header's labels. Skips Excel's line `sep=` before them, and removes byte order marks at either end of a label.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func header() throws -> [String] {
    let first = try next() ?? []
    return (Self.isSeparatorLine(first) ? try next() ?? [] : first).map(\.withoutMarks)
  }

  /// Whether a record, split by some separator, is the line `sep=;` that declares that separator to Excel.
  public static func isSeparatorLine(_ record: [String]) -> Bool {
    record.count > 1 && record[0].lowercased() == "sep="
      && record.dropFirst().allSatisfy(\.isEmpty)
  }
}
