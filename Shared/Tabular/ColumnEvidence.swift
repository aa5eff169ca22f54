/// What the cells of a column show of the way in which they are written.
struct ColumnEvidence {
  /// The characters that are certainly decimal ones, and those that could be or could group digits.
  private var sure: Set<Character> = [], unsure: Set<Character> = []
  /// What groups digits, seen first.
  private(set) var group: Character?
  private var hasISO = false, hasYearLast = false, isDayFirst = false, isMonthFirst = false
  /// What stands between the parts of the first day.
  private(set) var mark: Character?

  /// Looks at a cell; what it is used as, where that is known.
  mutating func add(_ cell: String, as use: FileStyle.ColumnUse?) {
    guard use != .text else { return }
    if use != .day {
      if use != .integer { addFraction(cell) }
      if group == nil { group = Self.group(cell) }
    }
    if use == nil || use == .day { addDay(cell) }
  }

  /// Takes what another column shows.
  mutating func add(_ other: ColumnEvidence) {
    sure.formUnion(other.sure)
    unsure.formUnion(other.unsure)
    group = group ?? other.group
    mark = mark ?? other.mark
    hasISO = hasISO || other.hasISO
    hasYearLast = hasYearLast || other.hasYearLast
    isDayFirst = isDayFirst || other.isDayFirst
    isMonthFirst = isMonthFirst || other.isMonthFirst
  }

  /// Whether the column itself shows its decimal character, or contradicts itself.
  var hasSureDecimal: Bool { !sure.isEmpty }

  /// Whether the column itself shows the order of its days, or contradicts itself.
  var hasSureOrder: Bool { isDayFirst || isMonthFirst || hasISO && !hasYearLast }

  var decimal: Detected<Character> {
    if sure.count == 1, let character = sure.first { return .found(character) }
    if sure.count > 1 { return .ambiguous([",", "."]) }
    return unsure.isEmpty ? .nothing : .ambiguous(unsure.sorted())
  }

  /// The order of those that have the year last; days that begin with it can be read in one way only.
  var dates: Detected<DateStyle> {
    guard hasYearLast else { return hasISO ? .found(.iso) : .nothing }
    if isDayFirst == isMonthFirst { return .ambiguous([.dayFirst, .monthFirst]) }
    return .found(isDayFirst ? .dayFirst : .monthFirst)
  }

  /// A comma or a point with digits on both sides is a decimal one, unless three digits follow each time and could be a group.
  private mutating func addFraction(_ cell: String) {
    // No number that can be read is longer.
    guard cell.utf8.count <= 100 else { return }
    for character: Character in [",", "."] {
      guard let match = Self.fraction(of: cell, character) else { continue }
      if match.count == 3, !cell.hasPrefix("0"), !cell.hasPrefix("-0") {
        unsure.insert(character)
      } else {
        sure.insert(character)
      }
    }
  }

  /// A space within a number of groups of three digits, `1 234` or `12 345,6`.
  private static func group(_ cell: String) -> Character? {
    guard cell.utf8.count <= 100 else { return nil }
    let unsigned = cell.drop { $0 == "-" || $0 == "+" }
    guard let space = unsigned.first(where: FileStyle.groups.contains),
      unsigned.first?.isASCIIDigit == true
    else { return nil }
    let whole = unsigned.prefix { $0 != "," && $0 != "." }
    let parts = whole.split(separator: space, omittingEmptySubsequences: false)
    let fraction = unsigned.dropFirst(whole.count + 1)
    guard parts.count > 1, (1...3).contains(parts[0].count),
      parts.dropFirst().allSatisfy({ $0.count == 3 }),
      (parts + [fraction]).allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    return space
  }

  /// The digits after the only such character of a number; nil when the cell is none.
  private static func fraction(of cell: String, _ character: Character) -> Substring? {
    let parts = cell.split(separator: character, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isASCIIDigit) else {
      return nil
    }
    let whole = parts[0].drop { $0 == "-" || $0 == "+" }
    let digits = whole.filter { !FileStyle.groups.contains($0) }
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    return parts[1]
  }

  private mutating func addDay(_ cell: String) {
    guard cell.utf8.count <= 100 else { return }
    // A time may follow.
    let day = cell.prefix { $0 != " " && $0 != "T" }
    guard let mark = day.first(where: { "/-.".contains($0) }) else { return }
    let parts = day.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
    else { return }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return }
    if parts[0].count == 4, numbers[1] <= 12, numbers[2] <= 31 {
      hasISO = true
    } else if parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2,
      max(numbers[0], numbers[1]) <= 31, min(numbers[0], numbers[1]) <= 12
    {
      hasYearLast = true
      if numbers[0] > 12 { isDayFirst = true }
      if numbers[1] > 12 { isMonthFirst = true }
    } else {
      return
    }
    self.mark = self.mark ?? mark
  }
}
