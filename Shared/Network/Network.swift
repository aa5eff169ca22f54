public import Values

/// Where a structure stands in a network's order of codes: 0 for the first one.
public typealias Place = Int

/// The structures, their approvals and communes in time: the rules every service shares.
///
/// What goes through all structures goes by their places, in order: each question then finds what it needs beside what it had
/// just before, without looking codes up. Source: acceptance/indicators.md, “Scopes” and “Active at d”.
public struct Network: Sendable {
  /// The structures, by code, each as its last row has it; ``structure(at:on:)`` says what it is on a day.
  public let structures: [Structure]
  /// The communes in time.
  public let communes: CommuneHistory
  private let byCode: [String: Place]
  /// The first day on which each structure is closed, in their order.
  private let closings: [CivilDate?]
  /// What each structure is, in time.
  private let rows: ByStructure<Structure>
  /// Where each structure lies, in time; the first one holds before, too.
  private let stays: ByStructure<Stay>
  private let approvals: ByStructure<Approval>

  /// A commune in which a structure lies, from a day on.
  private struct Stay {
    let from: CivilDate
    let commune: String
    let ctcd: String?
    /// Those of ``Scope/reported`` to which it then belongs.
    let scopes: Scope.Reported
  }

  /// Takes facts in any order. The rows of one code are one structure; of rows with the same first day the last one counts.
  public init(structures: [Structure], approvals: [Approval], communes: CommuneHistory) {
    let rows = Dictionary(grouping: structures, by: \.code).values.map(Self.inOrder)
      .sorted { $0[0].code < $1[0].code }
    let ordered = rows.map { $0[$0.count - 1] }
    self.structures = ordered
    self.rows = ByStructure(rows)
    self.communes = communes
    byCode = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.code, $0) })
    closings = ordered.map(\.closedOn)
    stays = ByStructure(rows.map { Self.stays($0, communes) })
    self.approvals = ByStructure(
      approvals, Self.places(of: approvals.lazy.map(\.structureCode), ordered, byCode),
      count: ordered.count
    ).sorted { $0.period.from < $1.period.from }
  }

  /// A structure's rows in time, at least one; the last one says for all whether it is closed.
  private static func inOrder(_ rows: [Structure]) -> [Structure] {
    guard rows.count > 1 else { return rows }
    let byDay = Dictionary(rows.map { ($0.validFrom, $0) }, uniquingKeysWith: { $1 })
    let ordered = byDay.values.sorted { one, other in
      other.validFrom.map { day in one.validFrom.map { $0 < day } ?? true } ?? false
    }
    let closedOn = ordered[ordered.count - 1].closedOn
    return ordered.map { $0.closed(on: closedOn) }
  }

  private static func stays(_ rows: [Structure], _ communes: CommuneHistory) -> [Stay] {
    func stay(_ row: Structure, _ from: CivilDate, _ code: String) -> Stay {
      let commune = communes.commune(of: code)
      let ctcd = communes.ctcd(of: commune)
      return Stay(
        from: from, commune: commune, ctcd: ctcd, scopes: Scope.Reported(of: row, ctcd: ctcd))
    }
    var stays: [Stay] = []
    for (index, row) in rows.enumerated() {
      let end = index + 1 < rows.count ? rows[index + 1].validFrom : nil
      let first = (from: row.communeAsOf, code: row.commune)
      let steps = communes.steps(of: row.commune, meantOn: row.communeAsOf)
      if let begin = row.validFrom {
        // Its code is carried to its first day, and left as it is where it is meant later.
        let code = steps.last { $0.from <= begin }?.code ?? first.code
        if stays.isEmpty {
          stays.append(
            Stay(from: .earliest, commune: communes.commune(of: code), ctcd: nil, scopes: .none))
        }
        stays.append(stay(row, begin, code))
      } else {
        stays.append(stay(row, .earliest, first.code))
      }
      stays += steps.filter { step in
        row.validFrom.map { step.from > $0 } ?? true && end.map { step.from < $0 } ?? true
      }.map { stay(row, $0.from, $0.code) }
    }
    return stays
  }

  /// The structure of a code, as its last row has it.
  public subscript(code: String) -> Structure? { byCode[code].map { structures[$0] } }

  /// What a structure is on a day; nil before it is known.
  public func structure(at place: Place, on day: CivilDate) -> Structure? {
    rows[place].last { $0.validFrom.map { $0 <= day } ?? true }
  }

  /// What the structure of a code is on a day; nil where there is none, and before it is known.
  public func structure(_ code: String, on day: CivilDate) -> Structure? {
    byCode[code].flatMap { structure(at: $0, on: day) }
  }

  /// The structures that are known on a day, by code, each as it is then.
  public func structures(on day: CivilDate) -> [Structure] {
    structures.indices.compactMap { structure(at: $0, on: day) }
  }

  /// The place of a structure; nil where the network does not have it.
  public func place(of structure: Structure) -> Place? { byCode[structure.code] }

  /// The place of each of some codes; nil for one that no structure has.
  public func places(of codes: some Sequence<String>) -> [Place?] {
    Self.places(of: codes, structures, byCode)
  }

  private static func places(
    of codes: some Sequence<String>, _ structures: [Structure], _ byCode: [String: Place]
  ) -> [Place?] {
    // What is read from a store is often in this order: then the next one stands near, and needs no looking up.
    var next = 0
    return codes.map { code in
      let near = structures[next..<min(next + Self.near, structures.count)]
      let place = near.firstIndex { $0.code == code } ?? byCode[code]
      if let place { next = place }
      return place
    }
  }

  /// How far ahead the next code is looked for before it is looked up.
  private static let near = 4

  /// A structure's approvals, by their first day.
  public func approvals(at place: Place) -> ArraySlice<Approval> { approvals[place] }

  private func stay(at place: Place, on day: CivilDate) -> Stay {
    let stays = stays[place]
    return stays.last { $0.from <= day } ?? stays[stays.startIndex]
  }

  /// The commune of a structure on a day: its code carried there, an arrondissement counting for Lyon.
  public func commune(at place: Place, on day: CivilDate) -> String {
    stay(at: place, on: day).commune
  }

  /// Those of the five scopes to which a structure belongs on a day; none outside the perimeter.
  public func scopes(at place: Place, on day: CivilDate) -> Scope.Reported {
    stay(at: place, on: day).scopes
  }

  /// Whether a structure is open after a day has begun: `closed_on` is empty or later.
  public func isOpen(at place: Place, on day: CivilDate) -> Bool {
    closings[place].map { $0 > day } ?? true
  }

  /// “Active at d”: in the perimeter, an approval covers d, and closed_on is empty or > d.
  public func isActive(at place: Place, on day: CivilDate) -> Bool {
    isOpen(at: place, on: day) && approvals[place].contains { $0.period.contains(day) }
      && !scopes(at: place, on: day).isEmpty
  }

  /// “Active throughout [a,b]”: in the perimeter at b, every day covered, closed_on empty or > b, and known at a;
  /// the period is closed at both ends.
  public func isActive(at place: Place, throughout period: Period) -> Bool {
    guard let end = period.to else { return false }
    return isOpen(at: place, on: end) && !scopes(at: place, on: end).isEmpty
      && structure(at: place, on: period.from) != nil
      && period.daysUncovered(by: approvals[place].lazy.map { $0.period }) == 0
  }

  /// The structures that are active on a day.
  public func active(on day: CivilDate) -> [Place] {
    structures.indices.filter { isActive(at: $0, on: day) }
  }

  /// The structures that are active throughout a period, which is closed at both ends.
  public func active(throughout period: Period) -> [Place] {
    structures.indices.filter { isActive(at: $0, throughout: period) }
  }

  /// Divides what is known of structures into the five scopes of acceptance/indicators.md.
  ///
  /// - Parameters:
  ///   - values: what is known.
  ///   - places: of whom, in the same order; those outside the perimeter belong to no scope.
  ///   - day: on which scopes are judged.
  /// - Returns: the scopes in their order, the values in theirs.
  @inlinable
  public func byScope<Value>(
    _ values: some Sequence<Value>, at places: [Place], on day: CivilDate
  ) -> [(scope: Scope, values: [Value])] {
    byScope(values, at: places, on: day, into: []) { $0.append($1) }.map { ($0.scope, $0.sum) }
  }

  /// Adds up what is known of structures, in each of the five scopes.
  ///
  /// - Parameters:
  ///   - values: what is known; each is asked for once.
  ///   - places: of whom, in the same order; those outside the perimeter belong to no scope.
  ///   - day: on which scopes are judged.
  ///   - start: the sum of nothing.
  ///   - add: adds what is known of one more.
  /// - Returns: the scopes in their order.
  @inlinable
  public func byScope<Value, Sum>(
    _ values: some Sequence<Value>, at places: [Place], on day: CivilDate, into start: Sum,
    _ add: (inout Sum, Value) -> Void
  ) -> [(scope: Scope, sum: Sum)] {
    // Inlined: what is not made for its kind of value takes ten times as long.
    var sums = Scope.reported.map { _ in start }
    for (place, value) in zip(places, values) {
      let scopes = scopes(at: place, on: day)
      for part in sums.indices where scopes.contains(index: part) { add(&sums[part], value) }
    }
    return Array(zip(Scope.reported, sums))
  }
}

extension Network {
  /// A structure's approvals, by their first day; none of one that the network does not have.
  public func approvals(of structure: Structure) -> ArraySlice<Approval> {
    place(of: structure).map(approvals(at:)) ?? []
  }

  /// The commune of a structure on a day; as it was given, not carried, where the network does not have the structure.
  public func commune(of structure: Structure, on day: CivilDate) -> String {
    place(of: structure).map { commune(at: $0, on: day) } ?? structure.commune
  }

  /// `69M` or `69D` on a day; nil outside the perimeter.
  public func ctcd(of structure: Structure, on day: CivilDate) -> String? {
    place(of: structure).flatMap { stay(at: $0, on: day).ctcd }
  }

  /// “Active at d”, as ``isActive(at:on:)`` has it.
  public func isActive(_ structure: Structure, on day: CivilDate) -> Bool {
    place(of: structure).map { isActive(at: $0, on: day) } ?? false
  }

  /// Whether a structure belongs to a scope on a day; outside the perimeter it belongs to none.
  public func scope(_ scope: Scope, contains structure: Structure, on day: CivilDate) -> Bool {
    guard let place = place(of: structure), let known = self.structure(at: place, on: day),
      let ctcd = stay(at: place, on: day).ctcd
    else { return false }
    return scope.contains(known, ctcd: ctcd)
  }
}
