import CentreNetwork
import Contracts
import EvaluationDomain
import Foundation
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// The two movements within the plan's period (INSEE, COG 2026), Lyon with two arrondissements, and a commune that splits.
private let communes = CommuneHistory(
  communes: [
    ("69123", "Lyon", "69M", nil), ("69381", "Lyon 1er", "69M", "69123"),
    ("69382", "Lyon 2e", "69M", "69123"), ("69149", "Oullins-Pierre-Bénite", "69M", nil),
    ("69266", "Villeurbanne", "69M", nil), ("69114", "Porte des Pierres Dorées", "69D", nil),
    ("69264", "Villefranche", "69D", nil), ("69900", "Reste", "69D", nil),
    ("69901", "Détachée", "69D", nil),
  ].map { Commune(code: $0.0, name: $0.1, ctcd: $0.2, parent: $0.3) },
  movements: [
    ("2024-01-01", "69149", "69149"), ("2024-01-01", "69152", "69149"),
    ("2024-03-15", "69159", "69114"), ("2022-01-01", "69900", "69900"),
    ("2022-01-01", "69900", "69901"),
  ].map {
    Movement(effectiveOn: day($0.0), from: $0.1, to: $0.2, nameBefore: $0.1, nameAfter: $0.2)
  })

private func description(_ kind: String, weightSeries: String? = nil) -> SeriesDescription {
  SeriesDescription(
    code: "S", labels: ["fr": "S", "en": "S"], unit: "u", kind: kind, source: "source",
    licence: "licence", publishedOn: day("2024-06-30"), codesAsOf: day("2023-01-01"),
    fictitious: false,
    columns: .init(
      territory: "c", period: "p", value: "v",
      weight: kind == "rate" && weightSeries == nil ? "w" : nil), weightSeries: weightSeries)
}

private func value(
  _ territory: String, _ value: String, weight: String? = nil, period: String = "2022",
  codesAsOf: String = "2023-01-01", publishedOn: String = "2023-06-30",
  recordedAt: Int64 = 0, source: String = "source"
) -> TerritoryValue {
  let cells = [
    "territory": territory, "vintage": codesAsOf, "period": period, "value": value,
    "weight": weight ?? "", "published_on": publishedOn,
  ]
  return TerritoryValue(
    { cells[$0] ?? "" }, recordedAt: Instant(microseconds: recordedAt), source: source,
    licence: "licence")!
}

private func carried(
  _ territory: String, _ kind: String, _ values: [TerritoryValue], to on: String = "2025-01-01",
  period: String = "2022"
) -> GetPortrait.Point? {
  let series = description(kind)
  let carrying = TerritoryCarrying(communes, from: Set(values.map(\.vintage)), to: day(on))
  let all = TerritorySeries(series, values).values(on: day("2026-12-31"))
  return carrying.point(territory, period, all, series)
}

@Suite("Values carried to the territories of a day")
struct TerritoryCarryingTests {
  @Test("a count of merged communes is their sum, and says of which codes and by which rule")
  func sums() throws {
    // Oullins has 27,000 and Pierre-Bénite 10,500, so the commune merged on 2024-01-01 has 37,500.
    let values = [value("69149", "27000"), value("69152", "10500")]

    let point = try #require(carried("69149", "count", values))

    #expect(point.value == "37500" && point.rule == "SUM" && point.absent == nil)
    #expect(point.members.map(\.territory) == ["69149", "69152"])
    // This network's movements name each commune by its code; Oullins-Pierre-Bénite is the name of today.
    #expect(point.members.map(\.name) == ["69149", "69152"])
    #expect(point.codesAsOf == day("2023-01-01") && point.publishedOn == day("2023-06-30"))
    // On the day before, each commune has its own value.
    #expect(carried("69149", "count", values, to: "2023-12-31")?.value == "27000")
    #expect(carried("69152", "count", values, to: "2023-12-31")?.rule == "AS_PUBLISHED")
    #expect(carried("69152", "count", values) == nil)
  }

  @Test("a rate of merged communes is the weighted mean, to 6 places, never the mean of the rates")
  func weightedMeans() throws {
    // The weighted mean is (12.5 × 6000 + 20 × 2000) ÷ 8000 = (75,000 + 40,000) ÷ 8,000 = 14.375; the plain mean would be
    // 16.25.
    let values = [
      value("69149", "12.5", weight: "6000"), value("69152", "20", weight: "2000"),
    ]
    let point = try #require(carried("69149", "rate", values))
    #expect(point.value == "14.375" && point.rule == "WEIGHTED_MEAN")
    #expect(point.members.map(\.weight) == ["6000", "2000"])
    // (1 × 1 + 2 × 2) ÷ 3 = 5 ÷ 3, which is rounded to 1.666667.
    let thirds = [value("69149", "1", weight: "1"), value("69152", "2", weight: "2")]
    #expect(carried("69149", "rate", thirds)?.value == "1.666667")
    let missing = [value("69149", "1", weight: "1"), value("69152", "2")]
    #expect(carried("69149", "rate", missing)?.absent == "WEIGHT_MISSING")
    let nothing = [value("69149", "1", weight: "0"), value("69152", "2", weight: "0")]
    #expect(carried("69149", "rate", nothing)?.absent == "WEIGHT_MISSING")
  }

  @Test("where a merged commune has no value there is none, and it says which is missing")
  func missing() throws {
    for kind in ["count", "rate"] {
      let point = try #require(carried("69149", kind, [value("69149", "27000", weight: "1")]))
      #expect(point.value == nil && point.absent == "MEMBER_MISSING")
      #expect(point.members.filter { $0.value == nil }.map(\.territory) == ["69152"])
    }
  }

  @Test("a code that changed takes every kind along; a median is not carried to merged communes")
  func codes() {
    for kind in ["count", "rate", "other"] {
      let point = carried("69114", kind, [value("69159", "21500.5")])
      #expect(point?.value == "21500.5" && point?.rule == "CODE_CHANGED")
      #expect(point?.members.map(\.territory) == ["69159"])
      #expect(carried("69114", kind, [value("69159", "1")], to: "2024-03-14") == nil)
      #expect(carried("69159", kind, [value("69159", "1")], to: "2024-03-14")?.value == "1")
    }
    let merged = carried("69149", "other", [value("69149", "20000"), value("69152", "22000")])
    #expect(merged?.value == nil && merged?.absent == "NOT_CARRIED")
  }

  @Test("values of two vintages are not put together: the code 69149 means two territories")
  func vintages() {
    let old = [value("69149", "27000"), value("69152", "10500")]
    let new = value("69149", "37600", codesAsOf: "2024-01-01")

    #expect(carried("69149", "count", old + [new])?.value == "37600")
    // There are 27,000 of 2023 and nothing of 69152. The value of 2024 stands by itself; it is not added, which would give
    // 64,600.
    #expect(carried("69149", "count", [old[0], new])?.rule == "AS_PUBLISHED")
    // A later vintage without a value of the other period does not replace the sum.
    let later = value("69149", "37700", period: "2024", codesAsOf: "2024-01-01")
    #expect(carried("69149", "count", old + [later])?.value == "37500")
    // On a day before the merger, the code of 2024 means another territory.
    let before = carried("69149", "count", [new], to: "2023-12-31")
    #expect(before?.value == nil && before?.absent == "LATER_CODES")
    #expect(
      carried("69159", "count", [value("69114", "5", codesAsOf: "2025-01-01")], to: "2024-01-01")?
        .value == "5")
  }

  @Test("what was split off leaves neither part a value")
  func splits() {
    let whole = value("69900", "100", codesAsOf: "2021-01-01")
    #expect(carried("69900", "count", [whole])?.absent == "SPLIT")
    #expect(carried("69901", "count", [whole])?.absent == "SPLIT")
    #expect(carried("69900", "count", [whole], to: "2021-12-31")?.value == "100")
  }

  @Test("Lyon is its own value, else the sum of its arrondissements when all are there")
  func lyon() {
    // 28,717 + 29,981 = 58,698 (INSEE 2023, first and second).
    let parts = [value("69381", "28717"), value("69382", "29981")]
    #expect(carried("69123", "count", parts)?.value == "58698")
    #expect(carried("69123", "count", [parts[0]])?.absent == "MEMBER_MISSING")
    #expect(carried("69123", "count", parts + [value("69123", "60000")])?.value == "60000")
    #expect(carried("69381", "count", parts)?.value == "28717")
    #expect(carried("69381", "count", [value("69123", "60000")]) == nil)
  }

  @Test("a sum over all communes keeps the total, whatever the values", arguments: 0..<50)
  func totals(seed: Int) {
    var random = RandomNetwork.Generator(state: UInt64(seed))
    let series = description("count")
    let values = communes.communes(on: day("2023-01-01")).map {
      value($0, "\(random.below(100_000)).\(random.below(1000))")
    }
    let total = values.reduce(Decimal(0)) { $0 + $1.value }
    for on in ["2023-01-01", "2023-12-31", "2024-01-01", "2024-03-14", "2024-03-15", "2026-01-01"] {
      let carrying = TerritoryCarrying(communes, from: [day("2023-01-01")], to: day(on))
      let all = TerritorySeries(series, values).values(on: day("2026-12-31"))
      let points = carrying.territories.compactMap { carrying.point($0, "2022", all, series) }
      let sum = points.compactMap { $0.value.flatMap(TerritoryRules.number) }.reduce(0, +)
      #expect(sum == total, "seed \(seed), \(on)")
      #expect(points.count == carrying.territories.count, "seed \(seed), \(on)")
    }
  }

  @Test("a weighted mean lies between its members, and keeps Σ value × weight", arguments: 0..<50)
  func means(seed: Int) throws {
    var random = RandomNetwork.Generator(state: UInt64(seed) &+ 1000)
    let (first, second) = (random.below(1000), random.below(1000))
    let (one, two) = (1 + random.below(5000), 1 + random.below(5000))
    let point = carried(
      "69149", "rate",
      [
        value("69149", "\(first)", weight: "\(one)"), value("69152", "\(second)", weight: "\(two)"),
      ])
    let mean = try #require(point?.value.flatMap(TerritoryRules.number))
    #expect(mean >= Decimal(min(first, second)) && mean <= Decimal(max(first, second)))
    let kept = mean * Decimal(one + two) - Decimal(first * one + second * two)
    // The rounded mean may differ by half of the sixth decimal place, times the weights.
    #expect(abs(kept) <= Decimal(one + two) / 2_000_000, "seed \(seed)")
  }

  @Test("a rate without weights of its own is weighed by another series' values of the same period")
  func weightSeries() {
    let weights = TerritorySeries(
      description("count"), [value("69149", "6000"), value("69152", "2000")]
    ).values(on: day("2025-01-01"))
    let series = description("rate", weightSeries: "W")
    let values = TerritorySeries(series, [value("69149", "12.5"), value("69152", "20")])
    let carrying = TerritoryCarrying(communes, from: [day("2023-01-01")], to: day("2025-01-01"))

    let weighed = values.values(on: day("2025-01-01"), weights: weights)
    let alone = values.values(on: day("2025-01-01"))

    #expect(carrying.point("69149", "2022", weighed, series)?.value == "14.375")
    #expect(carrying.point("69149", "2022", alone, series)?.absent == "WEIGHT_MISSING")
  }
}

@Suite("Portraits of territories")
struct TerritoryPortraitTests {
  private static func points(
    _ values: [TerritoryValue], on: String = "2026-12-31", isAsKnown: Bool = false
  ) -> [GetPortrait.Point] {
    let carrying = TerritoryCarrying(communes, from: [day("2023-01-01")], to: day("2025-01-01"))
    return TerritoryPortrait("69149", carrying).points(
      TerritorySeries(description("count"), values).values(on: day(on), isAsKnown: isAsKnown),
      description("count"))
  }

  /// Oullins and Pierre-Bénite in two periods, published a year apart.
  private static let values = [
    value("69149", "100"), value("69152", "20"),
    value("69149", "90", period: "2023", publishedOn: "2024-06-30"),
    value("69152", "60", period: "2023", publishedOn: "2024-06-30"),
  ]

  @Test("a trend goes from the first value to the last; of nothing there is no share")
  func trends() {
    // 100 + 20 = 120 and 90 + 60 = 150: a change of + 30, a quarter.
    let trend = TerritoryPortrait.trend(Self.points(Self.values))
    #expect(trend == .init(from: "2022", to: "2023", change: "30", share: "0.25"))
    #expect(TerritoryPortrait.trend(Self.points(Array(Self.values.prefix(2)))) == nil)
    let zero = [value("69149", "0"), value("69152", "0")] + Self.values.suffix(2)
    #expect(TerritoryPortrait.trend(Self.points(zero))?.share == nil)
    #expect(TerritoryPortrait.trend(Self.points(zero))?.change == "150")
  }

  @Test("a rank tells ties, how many have a value, and how many have none")
  func ranks() throws {
    let series = description("count")
    let carrying = TerritoryCarrying(communes, from: [day("2023-01-01")], to: day("2025-01-01"))
    let all = TerritorySeries(
      series, Self.values + [value("69266", "120"), value("69123", "500"), value("69264", "900")]
    ).values(on: day("2025-01-01"))
    let point = try #require(Self.points(Self.values).first)
    let portrait = TerritoryPortrait("69149", carrying)

    // 500 is above 120, and another commune has 120 as well; 69114 has no value. So it is second of three.
    let rank = portrait.rank(
      point, among: ["69114", "69123", "69149", "69266"], called: "69M", all, series)

    #expect(
      rank
        == .init(among: "69M", period: "2022", rank: 2, tied: 1, count: 3, without: 1))
  }

  @Test("what changed since a day names both values with their periods and publications")
  func changes() throws {
    let before = Self.points(Self.values, on: "2024-06-29", isAsKnown: true)
    let now = Self.points(Self.values)

    let change = try #require(TerritoryPortrait.change(from: before, to: now, description("count")))

    #expect(change.kind == "LATER_PERIOD")
    #expect(change.before?.value == "120" && change.before?.publishedOn == day("2023-06-30"))
    #expect(change.after.value == "150" && change.after.publishedOn == day("2024-06-30"))
    let same = Self.points(Self.values, on: "2024-06-30", isAsKnown: true)
    #expect(TerritoryPortrait.change(from: same, to: now, description("count")) == nil)
    #expect(TerritoryPortrait.change(from: [], to: now, description("count"))?.kind == "NEW")
  }

  @Test("a correction recorded after the day is a revision; where all was loaded later, it is not")
  func revisions() {
    let diagnosed = day("2025-03-10")
    let later = Instant.parisMidnight(diagnosed.adding(days: 1)).microseconds
    func revised(firstAt: Int64) -> GetPortrait.Change? {
      let values = [
        value("69149", "100", recordedAt: firstAt), value("69152", "20", recordedAt: firstAt),
        value("69149", "110", recordedAt: later + 1),
      ]
      return TerritoryPortrait.change(
        from: Self.points(values, on: "2025-03-10", isAsKnown: true), to: Self.points(values),
        description("count"))
    }
    #expect(revised(firstAt: later - 1)?.kind == "REVISED")
    #expect(revised(firstAt: later - 1)?.before?.value == "120")
    #expect(revised(firstAt: later - 1)?.after.value == "130")
    #expect(revised(firstAt: later) == nil)
  }
}

@Suite("Codes, periods and descriptions of series")
struct TerritoryRuleTests {
  private static func fault(_ code: String, _ on: String, kind: String = "qpv") -> TerritoryRules
    .CodeFault?
  {
    TerritoryRules.fault(in: code, of: kind, on: day(on), communes)
  }

  @Test("a QPV's code is of the list of its day: QP until 2023-12-31, QN from 2024-01-01")
  func lists() {
    // Codes of the right form that belong to no neighbourhood.
    #expect(Self.fault("QP069999", "2023-12-31") == nil)
    #expect(Self.fault("QP069999", "2024-01-01") == .wrong("OTHER_QPV_LIST"))
    #expect(Self.fault("QN06999Z", "2024-01-01") == nil)
    #expect(Self.fault("QN06999Z", "2023-12-31") == .wrong("OTHER_QPV_LIST"))
    #expect(Self.fault("QN03899Z", "2024-01-01") == .outside)
    for wrong in ["QN069999", "QP06999Z", "qp069999", "QP69999", "69149", ""] {
      #expect(Self.fault(wrong, "2024-01-01") == .wrong("BAD_QPV_CODE"), "\(wrong)")
    }
  }

  @Test("a commune's code is one of its day")
  func codes() {
    #expect(Self.fault("69152", "2023-12-31", kind: "commune") == nil)
    #expect(Self.fault("69152", "2024-01-01", kind: "commune") == .wrong("UNKNOWN_COMMUNE"))
    #expect(Self.fault("69381", "2024-01-01", kind: "commune") == nil)
    #expect(Self.fault("38185", "2024-01-01", kind: "commune") == .outside)
    #expect(Self.fault("6914", "2024-01-01", kind: "commune") == .wrong("UNKNOWN_COMMUNE"))
  }

  @Test("a period is a year, a month or a day; a number has digits, a point and a sign")
  func forms() {
    #expect(["2023", "2023-12", "2024-02-29"].allSatisfy(TerritoryRules.isPeriod))
    #expect(
      !["23", "2023-13", "2023-02-29", "2023-Q1", ""].contains(where: TerritoryRules.isPeriod))
    #expect(TerritoryRules.number("-12.50").map { "\($0)" } == "-12.5")
    #expect(["NaN", "1e5", "--1", "1,5", "", "-"].allSatisfy { TerritoryRules.number($0) == nil })
  }

  @Test("a description that cannot be used says all that is the matter with it")
  func descriptions() {
    #expect(TerritoryRules.faults(in: description("count")).isEmpty)
    #expect(TerritoryRules.faults(in: description("rate")).isEmpty)
    var wrong = description("other")
    wrong.code = "é"
    wrong.fictitious = true
    wrong.weightSeries = "W"
    wrong.columns.values = ["20x": "v"]
    let faults = TerritoryRules.faults(in: wrong)
    for fault in [
      DocumentFault("SERIES_CODE"), DocumentFault("FICTITIOUS_UNSAID"),
      DocumentFault("COLUMNS_SHAPE"), DocumentFault("LABELS_TWICE"),
      DocumentFault("NO_PERIOD", "20x"), DocumentFault("WEIGHT_USELESS"),
    ] { #expect(faults.contains(fault), "\(fault)\n\(faults)") }
    var bare = description("rate")
    bare.columns.weight = nil
    #expect(TerritoryRules.faults(in: bare).count == 1)
  }
}
