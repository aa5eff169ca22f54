/// A page of a list. A page that there is not is the nearest one, so that an old address still shows something.
public struct Paging: Sendable, Hashable {
  /// The most lines of a page, which keeps its HTML below 60 kB.
  public static let size = 40

  /// How many lines there are in all.
  public let count: Int
  /// The page, from 1.
  public let page: Int

  /// Takes the number of lines, and the page that an address asks for.
  public init(count: Int, asked: String?) {
    self.count = count
    let last = max(1, (count + Self.size - 1) / Self.size)
    page = min(max(Int(asked ?? "") ?? 1, 1), last)
  }

  /// How many pages there are, at least 1.
  public var pages: Int { max(1, (count + Self.size - 1) / Self.size) }

  /// The places of the page's lines.
  public var range: Range<Int> {
    let first = (page - 1) * Self.size
    return min(first, count)..<min(first + Self.size, count)
  }

  /// The pages that are linked: the first, the last, and three on either side.
  public var shown: [Int] {
    (1...pages).filter { $0 == 1 || $0 == pages || abs($0 - page) <= 3 }
  }
}
