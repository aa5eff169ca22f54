/// A page of a list. A page that there is not is the nearest one, so that an old address still shows something.
public struct Paging: Sendable, Hashable {
  /// The most lines of a page, which keeps its HTML below 60 kB.
  public static let size = 40

  /// How many lines there are in all, and on a page.
  public let count, size: Int
  /// The page, from 1.
  public let page: Int

  /// Takes the number of lines, the page that an address asks for, and how many lines a page has: ``size`` at most.
  public init(count: Int, asked: String?, size: Int = Paging.size) {
    self.count = count
    self.size = size
    let last = max(1, (count + size - 1) / size)
    page = min(max(Int(asked ?? "") ?? 1, 1), last)
  }

  /// How many pages there are, at least 1.
  public var pages: Int { max(1, (count + size - 1) / size) }

  /// The places of the page's lines.
  public var range: Range<Int> {
    let first = (page - 1) * size
    return min(first, count)..<min(first + size, count)
  }

  /// The pages that are linked: the first, the last, and three on either side.
  public var shown: [Int] {
    (1...pages).filter { $0 == 1 || $0 == pages || abs($0 - page) <= 3 }
  }
}
