public import Values

/// Where a structure stands in a network's order of codes: 0 for the first one.
public typealias StructureIndex = Int

/// The structures, their approvals and communes in time: the rules every service shares.
///
/// Loops over all structures go by their places, in order: the data for each next structure then lies beside the data just used, and no
/// code has to be looked up. Source: acceptance/indicators.md, “Scopes” and “Active at d”.
public struct Network: Sendable {
  /// The structures in order of code, each as its last row describes it; ``structure(at:on:)`` returns a structure as it is on a day.
  public let structures: [Structure]
  /// The communes in time.
  public let communes: CommuneHistory
  private let byCode: [String: StructureIndex]
  /// The first day on which each structure is closed, in their order.
  private let closings: [CivilDate?]
  /// The rows of each structure, in order of time.
  private let rows: ByStructure<Structure>
  /// The stays of each structure, in order of time; the first one also holds for the days before it.
  private let stays: ByStructure<Stay>
  private let approvals: ByStructure<Approval>

  /// A commune in which a structure lies, from a day on.
  private struct Stay {
    let from: CivilDate
    let commune: String
    let ctcd: String?
    /// The scopes of ``Scope/reported`` to which the structure belongs from that day.
    let scopes: Scope.Reported
  }

  /// Takes facts in any order. All rows of one code make one structure; of two rows with the same first day the later one in the list
  /// counts.
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

  /// Returns a structure's rows, at least one, in order of time. All get the closing day of the last one.
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
        // The commune's code is carried to the row's first day; a code that was given for a later day stays as it is.
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

  /// Returns the structure of a code, as its last row describes it.
  public subscript(code: String) -> Structure? { byCode[code].map { structures[$0] } }

  /// Returns a structure as it is on a day; nil before its first row begins.
  public func structure(at place: StructureIndex, on day: CivilDate) -> Structure? {
    rows[place].last { $0.validFrom.map { $0 <= day } ?? true }
  }

  /// Returns the structure of a code as it is on a day; nil if there is none, or before its first row begins.
  public func structure(_ code: String, on day: CivilDate) -> Structure? {
    byCode[code].flatMap { structure(at: $0, on: day) }
  }

  /// Returns the structures that are known on a day, in order of code, each as it is on that day.
  public func structures(on day: CivilDate) -> [Structure] {
    structures.indices.compactMap { structure(at: $0, on: day) }
  }

  /// The place of a structure; nil where the network does not have it.
  public func place(of structure: Structure) -> StructureIndex? { byCode[structure.code] }

  /// Returns the place of each code; nil for a code that no structure has.
  public func places(of codes: some Sequence<String>) -> [StructureIndex?] {
    Self.places(of: codes, structures, byCode)
  }

  private static func places(
    of codes: some Sequence<String>, _ structures: [Structure], _ byCode: [String: StructureIndex]
  ) -> [StructureIndex?] {
    // Facts from a store often come in order of code: the next structure is then near the last one, and the look-up by code is saved.
    var next = 0
    return codes.map { code in
      let near = structures[next..<min(next + Self.near, structures.count)]
      let place = near.firstIndex { $0.code == code } ?? byCode[code]
      if let place { next = place }
      return place
    }
  }

  /// How many places from the last one on are searched for the next code before it is looked up.
  private static let near = 4

  /// A structure's approvals, by their first day.
  public func approvals(at place: StructureIndex) -> ArraySlice<Approval> { approvals[place] }

  /// Returns the days around a day that a structure's approvals cover without a gap; nil if none covers that day.
  ///
  /// Approvals that overlap, or of which one begins the day after the other ends, cover as one. The last day is nil while the last approval
  /// is open. Source: acceptance/year.md, `ends_on` of `vigie registry approvals`.
  public func coverage(at place: StructureIndex, on day: CivilDate) -> Period? {
    Period.joined(approvals[place].map(\.period), within: 1).first { $0.contains(day) }
  }

  private func stay(at place: StructureIndex, on day: CivilDate) -> Stay {
    let stays = stays[place]
    return stays.last { $0.from <= day } ?? stays[stays.startIndex]
  }

  /// Returns the commune of a structure on a day: the code is carried to that day, and an arrondissement counts as Lyon.
  public func commune(at place: StructureIndex, on day: CivilDate) -> String {
    stay(at: place, on: day).commune
  }

  /// Returns the name of the commune of a structure on a day, or its code where no name is known.
  public func communeName(at place: StructureIndex, on day: CivilDate) -> String {
    let commune = commune(at: place, on: day)
    return communes.name(of: commune, on: day) ?? commune
  }

  /// Returns the scopes, of the five, to which a structure belongs on a day; none outside the perimeter.
  public func scopes(at place: StructureIndex, on day: CivilDate) -> Scope.Reported {
    stay(at: place, on: day).scopes
  }

  /// Returns whether a structure is open on a day: `closed_on`, its first day closed, is empty or later than the day.
  public func isOpen(at place: StructureIndex, on day: CivilDate) -> Bool {
    closings[place].map { $0 > day } ?? true
  }

  /// “Active at d”: in the perimeter, an approval covers d, and closed_on is empty or > d.
  public func isActive(at place: StructureIndex, on day: CivilDate) -> Bool {
    isOpen(at: place, on: day) && approvals[place].contains { $0.period.contains(day) }
      && !scopes(at: place, on: day).isEmpty
  }

  /// “Active throughout [a,b]”: in the perimeter at b, every day covered, closed_on empty or > b, and known at a;
  /// the period is closed at both ends.
  public func isActive(at place: StructureIndex, throughout period: Period) -> Bool {
    guard let end = period.to else { return false }
    return isOpen(at: place, on: end) && !scopes(at: place, on: end).isEmpty
      && structure(at: place, on: period.from) != nil
      && period.daysUncovered(by: approvals[place].lazy.map { $0.period }) == 0
  }

  /// The structures that are active on a day.
  public func active(on day: CivilDate) -> [StructureIndex] {
    structures.indices.filter { isActive(at: $0, on: day) }
  }

  /// The structures that are active throughout a period, which is closed at both ends.
  public func active(throughout period: Period) -> [StructureIndex] {
    structures.indices.filter { isActive(at: $0, throughout: period) }
  }

  /// Sorts values of structures into the five scopes of acceptance/indicators.md.
  ///
  /// - Parameters:
  ///   - values: one value for each place.
  ///   - places: the structures that the values belong to, in the same order; those outside the perimeter belong to no scope.
  ///   - day: the day on which the scopes are determined.
  /// - Returns: the scopes in their order, the values in theirs.
  @inlinable
  public func byScope<Value>(
    _ values: some Sequence<Value>, at places: [StructureIndex], on day: CivilDate
  ) -> [(scope: Scope, values: [Value])] {
    byScope(values, at: places, on: day, into: []) { $0.append($1) }.map { ($0.scope, $0.sum) }
  }

  /// Adds up values of structures in each of the five scopes.
  ///
  /// - Parameters:
  ///   - values: one value for each place; each is read once.
  ///   - places: the structures that the values belong to, in the same order; those outside the perimeter belong to no scope.
  ///   - day: the day on which the scopes are determined.
  ///   - start: the sum before the first value.
  ///   - add: adds one more value to a sum.
  /// - Returns: the scopes in their order.
  @inlinable
  public func byScope<Value, Sum>(
    _ values: some Sequence<Value>, at places: [StructureIndex], on day: CivilDate, into start: Sum,
    _ add: (inout Sum, Value) -> Void
  ) -> [(scope: Scope, sum: Sum)] {
    // Inlined, because code that is not specialized for its type of value takes ten times as long.
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

  /// Returns the commune of a structure on a day; if the network does not have the structure, its code as given, not carried.
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
