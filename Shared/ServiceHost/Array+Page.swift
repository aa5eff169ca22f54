public import Contracts
public import Values

extension Array {
  /// Cuts a page out of a list that is in the order of its codes.
  ///
  /// - Parameters:
  ///   - after: the code after which it begins; nil for the first page.
  ///   - limit: the most rows; nil for as many as a page has where nobody says it.
  ///   - code: a row's code.
  /// - Returns: the rows, and whether more follow.
  public func page(
    after: String?, _ limit: Bounded<PageBounds>?, by code: (Element) -> String
  ) -> (rows: [Element], hasMore: Bool) {
    let rest = filter { code($0) > after ?? "" }
    let rows = Array(rest.prefix((limit ?? .fallback).value))
    return (rows, rest.count > rows.count)
  }
}
