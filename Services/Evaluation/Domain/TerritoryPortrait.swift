public import Contracts
import Foundation
import Values

/// A territory by a series: its points, its trend, its place among others, and what is new since a day.
public struct TerritoryPortrait: Sendable {
  private let territory: String
  private let carrying: TerritoryCarrying

  /// Takes the territory, a commune of the day or a QPV.
  public init(_ territory: String, _ carrying: TerritoryCarrying) {
    self.territory = territory
    self.carrying = carrying
  }

  /// Returns the series' points for the territory, the earliest period first.
  public func points(
    _ values: TerritoryValues, _ series: SeriesDescription
  ) -> [GetPortrait.Point] {
    values.periods.sorted().compactMap { carrying.point(territory, $0, values, series) }
  }

  /// Returns the change from the first point that has a value to the last; nil where fewer than two have one.
  public static func trend(_ points: [GetPortrait.Point]) -> GetPortrait.Trend? {
    let known = points.compactMap { point in
      point.value.flatMap(TerritoryRules.number).map { (point.period, $0) }
    }
    guard let first = known.first, let last = known.last, known.count > 1 else { return nil }
    let change = last.1 - first.1
    let share = first.1 > 0 ? "\(TerritoryCarrying.rounded(change / first.1))" : nil
    return .init(from: first.0, to: last.0, change: "\(change)", share: share)
  }

  /// Returns the rank of a point among the neighbours' points of the same period; nil where the point has no value.
  ///
  /// - Parameters:
  ///   - point: the territory's own.
  ///   - neighbours: the territories it is compared with, itself among them or not.
  ///   - group: what they are called.
  ///   - values: the series' values for the period.
  ///   - series: what it is.
  /// - Returns: the rank, 1 for the greatest value; territories with equal values share a rank.
  public func rank(
    _ point: GetPortrait.Point, among neighbours: [String], called group: String,
    _ values: TerritoryValues, _ series: SeriesDescription
  ) -> GetPortrait.Rank? {
    guard let own = point.value.flatMap(TerritoryRules.number) else { return nil }
    let others = Set(neighbours).subtracting([territory])
    let known = others.compactMap { other in
      carrying.point(other, point.period, values, series)?.value.flatMap(TerritoryRules.number)
    }
    return .init(
      among: group, period: point.period, rank: 1 + known.count { $0 > own },
      tied: known.count { $0 == own }, count: known.count + 1,
      without: others.count - known.count)
  }

  /// Returns the text of an item of evidence: what a series says, with both values, their periods, sources and days (in French,
  /// the language of diagnoses).
  public static func statement(
    _ series: SeriesDescription, _ before: GetPortrait.Point?, _ after: GetPortrait.Point
  ) -> String {
    func text(_ point: GetPortrait.Point) -> String {
      func french(_ day: CivilDate) -> String {
        day.iso.split(separator: "-").reversed().joined(separator: "/")
      }
      let published = point.publishedOn.map { ", publié le \(french($0))" } ?? ""
      let value = point.value?.replacing(".", with: ",") ?? "–"
      return "\(value) \(series.unit) (\(point.period), \(point.source)\(published))"
    }
    let label = series.labels["fr"] ?? series.code
    guard let before else { return "\(label) : \(text(after))" }
    return "\(label) : \(text(before)) → \(text(after))"
  }

  /// Returns what is new in the latest point with a value since an earlier day; nil where nothing is, or no point has a value.
  ///
  /// - Parameters:
  ///   - before: the points by what had been published by the earlier day.
  ///   - now: the points now.
  ///   - series: what they are of.
  /// - Returns: both points, or the new one where there was none.
  public static func change(
    from before: [GetPortrait.Point], to now: [GetPortrait.Point], _ series: SeriesDescription
  ) -> GetPortrait.Change? {
    guard let after = now.last(where: { $0.value != nil }) else { return nil }
    let last = before.last { $0.value != nil }
    guard let last else {
      return .init(series: series.code, kind: "NEW", before: nil, after: after)
    }
    if last.period == after.period, last.value == after.value { return nil }
    let kind = last.period == after.period ? "REVISED" : "LATER_PERIOD"
    return .init(series: series.code, kind: kind, before: last, after: after)
  }
}
