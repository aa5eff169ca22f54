/// The evidence that a column's cells give of how its numbers and days are written.
struct ColumnEvidence {
  /// `sure`: the characters that certainly are decimal characters. `unsure`: those that may be decimal characters or group digits.
  private var sure: Set<Character> = [], unsure: Set<Character> = []
  /// The first character seen that groups digits.
  private(set) var group: Character?
  private var hasISO = false, hasYearLast = false, isDayFirst = false, isMonthFirst = false
  /// The separator of the first day seen, such as `/`.
  private(set) var mark: Character?

  /// Takes the evidence of a cell. `use` is what its column holds; nil where that is not known.
  mutating func add(_ cell: String, as use: FileStyle.ColumnUse?) {
    guard use != .text else { return }
    if use != .day {
      if use != .integer { addFraction(cell) }
      if group == nil { group = Self.group(cell) }
    }
    if use == nil || use == .day { addDay(cell) }
  }

  /// Adds the evidence of another column.
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

  /// The order of the parts in days that end with the year. Days that begin with the year can be read in one way only.
  var dates: Detected<DateStyle> {
    guard hasYearLast else { return hasISO ? .found(.iso) : .nothing }
    if isDayFirst == isMonthFirst { return .ambiguous([.dayFirst, .monthFirst]) }
    return .found(isDayFirst ? .dayFirst : .monthFirst)
  }

  /// Takes a comma or a point between digits as a decimal character. It is unsure where three digits follow, which could be a
  /// group; a number that begins with 0 has no groups.
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

  /// The space that groups the digits of a number, as in `1 234` or `12 345,6`; nil where there is none.
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

  /// The digits after `character`, which stands once in a number; nil for any other cell.
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
