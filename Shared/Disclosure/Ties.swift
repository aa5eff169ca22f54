/// How the questions of an answer hang together: what would follow of one from what is told of others.
public struct Ties: Sendable {
  /// A part of something: its whole → what it is a part of.
  private var above: [String: Set<String>] = [:]
  private var sums: [(total: String, parts: Set<String>)] = []
  private var differences: [(result: String, terms: Set<String>)] = []
  private var least: [String: Int] = [:]
  private var most: [String: Int] = [:]

  /// Knows of no ties yet.
  public init() {}

  /// The parts make the total.
  public mutating func sum(_ total: String, of parts: [String]) {
    sums.append((total, Set(parts)))
    for part in parts { above[part, default: []].insert(total) }
  }

  /// A field is at most another one.
  public mutating func atMost(_ field: String, _ whole: String) {
    above[field, default: []].insert(whole)
  }

  /// A field is one less another one.
  public mutating func difference(_ result: String, _ plus: String, _ minus: String) {
    differences.append((result, [plus, minus]))
  }

  /// What every answer to a field keeps, in the unit of ``Steps``.
  public mutating func bound(_ field: String, least: Int?, most: Int?) {
    self.least[field] = least
    self.most[field] = most
  }

  /// A field and everything that it is a part of, or no greater than.
  private func wholes(_ field: String) -> Set<String> {
    var found: Set<String> = []
    var waiting = [field]
    while let one = waiting.popLast() {
      guard found.insert(one).inserted else { continue }
      waiting += above[one] ?? []
    }
    return found
  }

  /// The steps of a field: a part is also bound by what its wholes may be at most, a whole by what its parts are at least.
  public func steps(of field: String) -> Steps {
    let wholes = wholes(field)
    let parts = Set(above.keys).union([field]).filter { self.wholes($0).contains(field) }
    return Steps(
      least: parts.compactMap { least[$0] }.max(), most: wholes.compactMap { most[$0] }.min())
  }

  /// Those fields of which something may be told: in the order given, each unless it is tied to those before it by more than an
  /// order.
  ///
  /// Of what lies within a whole only a chain is told, each within the next; of a difference not the result. Then nothing follows
  /// from several fields that does not follow from each alone: what is left over of a sum may lie in a field that is not told.
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
    // The same result of two differences would tie all four terms.
    let isSameResult = differences.enumerated().contains { place, one in
      one.terms.contains(field)
        && differences[..<place].contains { $0.result == one.result && $0.terms.contains(other) }
    }
    return own.isDisjoint(with: others) && !isShared && !isSameResult
  }
}
