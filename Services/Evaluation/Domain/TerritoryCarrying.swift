public import CentreNetwork
public import Contracts
import Foundation
public import Values

/// Carries values from the codes by which they were published to the territories of a day, by the official movements.
///
/// Counts are summed, rates become a weighted mean, anything else only follows a code that changed. Where a member or a weight
/// is missing, or ground was split off, no value is made up: the point is absent and says why. Values of two vintages are never
/// combined, since one code may mean two territories (69149 before and after 2024-01-01).
public struct TerritoryCarrying: Sendable {
  /// What a territory of the day was at a vintage.
  private struct Origin {
    var members: [String]
    /// Why the members' values do not make the territory's.
    var fault: String?
  }

  /// The day.
  public let day: CivilDate
  private let communes: CommuneHistory
  private let origins: [CivilDate: [String: Origin]]
  /// The communes of the day, in order.
  public let territories: [String]

  /// Prepares to carry from some vintages to a day.
  public init(_ communes: CommuneHistory, from vintages: Set<CivilDate>, to day: CivilDate) {
    self.communes = communes
    self.day = day
    territories = communes.communes(on: day)
    origins = Dictionary(
      uniqueKeysWithValues: vintages.map { vintage in
        (
          vintage,
          vintage <= day
            ? Self.forward(communes, vintage, day) : Self.backward(communes, vintage, day)
        )
      })
  }

  private static func forward(
    _ communes: CommuneHistory, _ vintage: CivilDate, _ day: CivilDate
  ) -> [String: Origin] {
    var origins: [String: Origin] = [:]
    for code in communes.communes(on: vintage) {
      let after = communes.successors(of: code, meantOn: vintage, to: day)
      for target in after {
        origins[target, default: Origin(members: [])].members.append(code)
        if after.count > 1 { origins[target]?.fault = "SPLIT" }
      }
    }
    return origins
  }

  /// Returns origins from a later vintage, whose codes serve only where the territory is still the same.
  private static func backward(
    _ communes: CommuneHistory, _ vintage: CivilDate, _ day: CivilDate
  ) -> [String: Origin] {
    var origins: [String: Origin] = [:]
    var before: [String: Int] = [:]
    for target in communes.communes(on: day) {
      let later = communes.successors(of: target, meantOn: day, to: vintage).sorted()
      origins[target] = Origin(members: later, fault: later.count > 1 ? "LATER_CODES" : nil)
      for code in later { before[code, default: 0] += 1 }
    }
    for (target, origin) in origins
    where origin.members.contains(where: { before[$0] ?? 0 > 1 }) {
      origins[target]?.fault = "LATER_CODES"
    }
    return origins
  }

  /// Returns the codes of which a territory was made at a vintage, in order; the territory's own where nothing is known of it.
  public func members(of territory: String, at vintage: CivilDate) -> [String] {
    origins[vintage]?[territory]?.members ?? [territory]
  }

  /// Returns all codes, of the vintages prepared for, whose values may be about a territory.
  public func codes(of territory: String) -> Set<String> {
    var codes: Set<String> = [territory]
    for vintage in origins.keys {
      for member in members(of: territory, at: vintage) {
        codes.insert(member)
        codes.formUnion(communes.arrondissements(of: member))
      }
    }
    return codes
  }

  /// Returns a series' point for a territory and a period; nil where no member has a value.
  ///
  /// Vintages up to the day are tried first, from the latest to the earliest, then later ones, from the earliest on. The first
  /// that gives a value is taken; where none does, the first that has any member's value tells what is missing.
  ///
  /// - Parameters:
  ///   - territory: a commune of the day, an arrondissement of Lyon, or a QPV.
  ///   - period: the period.
  ///   - values: the series' values.
  ///   - series: what it is.
  /// - Returns: the value with what it is made of, or why there is none.
  public func point(
    _ territory: String, _ period: String, _ values: TerritoryValues, _ series: SeriesDescription
  ) -> GetPortrait.Point? {
    let vintages = values.vintages
    let ordered = vintages.filter { $0 <= day }.reversed() + vintages.filter { $0 > day }
    var incomplete: GetPortrait.Point?
    for vintage in ordered {
      var origin = Origin(members: [territory])
      // Arrondissements of Lyon are no communes, and never moved.
      if series.territoryKind == "commune", communes.commune(of: territory) == territory {
        guard let found = origins[vintage]?[territory] else { continue }
        origin = found
      }
      let leaves = origin.members.flatMap { code in
        let parts = communes.arrondissements(of: code)
        return values[code, vintage, period] == nil && !parts.isEmpty ? parts : [code]
      }
      let known = leaves.compactMap { values[$0, vintage, period] }
      guard let latest = known.max(by: { $0.publishedOn < $1.publishedOn }) else { continue }
      let outcome = Self.outcome(leaves, known, origin.fault, territory, series.kind)
      let point = GetPortrait.Point(
        period: period, value: outcome.value.map { "\($0)" }, absent: outcome.absent,
        rule: outcome.rule,
        members: leaves.map { code in
          let value = values[code, vintage, period]
          return .init(
            territory: code, name: communes.name(of: code, on: vintage),
            value: value.map { "\($0.value)" }, weight: value?.weight.map { "\($0)" })
        }, codesAsOf: vintage, publishedOn: latest.publishedOn,
        recordedOn: known.map(\.recordedAt).max()?.parisDay, source: latest.source,
        licence: latest.licence)
      if point.value != nil { return point }
      incomplete = incomplete ?? point
    }
    return incomplete
  }

  private static func outcome(
    _ leaves: [String], _ known: [TerritoryValue], _ fault: String?, _ territory: String,
    _ kind: String
  ) -> (value: Decimal?, absent: String?, rule: String) {
    let rule =
      leaves.count == 1
      ? leaves[0] == territory ? "AS_PUBLISHED" : "CODE_CHANGED"
      : ["count": "SUM", "rate": "WEIGHTED_MEAN"][kind] ?? "NOT_CARRIED"
    if let fault { return (nil, fault, rule) }
    if rule == "NOT_CARRIED" { return (nil, rule, rule) }
    guard known.count == leaves.count else { return (nil, "MEMBER_MISSING", rule) }
    switch rule {
    case "SUM": return (known.reduce(0) { $0 + $1.value }, nil, rule)
    case "WEIGHTED_MEAN":
      guard let mean = weightedMean(known) else { return (nil, "WEIGHT_MISSING", rule) }
      return (mean, nil, rule)
    default: return (known[0].value, nil, rule)
    }
  }

  /// Σ value × weight ÷ Σ weight, to 6 places, half away from zero; nil where a weight is missing or all are 0.
  static func weightedMean(_ values: [TerritoryValue]) -> Decimal? {
    let weights = values.compactMap(\.weight)
    let whole = weights.reduce(0, +)
    guard weights.count == values.count, whole > 0 else { return nil }
    let sum = zip(values, weights).reduce(0) { $0 + $1.0.value * $1.1 }
    return rounded(sum / whole)
  }

  /// Rounds to 6 places, half away from zero.
  static func rounded(_ number: Decimal) -> Decimal {
    var (exact, rounded) = (number, Decimal())
    NSDecimalRound(&rounded, &exact, 6, .plain)
    return rounded
  }
}
