public import CentreNetwork
public import Contracts
public import Values

/// What a partner promised and paid a structure in a year for a purpose.
public struct Contribution: Sendable {
  /// The structure's code.
  public let structureCode: String
  /// What the partner is.
  public let partner: PartnerKind
  /// The partner's code; empty where it does not matter who it is.
  public let partnerCode: String
  /// What the money is for.
  public let purpose: ContributionPurpose
  /// Euros promised; nil where that is not said.
  public let promised: Quantity?
  /// Euros paid; nil where that is not said.
  public let paid: Quantity?

  /// Makes a contribution.
  public init(
    structureCode: String, partner: PartnerKind, partnerCode: String = "",
    purpose: ContributionPurpose, promised: Quantity?, paid: Quantity?
  ) {
    self.partnerCode = partnerCode
    self.structureCode = structureCode
    self.partner = partner
    self.purpose = purpose
    self.promised = promised
    self.paid = paid
  }
}

/// The contributions of a year, added up.
///
/// Source: acceptance/year.md, “Contributions”.
public enum Contributions {
  /// What rows are added up by.
  private struct Heading: Hashable {
    let kind: PartnerKind
    /// The partner's code; nil where partners are added up by kind.
    let partner: String?
    let purpose: ContributionPurpose
  }

  /// Adds contributions up in the five scopes, by the partners' kind and the purpose; or in the scope `all`, by partner and purpose.
  ///
  /// - Parameters:
  ///   - request: the year, the one structure that is meant, and whether partners are told one by one.
  ///   - contributions: those of the year; those to structures that are not known, or outside the perimeter, count nowhere.
  ///   - names: what each partner is called, by its code.
  ///   - network: structures and communes; scopes are those of 31 December of the year.
  /// - Returns: what has a row at least, by scope, kind and purpose.
  public static func rows(
    _ request: ListContributions, contributions: [Contribution], names: [String: String] = [:],
    network: Network
  ) -> [ListContributions.Row] {
    let meant = contributions.filter { one in
      request.structure.map { $0 == one.structureCode } ?? true
    }
    let byStructure = ByStructure(meant, in: network, by: \.structureCode)
    let places = Array(network.structures.indices)
    let isByPartner = request.byPartner == true
    let scopes = network.byScope(
      places.map { byStructure[$0] }, at: places, on: request.year.lastDay)
    return scopes.filter { !isByPartner || $0.scope.name == "all" }
      .flatMap { scope, structures -> [ListContributions.Row] in
        let byHeading = Dictionary(grouping: structures.joined()) { one in
          Heading(
            kind: one.partner, partner: isByPartner ? one.partnerCode : nil, purpose: one.purpose)
        }
        let rows = byHeading.map { row(scope, $0.key, $0.value, names) }
        return rows.sorted { order(of: $0).lexicographicallyPrecedes(order(of: $1)) }
      }
  }

  /// What the rows of a scope are ordered by.
  private static func order(of row: ListContributions.Row) -> [String] {
    [row.kind, row.partner ?? "", row.purpose]
  }

  private static func row(
    _ scope: Scope, _ heading: Heading, _ rows: [Contribution], _ names: [String: String]
  ) -> ListContributions.Row {
    func sum(_ amounts: [Quantity]) -> Quantity? {
      amounts.isEmpty ? nil : amounts.reduce(Quantity(0), +)
    }
    return ListContributions.Row(
      scope: scope.name, kind: heading.kind.rawValue, purpose: heading.purpose.rawValue,
      promised: sum(rows.compactMap(\.promised)), paid: sum(rows.compactMap(\.paid)),
      rows: rows.count, structures: Set(rows.map(\.structureCode)).count,
      partner: heading.partner, partnerName: heading.partner.flatMap { names[$0] })
  }
}
