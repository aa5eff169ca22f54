/// The rule of suppression: which cells of linked counts may be shown.
///
/// Each count is shown everywhere, or its whole alone, or not at all. The page of this module has the rule, what
/// it withstands, and the proof.
public struct Suppression: Sendable {
  /// The smallest number that singles nobody out.
  ///
  /// Source: design.md §7, “default 5, complements too”; domain.md §2, “n ≥ 5 structures, and secondary
  /// suppression so that the total minus the others does not reveal it”.
  public static let threshold = 5
  /// What stands in the place of a secret, in both languages.
  public static let text = "secret (n<\(threshold))"

  /// How much of a count is shown; a count shows no more than the count that it is within.
  enum Detail: Comparable {
    case nothing, total, everything
  }

  /// The cells that every count has.
  var layout = Layout.figures
  /// The smallest number that is not secret: numbers from 1 to one less are. It is at least 3, so that even an attacker who knows the
  /// rule is left with at least two numbers for a secret.
  var threshold = Suppression.threshold
  /// Whether numbers that are not small are hidden too, to protect those that are. Without this the rule can be broken, as a test
  /// shows.
  var protects = true

  /// Decides about each cell of counts that are published together.
  ///
  /// Give all counts that are linked, whichever of them are published: the verdict of each is then the same in any selection.
  ///
  /// - Parameter counts: each one's `within` is among them; in any order.
  /// - Returns: count's name → cell's name → verdict; for equal counts always the same.
  func verdicts(_ counts: [Count]) -> [String: [String: Verdict]] {
    precondition(threshold >= 3)
    var plan = Plan(rule: self, counts: counts)
    plan.settle()
    return Dictionary(
      uniqueKeysWithValues: counts.map { count in
        let cells = layout.scopes.map { ($0, plan.verdict(count, $0)) }
        return (count.name, Dictionary(uniqueKeysWithValues: cells))
      })
  }

  /// Whether a number singles somebody out.
  func isSmall(_ number: Int) -> Bool { number >= 1 && number < threshold }
}

/// The working state of the rule: how much of each count is shown.
struct Plan {
  let rule: Suppression
  let counts: [Count]
  private let byName: [String: Count]
  private var details: [String: Suppression.Detail] = [:]

  init(rule: Suppression, counts: [Count]) {
    self.rule = rule
    self.counts = counts
    byName = Dictionary(uniqueKeysWithValues: counts.map { ($0.name, $0) })
    for count in counts {
      precondition(rule.layout.scopes.allSatisfy { (count.cells[$0] ?? -1) >= 0 })
      precondition(count.within.map { byName[$0] != nil } ?? true)
      details[count.name] = own(count)
    }
  }

  /// The counts that a count is within, the nearest first.
  private func wholes(_ count: Count) -> [Count] {
    var found: [Count] = []
    var name = count.within
    while let whole = name.flatMap({ byName[$0] }) {
      found.append(whole)
      name = whole.within
    }
    return found
  }

  /// Whether a cell is secret by itself.
  func isFirst(_ count: Count, _ scope: String) -> Bool {
    guard count.subject == .people, let cell = count.cells[scope] else { return false }
    return rule.isSmall(cell)
      || wholes(count).contains { whole in
        let number = whole.cells[scope] ?? 0
        return rule.isSmall(number) || rule.isSmall(number - cell)
      }
  }

  private func own(_ count: Count) -> Suppression.Detail {
    if isFirst(count, rule.layout.total) { return .nothing }
    return rule.layout.scopes.contains { isFirst(count, $0) } ? .total : .everything
  }

  /// Takes detail away until no count shows more than its group and the counts that it is within, and no secret follows from what
  /// is shown.
  ///
  /// This ends, since detail is only ever taken away, and each count has three degrees of it.
  mutating func settle() {
    guard rule.protects else { return }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for count in counts where count.subject == .people {
        let least = limit(count)
        if least < detail(count) {
          details[count.name] = least
          isSettled = false
        }
      }
      if isSettled, let exposed = counts.first(where: isExposed) {
        details[exposed.name] = .nothing
        isSettled = false
      }
    }
  }

  private func detail(_ count: Count) -> Suppression.Detail { details[count.name] ?? .everything }

  private func limit(_ count: Count) -> Suppression.Detail {
    let group = counts.filter { $0.group != nil && $0.group == count.group }
    let wholes = wholes(count).filter { $0.subject == .people }
    return (group + wholes).map(detail).min() ?? .everything
  }

  /// Whether a secret of the count follows from what is shown. A 0 that follows is no such secret, unless a small number is shown
  /// around it.
  private func isExposed(_ count: Count) -> Bool {
    guard detail(count) == .total else { return false }
    return rule.layout.scopes.contains { scope in
      guard !isDirect(count, scope), isFirst(count, scope), isDetermined(count, scope)
      else { return false }
      return count.cells[scope] != 0
        || wholes(count).contains { isDirect($0, scope) && rule.isSmall($0.cells[scope] ?? 0) }
    }
  }

  /// Whether a cell is shown because of the count's detail.
  private func isDirect(_ count: Count, _ scope: String) -> Bool {
    guard rule.protects else { return !isFirst(count, scope) }
    switch detail(count) {
    case .everything: return true
    case .total: return scope == rule.layout.total
    case .nothing: return false
    }
  }

  private func isDetermined(_ count: Count, _ scope: String) -> Bool {
    let values = interval(count, scope)
    return values.lowerBound == values.upperBound
  }

  /// Returns the verdict on a cell; a cell whose number follows from what is shown is shown too.
  func verdict(_ count: Count, _ scope: String) -> Verdict {
    if isDirect(count, scope) { return .shown }
    if rule.protects, isDetermined(count, scope) { return .shown }
    return isFirst(count, scope) ? .first : .second
  }

  /// Returns exactly the values that a cell can have for an attacker who knows all that is shown (the module's page has the proof).
  ///
  /// - Returns: an interval; `Int.max` stands for no upper end.
  func interval(_ count: Count, _ scope: String) -> ClosedRange<Int> {
    let cell = count.cells[scope] ?? 0
    if isDirect(count, scope) { return cell...cell }
    let top = ceiling(count, scope)
    guard count.addsUp, isDirect(count, rule.layout.total), top < .max,
      let whole = count.cells[rule.layout.total]
    else { return 0...top }
    let rest = rule.layout.others(than: scope).map { ceiling(count, $0) }
    let most = rest.contains(.max) ? .max : rest.reduce(0, +)
    return min(max(0, most == .max ? 0 : whole - most), top)...top
  }

  /// Returns the least of the shown numbers that a cell cannot exceed; `Int.max` for none.
  ///
  /// These are, of the count itself and of each count that it is within, the same cell and the whole; and the whole of the count
  /// that it is at most.
  private func ceiling(_ count: Count, _ scope: String) -> Int {
    let total = rule.layout.total
    let around = ([count] + wholes(count)).flatMap { one in [(one, scope), (one, total)] }
    let other = count.atMost.flatMap { byName[$0] }.map { [($0, total)] } ?? []
    return (around + other).compactMap { isDirect($0, $1) ? $0.cells[$1] : nil }.min() ?? .max
  }
}
