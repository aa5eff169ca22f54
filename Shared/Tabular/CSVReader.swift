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
/// records. A quote inside an unquoted cell is a character like others.
public struct CSVReader {
  /// The longest record, in bytes.
  public static let maxRecordBytes = 1 << 20
  /// The most cells of a record.
  public static let maxCells = 1024

  private let separator: UInt8
  private let nextChunk: () throws -> [UInt8]?
  private var chunk: [UInt8] = []
  private var position = 0
  private var isFirst = true
  /// The number of the record read last, the first being 1.
  public private(set) var row = 0

  /// Takes a source of chunks, each of any size but empty; nil at the end.
  public init(
    separator: Character = ";", chunks: @escaping () throws -> [UInt8]?
  ) {
    self.separator = separator.asciiValue ?? UInt8(ascii: ";")
    nextChunk = chunks
  }

  /// Takes a text that is in memory whole.
  public init(separator: Character = ";", bytes: [UInt8]) {
    self.init(separator: separator, chunks: { nil })
    chunk = bytes
  }

  private mutating func nextByte() throws -> UInt8? {
    while position >= chunk.count {
      guard let more = try nextChunk() else { return nil }
      chunk = more
      position = 0
    }
    defer { position += 1 }
    return chunk[position]
  }

  private mutating func peek() throws -> UInt8? {
    guard let byte = try nextByte() else { return nil }
    position -= 1
    return byte
  }

  /// Reads the next record; nil at the end.
  ///
  /// - Throws: ``CSVError``; what the source throws.
  public mutating func next() throws -> [String]? {
    while let cells = try record() {
      // A line without any byte is no record.
      if cells.count == 1, cells[0].isEmpty { continue }
      row += 1
      return try cells.map { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw CSVError.notUTF8(row: row)
        }
        return text
      }
    }
    return nil
  }

  private mutating func record() throws -> [[UInt8]]? {
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var size = 0
    guard var byte = try firstByte() else { return nil }
    while true {
      if byte == UInt8(ascii: "\""), cell.isEmpty {
        cell = try quoted(&size)
      } else if byte == separator {
        cells.append(cell)
        cell = []
        if cells.count >= Self.maxCells { throw CSVError.recordTooLong(row: row + 1) }
      } else if byte == UInt8(ascii: "\n") {
        break
      } else if byte == UInt8(ascii: "\r"), try peek() == UInt8(ascii: "\n") {
        _ = try nextByte()
        break
      } else {
        cell.append(byte)
      }
      size += 1
      if size > Self.maxRecordBytes { throw CSVError.recordTooLong(row: row + 1) }
      guard let next = try nextByte() else { break }
      byte = next
    }
    cells.append(cell)
    return cells
  }

  /// The first byte of a record, after a byte order mark at the beginning of the text.
  private mutating func firstByte() throws -> UInt8? {
    guard let byte = try nextByte() else { return nil }
    guard isFirst else { return byte }
    isFirst = false
    guard byte == 0xEF, try peek() == 0xBB else { return byte }
    _ = try nextByte()
    if try peek() == 0xBF { _ = try nextByte() }
    return try nextByte()
  }

  /// Reads a quoted cell to its closing quote; two quotes stand for one.
  private mutating func quoted(_ size: inout Int) throws -> [UInt8] {
    var cell: [UInt8] = []
    while let byte = try nextByte() {
      size += 1
      if size > Self.maxRecordBytes { throw CSVError.recordTooLong(row: row + 1) }
      guard byte == UInt8(ascii: "\"") else {
        cell.append(byte)
        continue
      }
      guard try peek() == UInt8(ascii: "\"") else { return cell }
      cell.append(byte)
      _ = try nextByte()
    }
    throw CSVError.unterminatedQuote(row: row + 1)
  }
}
