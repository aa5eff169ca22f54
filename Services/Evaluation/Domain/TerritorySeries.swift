public import Contracts
public import Foundation
public import Values

/// A version of a value of a series, as it was loaded.
public struct TerritoryValue: Hashable, Sendable {
  /// The territory's code.
  public let territory: String
  /// The day at which the code is meant.
  public let vintage: CivilDate
  /// The period that it is about.
  public let period: String
  /// The value.
  public let value: Decimal
  /// The weight of a rate's value; 0 or more.
  public var weight: Decimal?
  /// The day on which it was published.
  public let publishedOn: CivilDate
  /// When it was recorded.
  public let recordedAt: Instant
  /// Who published it, and its licence.
  public let source, licence: String

  /// Reads the cells of a row, each by its column; nil where one of them is wrong.
  public init?(
    _ cell: (String) -> String, recordedAt: Instant, source: String, licence: String
  ) {
    guard let vintage = CivilDate(cell("vintage")),
      let value = TerritoryRules.number(cell("value")),
      let publishedOn = CivilDate(cell("published_on"))
    else { return nil }
    (self.vintage, self.value, self.publishedOn) = (vintage, value, publishedOn)
    (self.recordedAt, self.source, self.licence) = (recordedAt, source, licence)
    territory = cell("territory")
    period = cell("period")
    weight = TerritoryRules.number(cell("weight"))
  }
}

/// A series: what it is, and versions of its values.
public struct TerritorySeries: Sendable {
  /// What identifies a value.
  struct Key: Hashable {
    let territory: String
    let vintage: CivilDate
    let period: String
  }

  /// The latest description of the series.
  public let description: SeriesDescription
  private let versions: [Key: [TerritoryValue]]

  /// Takes the versions of some territories' values, those of one value in the order in which they were recorded.
  public init(_ description: SeriesDescription, _ versions: [TerritoryValue]) {
    self.description = description
    self.versions = Dictionary(grouping: versions) {
      Key(territory: $0.territory, vintage: $0.vintage, period: $0.period)
    }
  }

  /// Returns the values that hold on a day: of each value the last version that had been published by then.
  ///
  /// - Parameters:
  ///   - day: the day.
  ///   - isAsKnown: whether versions that were recorded after the day are left out. Where no version was recorded by the day,
  ///     all were loaded afterwards, and the last one is taken as what had been published.
  ///   - weights: the values that weigh those of a rate without weights of its own.
  /// - Returns: one value at most for each territory, vintage and period.
  public func values(
    on day: CivilDate, isAsKnown: Bool = false, weights: TerritoryValues? = nil
  ) -> TerritoryValues {
    let bound = Instant.parisMidnight(day.adding(days: 1))
    var found = TerritoryValues()
    for (key, all) in versions {
      let published = all.filter { $0.publishedOn <= day }
      let known = isAsKnown ? published.last { $0.recordedAt < bound } : nil
      guard var value = known ?? published.last else { continue }
      if description.weightSeries != nil {
        value.weight = weights?[key.territory, key.vintage, key.period]?.value
      }
      found.add(value)
    }
    return found
  }
}

/// Values of a series, one for each territory, vintage and period.
public struct TerritoryValues: Sendable {
  private var values: [CivilDate: [String: [String: TerritoryValue]]] = [:]
  /// The periods that have a value.
  public private(set) var periods: Set<String> = []

  /// Holds none.
  public init() {}

  /// The days at which codes are meant.
  public var vintages: [CivilDate] { values.keys.sorted() }

  /// The value of a code for a period.
  public subscript(
    territory: String, vintage: CivilDate, period: String
  ) -> TerritoryValue? {
    values[vintage]?[period]?[territory]
  }

  /// The codes that have a value for a period, of all vintages.
  public func territories(in period: String) -> Set<String> {
    values.values.reduce(into: []) { $0.formUnion(($1[period] ?? [:]).keys) }
  }

  mutating func add(_ value: TerritoryValue) {
    values[value.vintage, default: [:]][value.period, default: [:]][value.territory] = value
    periods.insert(value.period)
  }
}
