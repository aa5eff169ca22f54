/// What makes a file unreadable as a whole.
public enum CSVError: Error, Sendable, Hashable {
  /// The bytes of a record are not UTF-8.
  case notUTF8(row: Int)
  /// A quoted cell does not end before the file does: the file was probably cut off.
  case unterminatedQuote(row: Int)
  /// A record is longer than ``CSVReader/maxRecordBytes`` or has more than ``CSVReader/maxCells`` cells.
  case recordTooLong(row: Int)

  /// The stable code, such as `FILE_NOT_UTF8`.
  public var code: String {
    switch self {
    case .notUTF8: "FILE_NOT_UTF8"
    case .unterminatedQuote: "FILE_TRUNCATED"
    case .recordTooLong: "FILE_RECORD_TOO_LONG"
    }
  }

  /// The record, the header being 1.
  public var row: Int {
    switch self {
    case .notUTF8(let row), .unterminatedQuote(let row), .recordTooLong(let row): row
    }
  }
}

/// Reads delimited text (RFC 4180) record by record, from bytes that come in chunks.
///
/// LF and CRLF end a record outside quotes; a UTF-8 byte order mark is passed over; empty lines are no
/// records unless they are asked for. A quote inside an unquoted cell is a character like others. A record is
/// kept as bytes: cells lie behind each other where they were read, without their quotes.
public struct CSVReader {
  /// The longest record, in bytes.
  public static let maxRecordBytes = 1 << 20
  /// The most cells of a record.
  public static let maxCells = 1024

  private enum State { case cellStart, unquoted, quoted, quoteInQuoted }

  private let separator: UInt8
  private let keepsEmptyLines: Bool
  private let nextChunk: () throws -> [UInt8]?
  /// What was read and is not consumed: the record at hand begins at `start`, the rest at `position`.
  private var buffer: [UInt8] = []
  private var start = 0
  private var position = 0
  private var isFirst = true
  private var isAtEnd = false
  /// The cells of the record read last, as places in the buffer.
  private var cells: [Range<Int>] = []
  private var isASCII = true
  /// The number of the record read last, the first being 1.
  public private(set) var row = 0
  /// How many bytes have been consumed.
  public private(set) var byteCount = 0

  /// Takes a source of chunks, each of any size but empty; nil at the end.
  public init(
    separator: Character = ";", keepsEmptyLines: Bool = false,
    chunks: @escaping () throws -> [UInt8]?
  ) {
    self.separator = separator.asciiValue ?? UInt8(ascii: ";")
    self.keepsEmptyLines = keepsEmptyLines
    nextChunk = chunks
  }

  /// Takes a text that is in memory whole.
  public init(separator: Character = ";", keepsEmptyLines: Bool = false, bytes: [UInt8]) {
    self.init(separator: separator, keepsEmptyLines: keepsEmptyLines, chunks: { nil })
    buffer = bytes
  }

  /// Reads the next record; nil at the end.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func next() throws -> [String]? {
    guard try advance() else { return nil }
    return withRecord { record in
      (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }
    }
  }

  /// Goes to the next record; false at the end.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func advance() throws -> Bool {
    repeat {
      guard try scan() else { return false }
      // A line without any byte is no record.
    } while !keepsEmptyLines && cells.count == 1 && cells[0].isEmpty
    row += 1
    guard isASCII || isUTF8 else { throw CSVError.notUTF8(row: row) }
    return true
  }

  /// The record read last: the bytes of its cells, which are UTF-8.
  public struct Record {
    fileprivate let bytes: UnsafeRawBufferPointer
    fileprivate let cells: [Range<Int>]

    /// How many cells it has.
    public var count: Int { cells.count }

    /// One of them.
    public subscript(index: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes[cells[index]])
    }
  }

  /// Looks at the record read last; its bytes are there for this long.
  ///
  /// - Throws: what `body` throws.
  public func withRecord<T>(_ body: (Record) throws -> T) rethrows -> T {
    try buffer.withUnsafeBytes { try body(Record(bytes: $0, cells: cells)) }
  }

  private var isUTF8: Bool {
    guard let first = cells.first, let last = cells.last else { return true }
    return buffer.withUnsafeBufferPointer { bytes in
      func isValid(_ range: Range<Int>) -> Bool {
        (try? UTF8Span(validating: UnsafeBufferPointer(rebasing: bytes[range]).span)) != nil
      }
      // A cell's end may not lie within a character; what lies between cells is ASCII, or a rest of the same cell.
      return isValid(first.lowerBound..<last.upperBound) || cells.allSatisfy(isValid)
    }
  }

  /// Brings a chunk more; false at the end.
  private mutating func fill() throws -> Bool {
    guard !isAtEnd else { return false }
    guard let more = try nextChunk() else {
      isAtEnd = true
      return false
    }
    buffer.append(contentsOf: more)
    return true
  }

  /// Lets go of what was consumed.
  private mutating func consume() {
    byteCount += position - start
    // Each byte is moved once at most, on average.
    guard position == buffer.count || position > max(buffer.count / 2, 1 << 16) else {
      start = position
      return
    }
    buffer.removeSubrange(..<position)
    start = 0
    position = 0
  }

  /// Passes over a byte order mark at the beginning of the text.
  private mutating func skipMark() throws {
    isFirst = false
    while buffer.count < 3, try fill() {}
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Finds the cells of the next record; false at the end.
  private mutating func scan() throws -> Bool {
    if isFirst { try skipMark() }
    consume()
    if position == buffer.count, try !fill() { return false }
    var work = Scan(separator: separator, cells: cells, at: position)
    work.cells.removeAll(keepingCapacity: true)
    while !buffer.withUnsafeMutableBufferPointer({ work.run($0, from: start) }) {
      if work.isTooLong { throw CSVError.recordTooLong(row: row + 1) }
      if try fill() { continue }
      if work.state == .quoted { throw CSVError.unterminatedQuote(row: row + 1) }
      buffer.withUnsafeMutableBufferPointer { work.finish($0) }
      break
    }
    position = work.read
    cells = work.cells
    isASCII = work.all < 0x80
    return true
  }

  /// The work on one record, which goes on when more bytes have come.
  private struct Scan {
    let separator: UInt8
    var cells: [Range<Int>]
    var state = State.cellStart
    /// The next byte to read; where the next byte of the cell goes; where the cell begins.
    var read: Int
    var write: Int
    var cellStart: Int
    /// All bytes or-ed.
    var all: UInt8 = 0
    var isTooLong = false

    init(separator: UInt8, cells: [Range<Int>], at position: Int) {
      self.separator = separator
      self.cells = cells
      (read, write, cellStart) = (position, position, position)
    }

    /// Ends the last cell at the end of the text, which may be a CR without its LF.
    mutating func finish(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
      if read < bytes.count {
        keep(bytes[read], bytes)
        read += 1
      }
      cells.append(cellStart..<write)
    }

    private mutating func endCell() {
      cells.append(cellStart..<write)
      // Cells keep a byte between them, as the separator did.
      cellStart = read
      write = read
      state = .cellStart
    }

    /// Reads on; true when the record has ended, false when more bytes are needed, or it is too long.
    mutating func run(_ bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Bool {
      let end = min(bytes.count, start + CSVReader.maxRecordBytes)
      while read < end {
        let byte = bytes[read]
        if state == .quoted {
          read += 1
          if byte == UInt8(ascii: "\"") {
            state = .quoteInQuoted
          } else {
            run(of: byte, bytes, end)
          }
        } else if byte == separator {
          read += 1
          endCell()
          guard cells.count < CSVReader.maxCells else {
            isTooLong = true
            return false
          }
        } else if byte == UInt8(ascii: "\n") {
          read += 1
          cells.append(cellStart..<write)
          return true
        } else if byte == UInt8(ascii: "\""), state != .unquoted {
          read += 1
          if state == .quoteInQuoted { keep(byte, bytes) }
          state = .quoted
        } else if byte == UInt8(ascii: "\r") {
          guard read + 1 < bytes.count else { return false }
          if bytes[read + 1] == UInt8(ascii: "\n") {
            read += 2
            cells.append(cellStart..<write)
            return true
          }
          read += 1
          state = .unquoted
          keep(byte, bytes)
        } else {
          read += 1
          state = .unquoted
          run(of: byte, bytes, end)
        }
      }
      isTooLong = end < bytes.count
      return false
    }

    private mutating func keep(_ byte: UInt8, _ bytes: UnsafeMutableBufferPointer<UInt8>) {
      bytes[write] = byte
      write += 1
    }

    /// Keeps a byte and those after it that have no meaning.
    @inline(__always)
    private mutating func run(
      of first: UInt8, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ end: Int
    ) {
      // In registers: this is most of the work.
      var (from, to, all, byte) = (read, write, all, first)
      let (isQuoted, separator) = (state == .quoted, separator)
      while true {
        all |= byte
        bytes[to] = byte
        to += 1
        guard from < end else { break }
        byte = bytes[from]
        guard byte != UInt8(ascii: "\"") else { break }
        if !isQuoted, byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        {
          break
        }
        from += 1
      }
      (read, write, self.all) = (from, to, all)
    }
  }
}
