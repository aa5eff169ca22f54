/// How the fields of an answer depend on each other: what would follow about one field from what is told of others.
public struct Ties: Sendable {
  /// Field → the fields of which it is a part, or that it cannot exceed.
  private var above: [String: Set<String>] = [:]
  private var sums: [(total: String, parts: Set<String>)] = []
  private var differences: [(result: String, terms: Set<String>)] = []
  private var least: [String: Int] = [:]
  private var most: [String: Int] = [:]

  /// Knows of no ties yet.
  public init() {}

  /// Declares that parts add up to a total.
  public mutating func sum(_ total: String, of parts: [String]) {
    sums.append((total, Set(parts)))
    for part in parts { above[part, default: []].insert(total) }
  }

  /// Declares that a field is at most another one.
  public mutating func atMost(_ field: String, _ whole: String) {
    above[field, default: []].insert(whole)
  }

  /// Declares that a field is the difference of two others.
  public mutating func difference(_ result: String, _ plus: String, _ minus: String) {
    differences.append((result, [plus, minus]))
  }

  /// Declares the bounds of every answer to a field, in the unit of ``Steps``.
  public mutating func bound(_ field: String, least: Int?, most: Int?) {
    self.least[field] = least
    self.most[field] = most
  }

  /// Returns a field and all fields of which it is a part or that it cannot exceed, directly or through others.
  private func wholes(_ field: String) -> Set<String> {
    var found: Set<String> = []
    var waiting = [field]
    while let one = waiting.popLast() {
      guard found.insert(one).inserted else { continue }
      waiting += above[one] ?? []
    }
    return found
  }

  /// Returns the steps of a field. The greatest values of its wholes bound it too, and so do the least values of its parts.
  public func steps(of field: String) -> Steps {
    let wholes = wholes(field)
    let parts = Set(above.keys).union([field]).filter { self.wholes($0).contains(field) }
    return Steps(
      least: parts.compactMap { least[$0] }.max(), most: wholes.compactMap { most[$0] }.min())
  }

  /// Returns the fields of which something may be told: in the order given, each field unless it is tied to an earlier one by
  /// more than an order.
  ///
  /// Of the fields within a whole only a chain is told, each within the next; the result of a difference is never told. Then
  /// nothing follows from several fields that does not follow from each alone: the rest of a sum may lie in a field that is not
  /// told.
  public func told(_ fields: [String]) -> [String] {
    var told: [String] = []
    for field in fields where !differences.contains(where: { $0.result == field }) {
      if told.allSatisfy({ isFree(field, beside: $0) }) { told.append(field) }
    }
    return told
  }

  private func isFree(_ field: String, beside other: String) -> Bool {
    let (own, others) = (wholes(field), wholes(other))
    if own.contains(other) || others.contains(field) { return true }
    let isShared = sums.contains { one in
      one.total == field
        && sums.contains { $0.total == other && !$0.parts.isDisjoint(with: one.parts) }
    }
    // Two differences with the same result would tie all four of their terms.
    let isSameResult = differences.enumerated().contains { place, one in
      one.terms.contains(field)
        && differences[..<place].contains { $0.result == one.result && $0.terms.contains(other) }
    }
    return own.isDisjoint(with: others) && !isShared && !isSameResult
  }
}
