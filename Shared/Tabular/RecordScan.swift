/// The scan of one record of delimited text, which resumes when more bytes arrive. It does not change the bytes; ``undouble(_:)``
/// does so after it.
struct RecordScan {
  private enum State { case cellStart, unquoted, quoted, quoteInQuoted }

  private let separator: UInt8
  /// The cells that have ended, without their quotes.
  private(set) var cells: [Range<Int>]
  /// The indices of the cells that contain doubled quotes.
  private(set) var doubled: [Int] = []
  /// The index of the cell with a stray quote: after its closing quote stands neither a separator nor a line end.
  private(set) var stray: Int?
  /// How many bytes were scanned twice because of the stray quote.
  private(set) var readAgain = 0
  /// The next byte to read.
  private(set) var read: Int
  /// The bitwise OR of the scanned bytes: below 0x80 they are all ASCII.
  private(set) var all: UInt8 = 0
  private(set) var isTooLong = false
  private var state = State.cellStart
  private var cellStart: Int
  private var isDoubled = false

  /// Begins at a record's first byte, and reuses the memory of `cells`.
  init(separator: UInt8, cells: [Range<Int>], at position: Int) {
    self.separator = separator
    self.cells = cells
    self.cells.removeAll(keepingCapacity: true)
    (read, cellStart) = (position, position)
  }

  /// Whether a quote is open.
  var isQuoted: Bool { state == .quoted }

  /// Ends the record at the end of the text. A CR there ends the record too, and is consumed with it.
  mutating func finish(at end: Int) {
    endCell()
    read = min(read + 1, end)
  }

  /// Ends the cell before the byte at hand.
  private mutating func endCell() {
    if isDoubled { doubled.append(cells.count) }
    isDoubled = false
    cells.append(cellStart..<(state == .quoteInQuoted ? read - 1 : read))
  }

  /// Reads on; true when the record has ended, false when more bytes are needed, or it is too long.
  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    let end = min(bytes.count, start + CSVReader.maxRecordBytes)
    let (quote, lineFeed, carriageReturn) = (
      UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")
    )
    while read < end {
      let byte = bytes[read]
      if state == .quoted {
        if byte == quote {
          state = .quoteInQuoted
          read += 1
        } else {
          pass(bytes, end)
        }
      } else if byte == separator {
        endCell()
        read += 1
        (cellStart, state) = (read, .cellStart)
        guard cells.count < CSVReader.maxCells else {
          isTooLong = true
          return false
        }
      } else if byte == lineFeed || byte == carriageReturn {
        guard let length = Self.lineEnd(bytes, at: read) else { return false }
        endCell()
        read += length
        return true
      } else if state == .quoteInQuoted {
        if byte == quote {
          (state, isDoubled) = (.quoted, true)
          read += 1
        } else {
          readLine()
        }
      } else if byte == quote, state == .cellStart, stray == nil {
        read += 1
        (cellStart, state) = (read, .quoted)
      } else {
        state = .unquoted
        pass(bytes, end)
      }
    }
    isTooLong = end < bytes.count
    return false
  }

  /// Goes back to the opening quote of the current cell, and reads on from there as unquoted text: the record ends with that line,
  /// and its further quotes are ordinary characters.
  private mutating func readLine() {
    stray = cells.count
    readAgain = read - cellStart
    isDoubled = false
    cellStart -= 1
    (read, state) = (cellStart, .unquoted)
  }

  /// The length of the line end at a place; nil where it depends on bytes that have not arrived.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
    guard bytes[place] == UInt8(ascii: "\r") else { return 1 }
    guard place + 1 < bytes.count else { return nil }
    if bytes[place + 1] == UInt8(ascii: "\n") { return 2 }
    guard bytes[place + 1] == UInt8(ascii: "\r") else { return 1 }
    guard place + 2 < bytes.count else { return nil }
    return bytes[place + 2] == UInt8(ascii: "\n") ? 3 : 1
  }

  /// Skips the current byte, and the bytes after it that mean nothing special in the current state.
  @inline(__always)
  private mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) {
    // Local variables stay in registers; most of the time is spent in this loop.
    var (from, all) = (read, all)
    let (isQuoted, separator) = (state == .quoted, separator)
    repeat {
      all |= bytes[from]
      from += 1
      guard from < end else { break }
      let byte = bytes[from]
      if isQuoted ? byte == UInt8(ascii: "\"") : byte == separator || byte == 10 || byte == 13 {
        break
      }
    } while true
    (read, self.all) = (from, all)
  }

  /// Merges each doubled quote into one, in place.
  mutating func undouble(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    for place in doubled {
      let cell = cells[place]
      var (from, to) = (cell.lowerBound, cell.lowerBound)
      while from < cell.upperBound {
        bytes[to] = bytes[from]
        from += bytes[from] == UInt8(ascii: "\"") ? 2 : 1
        to += 1
      }
      cells[place] = cell.lowerBound..<to
    }
  }
}
