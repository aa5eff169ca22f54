public import Contracts
public import Network
public import Values

/// What a partner promised and paid a structure in a year for a purpose.
public struct Contribution: Sendable {
  /// The structure's code.
  public let structureCode: String
  /// What the partner is.
  public let partner: PartnerKind
  /// What the money is for.
  public let purpose: ContributionPurpose
  /// Euros promised; nil where that is not said.
  public let promised: Quantity?
  /// Euros paid; nil where that is not said.
  public let paid: Quantity?

  /// Makes a contribution.
  public init(
    structureCode: String, partner: PartnerKind, purpose: ContributionPurpose,
    promised: Quantity?, paid: Quantity?
  ) {
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
    let purpose: ContributionPurpose
  }

  /// Adds contributions up in the five scopes, by the partners' kind and the purpose.
  ///
  /// - Parameters:
  ///   - request: the year, and the one structure that is meant.
  ///   - contributions: those of the year; those to structures that are not known, or outside the perimeter, count nowhere.
  ///   - network: structures and communes; scopes are those of 31 December of the year.
  /// - Returns: what has a row at least, by scope, kind and purpose.
  public static func rows(
    _ request: ListContributions, contributions: [Contribution], network: Network
  ) -> [ListContributions.Row] {
    let meant = contributions.filter { one in
      request.structure.map { $0 == one.structureCode } ?? true
    }
    let byStructure = ByStructure(meant, in: network, by: \.structureCode)
    let places = Array(network.structures.indices)
    return network.byScope(places.map { byStructure[$0] }, at: places, on: request.year.lastDay)
      .flatMap { scope, structures in
        Dictionary(grouping: structures.joined()) { Heading(kind: $0.partner, purpose: $0.purpose) }
          .map { row(scope, $0.key, $0.value) }
          .sorted { ($0.kind, $0.purpose) < ($1.kind, $1.purpose) }
      }
  }

  private static func row(
    _ scope: Scope, _ heading: Heading, _ rows: [Contribution]
  ) -> ListContributions.Row {
    func sum(_ amounts: [Quantity]) -> Quantity? {
      amounts.isEmpty ? nil : amounts.reduce(Quantity(0), +)
    }
    return ListContributions.Row(
      scope: scope.name, kind: heading.kind.rawValue, purpose: heading.purpose.rawValue,
      promised: sum(rows.compactMap(\.promised)), paid: sum(rows.compactMap(\.paid)),
      rows: rows.count, structures: Set(rows.map(\.structureCode)).count)
  }
}
