public import Values

/// The structures, their approvals and communes in time: the rules every service shares.
///
/// Source: acceptance/indicators.md, “Scopes” and “Active at d”.
public struct Network: Sendable {
  /// The structures, by code.
  public let structures: [Structure]
  /// The communes in time.
  public let communes: CommuneHistory
  private let byCode: [String: Structure]
  private let approvals: [String: [Approval]]

  /// Takes facts in any order.
  public init(structures: [Structure], approvals: [Approval], communes: CommuneHistory) {
    self.structures = structures.sorted { $0.code < $1.code }
    self.communes = communes
    byCode = Dictionary(structures.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    self.approvals = Dictionary(grouping: approvals, by: \.structureCode)
  }

  /// The structure of a code.
  public subscript(code: String) -> Structure? { byCode[code] }

  /// A structure's approvals, in no order.
  public func approvals(of structure: Structure) -> [Approval] {
    approvals[structure.code] ?? []
  }

  /// The commune of a structure on a day: its code carried there, an arrondissement counting for Lyon.
  public func commune(of structure: Structure, on day: CivilDate) -> String {
    communes.commune(
      of: communes.carried(structure.commune, meantOn: structure.communeAsOf, to: day))
  }

  /// `69M` or `69D` on a day; nil outside the perimeter.
  public func ctcd(of structure: Structure, on day: CivilDate) -> String? {
    communes.ctcd(of: commune(of: structure, on: day))
  }

  /// Whether a structure lies in the perimeter on a day.
  public func isInPerimeter(_ structure: Structure, on day: CivilDate) -> Bool {
    ctcd(of: structure, on: day) != nil
  }

  /// Whether an approval covers a day.
  public func isApproved(_ structure: Structure, on day: CivilDate) -> Bool {
    approvals(of: structure).contains { $0.period.contains(day) }
  }

  /// Whether a structure is open after a day has begun: `closed_on` is empty or later.
  public func isOpen(_ structure: Structure, on day: CivilDate) -> Bool {
    structure.closedOn.map { $0 > day } ?? true
  }

  /// “Active at d”: in the perimeter, an approval covers d, and closed_on is empty or > d.
  public func isActive(_ structure: Structure, on day: CivilDate) -> Bool {
    isInPerimeter(structure, on: day) && isApproved(structure, on: day)
      && isOpen(structure, on: day)
  }

  /// “Active throughout [a,b]”: in the perimeter at b, every day covered, closed_on empty or > b;
  /// the period is closed at both ends.
  public func isActive(_ structure: Structure, throughout period: Period) -> Bool {
    guard let end = period.to else { return false }
    return isInPerimeter(structure, on: end) && isOpen(structure, on: end)
      && period.daysUncovered(by: approvals(of: structure).map(\.period)) == 0
  }

  /// The structures that are active on a day, by code.
  public func active(on day: CivilDate) -> [Structure] {
    structures.filter { isActive($0, on: day) }
  }

  /// Whether a structure belongs to a scope on a day; outside the perimeter it belongs to none.
  public func scope(_ scope: Scope, contains structure: Structure, on day: CivilDate) -> Bool {
    guard let ctcd = ctcd(of: structure, on: day) else { return false }
    switch scope {
    case .all: return true
    case .kind(let kind): return structure.kind == kind
    case .ctcd(let code): return ctcd == code
    case .federated(let flag): return structure.federated == flag
    case .zone(let zone): return structure.zone == zone
    case .qpv(let flag): return structure.qpv == flag
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
