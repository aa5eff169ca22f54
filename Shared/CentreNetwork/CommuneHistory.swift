public import Values

/// The communes of the Rhône in time.
///
/// Source: INSEE, code officiel géographique, communes and movements; the rules are those of
/// acceptance/indicators.md, “Scopes”, and acceptance/formats.md, `UNKNOWN_COMMUNE`.
public struct CommuneHistory: Sendable {
  /// The code of Lyon; its arrondissements count as Lyon.
  public static let lyon = "69123"

  private let communes: [String: Commune]
  /// The codes of the arrondissements of a commune, in order.
  private let arrondissements: [String: [String]]
  /// Movements by the code before, in order of time.
  private let leaving: [String: [Movement]]
  /// For each code, in order of time, the days on which it starts or stops being a commune's, and which of the two.
  private let standing: [String: [(day: CivilDate, isCommune: Bool)]]

  /// Takes communes, arrondissements among them, and movements, each in any order.
  public init(communes: [Commune], movements: [Movement]) {
    self.communes = Dictionary(communes.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    arrondissements = Dictionary(
      grouping: self.communes.values.filter { $0.parent != nil }, by: { $0.parent ?? "" }
    ).mapValues { $0.map(\.code).sorted() }
    let ordered = movements.sorted {
      ($0.effectiveOn, $0.from, $0.to) < ($1.effectiveOn, $1.from, $1.to)
    }
    leaving = Dictionary(grouping: ordered, by: \.from)
    standing = Self.standing(ordered)
  }

  /// Whether no commune is known.
  public var isEmpty: Bool { communes.isEmpty }

  /// Tells whether text has the form of INSEE's codes: two digits or 2A or 2B, then three digits.
  public static func isInseeCode(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard bytes.count == 5 else { return false }
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    let corsican = bytes[0] == UInt8(ascii: "2") && [65, 66].contains(bytes[1])
    return isDigit(bytes[0]) && (isDigit(bytes[1]) || corsican) && bytes[2...].allSatisfy(isDigit)
  }

  /// Tells whether a code names a place on a day. In 69 that is a commune of that day or an arrondissement of Lyon; elsewhere every text
  /// with the form of a code counts.
  public func isKnown(_ code: String, on day: CivilDate) -> Bool {
    guard code.hasPrefix("69"), Self.isInseeCode(code) else { return Self.isInseeCode(code) }
    return communes[code]?.parent != nil || isCommune(code, on: day)
  }

  /// Tells whether a code of 69 is that of a commune in its own right on a day.
  public func isCommune(_ code: String, on day: CivilDate) -> Bool {
    if let changes = standing[code] {
      let last = changes.last { $0.day <= day }
      return last?.isCommune ?? !changes[0].isCommune
    }
    return communes[code].map { $0.parent == nil } ?? false
  }

  /// The codes of the communes of a day, in order.
  public func communes(on day: CivilDate) -> [String] {
    Set(communes.keys).union(standing.keys).filter { isCommune($0, on: day) }.sorted()
  }

  /// Returns the code that a code has become by a later day.
  ///
  /// The code of a merged commune becomes that of the commune it merged into; a changed code becomes the new one. For a day before
  /// `meantOn`, the day for which the code was given, the code stays as it is.
  public func carried(_ code: String, meantOn: CivilDate, to day: CivilDate) -> String {
    steps(of: code, meantOn: meantOn).last { $0.from <= day }?.code ?? code
  }

  /// Returns the code that a code of any time stands for on a day: itself while it is a commune's, else that of what the commune became.
  public func present(_ code: String, on day: CivilDate) -> String {
    isCommune(code, on: day) ? code : carried(code, meantOn: .earliest, to: day)
  }

  /// Returns the codes that replace a code after the day for which it was given, each with the day from which it holds, in order of time.
  public func steps(of code: String, meantOn: CivilDate) -> [(from: CivilDate, code: String)] {
    var steps: [(from: CivilDate, code: String)] = []
    var (current, reached) = (code, meantOn)
    while let step = leaving[current]?.first(where: { $0.effectiveOn > reached }) {
      reached = step.effectiveOn
      current = successor(of: current, on: reached)
      steps.append((reached, current))
    }
    return steps
  }

  /// Returns the codes that a commune's territory has on a later day: more than one after a split.
  ///
  /// A day before `meantOn` leaves the code as it is.
  public func successors(
    of code: String, meantOn: CivilDate, to day: CivilDate
  ) -> Set<String> {
    guard
      let next = leaving[code]?.first(where: {
        $0.effectiveOn > meantOn && $0.effectiveOn <= day
      })?.effectiveOn
    else { return [code] }
    let after = Set((leaving[code] ?? []).filter { $0.effectiveOn == next }.map(\.to))
    return after.reduce(into: []) { found, code in
      found.formUnion(successors(of: code, meantOn: next, to: day))
    }
  }

  /// The codes of the arrondissements of a commune, in order; none but for Lyon.
  public func arrondissements(of code: String) -> [String] {
    arrondissements[code] ?? []
  }

  /// Returns the code after the movements of a day. A movement that keeps the code prevails over those that split a part off on the same
  /// day.
  private func successor(of code: String, on day: CivilDate) -> String {
    let steps = (leaving[code] ?? []).filter { $0.effectiveOn == day }
    return steps.contains { $0.to == code } ? code : steps.first?.to ?? code
  }

  /// Returns the commune of a code; for an arrondissement of Lyon that is Lyon.
  public func commune(of code: String) -> String {
    communes[code]?.parent ?? code
  }

  /// `69M` or `69D`; nil outside 69. A former commune has that of the commune it became.
  public func ctcd(of code: String) -> String? {
    if let commune = communes[code] { return commune.ctcd }
    guard let first = leaving[code]?.first else { return nil }
    let last = carried(
      code, meantOn: first.effectiveOn.adding(days: -1), to: CivilDate(daysSinceEpoch: .max / 2))
    return communes[last]?.ctcd
  }

  /// The name on a day; nil for a code of which nothing is known.
  public func name(of code: String, on day: CivilDate) -> String? {
    if let next = leaving[code]?.first(where: { $0.effectiveOn > day }) { return next.nameBefore }
    return communes[code]?.name ?? leaving[code]?.last?.nameAfter
  }

  /// The names on a day: code → name. A code of which nothing is known has none.
  public func names(of codes: [String], on day: CivilDate) -> [String: String] {
    codes.reduce(into: [:]) { $0[$1] = name(of: $1, on: day) }
  }

  private static func standing(
    _ movements: [Movement]
  ) -> [String: [(day: CivilDate, isCommune: Bool)]] {
    var changes: [String: [(day: CivilDate, isCommune: Bool)]] = [:]
    for (day, steps) in Dictionary(grouping: movements, by: \.effectiveOn)
      .sorted(by: { $0.key < $1.key })
    {
      let after = Set(steps.map(\.to))
      let before = Set(steps.map(\.from))
      for code in before.union(after) where before.contains(code) != after.contains(code) {
        changes[code, default: []].append((day, after.contains(code)))
      }
    }
    return changes
  }
}
