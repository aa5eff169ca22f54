/// How a sheet is printed: on upright A4 pages, as wide as its columns, with the header at the top of each page and the page's number at its
/// foot. Its rows are ruled in place of a grid.
public struct PrintedPages: Sendable, Hashable {
  /// What the foot of each page says on the left; the first 90 characters are printed.
  public let foot: String
  /// The words around the page's number, such as `Page` and `sur` in « Page 1 sur 4 ».
  public let page, of: String

  /// Makes it.
  public init(foot: String, page: String, of: String) {
    self.foot = foot
    self.page = page
    self.of = of
  }

  /// The foot in the codes of spreadsheets. A space keeps the size apart from a text that begins with a digit.
  var code: String {
    "&L&8 \(Self.escaped(foot, 90))&R&8 \(Self.escaped(page, 20)) &P \(Self.escaped(of, 20)) &N"
  }

  private static func escaped(_ text: String, _ most: Int) -> String {
    String(text.prefix(most)).replacing("&", with: "&&")
  }
}

/// The rows of a printed sheet, and where its pages end.
///
/// A program would end a page wherever it is full, also between a heading and its first row.
struct PrintedRows {
  /// A4, in points.
  private static let paper = (width: 595.28, height: 841.89)
  /// The margins of a page, in inches.
  static let margins = (side: 0.4, top: 0.5, bottom: 0.7)
  /// How much of a page is counted on: programs differ by a little in what fits.
  private static let trusted = 0.97
  /// How much of a page may stay empty so that a group of rows begins on the next one.
  private static let spared = 0.1

  /// The height of each row in points, and whether it must not be the last of its page.
  private var rows: [(height: Double, isHeading: Bool)] = []

  mutating func add(height: Double, isHeading: Bool) {
    rows.append((height: height, isHeading: isHeading))
  }

  /// Where pages begin, besides the first.
  ///
  /// - Parameters:
  ///   - width: the sheet's width, in points.
  ///   - header: the height of the header, which each page repeats, in points.
  /// - Returns: the first row of each further page, 0 being the sheet's first.
  func pageStarts(width: Double, header: Double) -> [Int] {
    let (side, ends) = (2 * Self.margins.side * 72, (Self.margins.top + Self.margins.bottom) * 72)
    let scale = min(1, (Self.paper.width - side) / max(1, width))
    let room = (Self.paper.height - ends) / scale * Self.trusted
    var (starts, start, used, row) = ([Int](), 0, 0.0, 0)
    while row < rows.count {
      if used + rows[row].height <= room || row == start {
        used += rows[row].height
        row += 1
      } else {
        start = nextStart(after: start, full: row, room)
        starts.append(start)
        (used, row) = (header, start)
      }
    }
    return starts
  }

  /// The row with which the page after `start` begins, where the row `full` no longer fits.
  private func nextStart(after start: Int, full: Int, _ room: Double) -> Int {
    var empty = 0.0
    for row in stride(from: full, to: start, by: -1) {
      if rows[row].isHeading, !rows[row - 1].isHeading { return row }
      empty += rows[row - 1].height
      if empty > Self.spared * room { break }
    }
    return full
  }
}
