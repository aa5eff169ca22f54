public import Values

/// The structures, their approvals and communes in time: the rules every service shares.
///
/// Source: acceptance/indicators.md, “Scopes” and “Active at d”.
public struct Network: Sendable {
  /// The structures, by code.
  public let structures: [Structure]
  /// The communes in time.
  public let communes: CommuneHistory
  /// What is known of each structure, in their order: most questions go through all of them.
  private let entries: [Entry]
  /// Where a code's entry stands.
  private let places: [String: Int]

  /// Takes facts in any order; of structures with the same code the last one counts.
  public init(structures: [Structure], approvals: [Approval], communes: CommuneHistory) {
    let approvals = Dictionary(grouping: approvals, by: \.structureCode)
    self.structures = structures.sorted { $0.code < $1.code }
    self.communes = communes
    entries = self.structures.map { Entry($0, approvals[$0.code] ?? [], communes) }
    places = Dictionary(
      self.structures.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { $1 })
  }

  /// The structure of a code.
  public subscript(code: String) -> Structure? { places[code].map { structures[$0] } }

  private func entry(_ structure: Structure) -> Entry {
    guard let place = places[structure.code] else { return Entry(structure, [], communes) }
    let known = entries[place]
    return known.isOf(structure) ? known : Entry(structure, known.approvals, communes)
  }

  /// A structure's approvals, in no order.
  public func approvals(of structure: Structure) -> [Approval] { entry(structure).approvals }

  /// The commune of a structure on a day: its code carried there, an arrondissement counting for Lyon.
  public func commune(of structure: Structure, on day: CivilDate) -> String {
    entry(structure).stay(on: day).commune
  }

  /// `69M` or `69D` on a day; nil outside the perimeter.
  public func ctcd(of structure: Structure, on day: CivilDate) -> String? {
    entry(structure).stay(on: day).ctcd
  }

  /// Whether a structure lies in the perimeter on a day.
  public func isInPerimeter(_ structure: Structure, on day: CivilDate) -> Bool {
    ctcd(of: structure, on: day) != nil
  }

  /// “Active at d”: in the perimeter, an approval covers d, and closed_on is empty or > d.
  public func isActive(_ structure: Structure, on day: CivilDate) -> Bool {
    entry(structure).isActive(on: day)
  }

  /// “Active throughout [a,b]”: in the perimeter at b, every day covered, closed_on empty or > b;
  /// the period is closed at both ends.
  public func isActive(_ structure: Structure, throughout period: Period) -> Bool {
    entry(structure).isActive(throughout: period)
  }

  /// The structures that are active on a day, by code.
  public func active(on day: CivilDate) -> [Structure] {
    entries.filter { $0.isActive(on: day) }.map(\.structure)
  }

  /// The structures that are active throughout a period, which is closed at both ends; by code.
  public func active(throughout period: Period) -> [Structure] {
    entries.filter { $0.isActive(throughout: period) }.map(\.structure)
  }

  /// Whether a structure belongs to a scope on a day; outside the perimeter it belongs to none.
  public func scope(_ scope: Scope, contains structure: Structure, on day: CivilDate) -> Bool {
    ctcd(of: structure, on: day).map { scope.contains(structure, ctcd: $0) } ?? false
  }

  /// Divides what is known of structures into the five scopes of acceptance/indicators.md, each structure's place being looked up once.
  ///
  /// - Parameters:
  ///   - values: what is known.
  ///   - structures: of whom, in the same order; those outside the perimeter belong to no scope.
  ///   - day: on which scopes are judged.
  /// - Returns: the scopes in their order, the values in theirs.
  @inlinable
  public func byScope<Value>(
    _ values: [Value], of structures: [Structure], on day: CivilDate
  ) -> [(scope: Scope, values: [Value])] {
    // Inlined: what is not made for its kind of value takes ten times as long.
    places(of: structures, on: day).map { scope, places in (scope, places.map { values[$0] }) }
  }

  @usableFromInline
  func places(
    of structures: [Structure], on day: CivilDate
  ) -> [(scope: Scope, places: [Int])] {
    // Most lists are in the network's own order, and need no looking up.
    var next = 0
    let ctcds = structures.map { structure -> String? in
      while next < entries.count, entries[next].structure.code < structure.code { next += 1 }
      guard next < entries.count, entries[next].structure === structure else {
        return ctcd(of: structure, on: day)
      }
      return entries[next].stay(on: day).ctcd
    }
    return Scope.reported.map { scope in
      (
        scope,
        structures.indices.filter { place in
          ctcds[place].map { scope.contains(structures[place], ctcd: $0) } ?? false
        }
      )
    }
  }
}

extension Network {
  /// A structure, with what is looked up of it again and again. A class, so that looking it up copies nothing.
  private final class Entry: Sendable {
    /// A commune in which it lies, from a day on.
    struct Stay {
      let from: CivilDate
      let commune: String
      let ctcd: String?
    }

    let structure: Structure
    let approvals: [Approval]
    /// In time; the first one holds before, too.
    let stays: [Stay]

    init(_ structure: Structure, _ approvals: [Approval], _ communes: CommuneHistory) {
      self.structure = structure
      self.approvals = approvals
      let steps =
        [(from: structure.communeAsOf, code: structure.commune)]
        + communes.steps(of: structure.commune, meantOn: structure.communeAsOf)
      stays = steps.map { from, code in
        let commune = communes.commune(of: code)
        return Stay(from: from, commune: commune, ctcd: communes.ctcd(of: commune))
      }
    }

    /// Whether it says of a structure of its code where that lies, and until when it is open.
    func isOf(_ other: Structure) -> Bool {
      structure.commune == other.commune && structure.communeAsOf == other.communeAsOf
        && structure.closedOn == other.closedOn
    }

    func stay(on day: CivilDate) -> Stay { stays.last { $0.from <= day } ?? stays[0] }

    func isApproved(on day: CivilDate) -> Bool { approvals.contains { $0.period.contains(day) } }

    func isActive(on day: CivilDate) -> Bool {
      structure.isOpen(on: day) && isApproved(on: day) && stay(on: day).ctcd != nil
    }

    func isActive(throughout period: Period) -> Bool {
      guard let end = period.to else { return false }
      return structure.isOpen(on: end) && stay(on: end).ctcd != nil
        && period.daysUncovered(by: approvals.map(\.period)) == 0
    }
  }
}

/// The mandates by structure.
public struct Mandates: Sendable {
  private let byStructure: [String: [Mandate]]

  /// Takes mandates in any order.
  public init(_ mandates: [Mandate]) {
    byStructure = Dictionary(grouping: mandates, by: \.structureCode)
  }

  /// The mandates of a structure, in no order.
  public func of(_ structure: Structure) -> [Mandate] {
    byStructure[structure.code] ?? []
  }

  /// The mandates of a function in a structure.
  public func of(_ structure: Structure, _ function: MandateFunction) -> [Mandate] {
    of(structure).filter { $0.function == function }
  }
}
