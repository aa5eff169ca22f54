/// A row of a published table, as a reader of the table sees it.
public struct SeenRow: Sendable, Hashable {
  /// The figure's code.
  public var code: String
  /// The scope.
  public var scope: String
  /// Nil when it is secret.
  public var numerator: Int?
  /// Nil when it is secret, and for plain counts.
  public var denominator: Int?

  /// Makes a row.
  public init(code: String, scope: String, numerator: Int?, denominator: Int?) {
    self.code = code
    self.scope = scope
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// A secret number that the attack looked at, and the values that it can have.
public struct Finding: Sendable, Hashable {
  /// The number's name, such as `I5a all`, or `I5-response of ctcd:69M` for a denominator.
  public var cell: String
  /// The range from the least to the greatest possible value. `LinearProgram.most` as upper end means that no upper end is
  /// known.
  public var values: ClosedRange<Int>

  /// Whether the attack found the number: a single value is left.
  public var isRecovered: Bool { values.count == 1 }
}

/// An attacker who holds all published tables of a year, knows how the figures are defined, and solves for the secret numbers.
///
/// What the attacker knows is written here from acceptance/indicators.md alone, not from the suppression rule under attack.
public struct Attacker {
  static let kinds = ["kind:CS", "kind:EVS"]
  static let territories = ["ctcd:69M", "ctcd:69D"]
  static let scopes = ["all"] + kinds + territories
  /// Counts of persons and participations: those without a structure count in `all` alone, so the other scopes need not add up.
  static let persons: Set<String> = ["I2a", "I2b", "I2e"]

  /// Returns the count that a figure's denominator is: another figure's number, `… of` for a denominator, nil for none.
  static func denominator(of code: String) -> String? {
    switch code {
    case "I5a", "I5b": "I5-response"
    case "I6": "I6-coverage"
    case "I1-on-time", "I5-response": "I1 of"
    case "I2d", "I4": "I6-coverage of"
    case let action where action.hasPrefix("I0:"): "answers"
    case let count where persons.contains(count): nil
    default: "\(code) of"
    }
  }

  /// Pairs (part, whole): in every scope the part is at most the whole.
  static let inclusions = [
    ("I2a", "I2b"), ("I2e", "I2a"), ("I5b", "I5a"), ("I1-on-time", "I1"), ("I1-restated", "I1"),
    ("I1-restated of", "I1 of"), ("answers", "I6-coverage of"), ("I7a of", "answers"),
    ("I7a of", "I6-coverage of"), ("I7b of", "I6-coverage of"),
    ("I3a-director of", "I6-coverage of"), ("I3a-family_referent of", "I3a-director of"),
  ]

  /// What this attacker knows beside the tables and the definitions.
  public struct Knowledge: Sendable {
    /// Every structure that the campaign expects is active, so those that answer about SENACS are among those that answer at
    /// all.
    public var expectedAreActive = false
    /// The numbers by kind and territory of counts of named organisations: the count's name → `CS 69M` and so on.
    public var crossed: [String: [String: Int]] = [:]

    /// Makes an attacker's knowledge without anything more.
    public init() {}
  }

  private let program: LinearProgram
  private var cells: [String: Int32] = [:]
  private var inner: [String: Int32] = [:]
  private var seen: [String: Int] = [:]
  private var secrets: Set<String> = []

  /// Attacks the tables of one year and campaign.
  ///
  /// - Returns: every secret with the values that it can have, sorted; also secrets that another table shows. Nil when the
  ///   tables contradict each other.
  public static func attack(_ rows: [SeenRow], knowing: Knowledge = Knowledge()) -> [Finding]? {
    LinearProgram.alone { program in
      var attacker = Attacker(program: program)
      attacker.learn(rows, knowing)
      return attacker.solve()
    }
  }

  private init(program: LinearProgram) { self.program = program }

  private mutating func learn(_ rows: [SeenRow], _ knowing: Knowledge) {
    var names = Set<String>()
    for row in rows {
      let whole = Self.denominator(of: row.code)
      names.insert(row.code)
      if let whole { names.insert(whole) }
      for (name, number) in [(row.code, row.numerator), (whole ?? "", row.denominator)] {
        guard !name.isEmpty else { continue }
        if let number {
          seen["\(name) \(row.scope)"] = number
        } else {
          secrets.insert("\(name) \(row.scope)")
        }
      }
    }
    for name in names.sorted() { add(name, knowing.crossed[name]) }
    for code in Set(rows.map(\.code)).sorted() {
      if let whole = Self.denominator(of: code) { include(code, in: whole) }
    }
    for (part, whole) in Self.inclusions { include(part, in: whole) }
    if knowing.expectedAreActive { include("I5-response", in: "answers") }
    // A structure that was reached has at least one participation.
    if let reached = cells["I2d all"], let rows = cells["I2b all"] {
      program.relate([reached], [rows], atMost: true)
    }
    // Only social centres have posts of family referents.
    if let whole = cells["I3a-family_referent of kind:EVS"] { program.relate([whole], []) }
  }

  /// Adds a count's cells, and how they add up: as structures do, or as persons do.
  private mutating func add(_ name: String, _ crossed: [String: Int]?) {
    for scope in Self.scopes {
      cells["\(name) \(scope)"] = program.variable(seen["\(name) \(scope)"])
    }
    func cell(_ scope: String) -> Int32 { cells["\(name) \(scope)"] ?? 0 }
    guard !Self.persons.contains(name) else {
      for part in Self.kinds + Self.territories {
        program.relate([cell(part)], [cell("all")], atMost: true)
      }
      if name == "I2b" {
        program.relate(Self.kinds.map(cell), Self.territories.map(cell))
        program.relate(Self.kinds.map(cell), [cell("all")], atMost: true)
      }
      return
    }
    func key(_ kind: String, _ territory: String) -> String { "\(name) \(kind) \(territory)" }
    for kind in Self.kinds {
      for territory in Self.territories {
        let known = crossed?["\(kind.dropFirst(5)) \(territory.dropFirst(5))"]
        inner[key(kind, territory)] = program.variable(known)
      }
    }
    for kind in Self.kinds {
      program.relate([cell(kind)], Self.territories.compactMap { inner[key(kind, $0)] })
    }
    for territory in Self.territories {
      program.relate([cell(territory)], Self.kinds.compactMap { inner[key($0, territory)] })
    }
    program.relate([cell("all")], Self.kinds.map(cell))
  }

  private func include(_ part: String, in whole: String) {
    for scope in Self.scopes {
      if let few = cells["\(part) \(scope)"], let many = cells["\(whole) \(scope)"] {
        program.relate([few], [many], atMost: true)
      }
    }
    for kind in Self.kinds {
      for territory in Self.territories {
        if let few = inner["\(part) \(kind) \(territory)"],
          let many = inner["\(whole) \(kind) \(territory)"]
        {
          program.relate([few], [many], atMost: true)
        }
      }
    }
  }

  private func solve() -> [Finding]? {
    var findings: [Finding] = []
    if let any = cells.values.min(), program.extremes(any) == nil { return nil }
    for name in secrets.sorted() {
      guard let column = cells[name], let values = program.extremes(column) else { return nil }
      findings.append(Finding(cell: name, values: values))
    }
    return findings
  }
}
