public import CentreNetwork
public import Contracts
public import Foundation
public import Values

/// The rules for a series' description, its codes and its periods.
public enum TerritoryRules {
  /// A fault of a territory's code.
  public enum CodeFault: Hashable, Sendable {
    /// A finding's code, such as `UNKNOWN_COMMUNE`.
    case wrong(String)
    /// It lies outside the Rhône, and is passed over.
    case outside
  }

  /// The first day of the present list of QPV; the lists before had codes of another form.
  ///
  /// Source: décret 2023-1314, in force on 2024-01-01; reference/domain.md, §3 “QPV”.
  public static let newQPVList = CivilDate("2024-01-01")!
  /// The first day of the list before (2014-1750).
  static let oldQPVList = CivilDate("2015-01-01")!

  /// Returns the fault of a code.
  ///
  /// - Parameters:
  ///   - code: the territory's code.
  ///   - kind: `commune` or `qpv`.
  ///   - day: the day at which it is meant.
  ///   - communes: the communes in time.
  /// - Returns: the fault; nil for none.
  public static func fault(
    in code: String, of kind: String, on day: CivilDate, _ communes: CommuneHistory
  ) -> CodeFault? {
    if kind == "qpv" {
      guard let isNew = isOfNewList(code) else { return .wrong("BAD_QPV_CODE") }
      guard isNew == (day >= newQPVList) else { return .wrong("OTHER_QPV_LIST") }
      return code.dropFirst(2).hasPrefix("069") ? nil : .outside
    }
    guard communes.isKnown(code, on: day) else { return .wrong("UNKNOWN_COMMUNE") }
    return code.hasPrefix("69") ? nil : .outside
  }

  /// Whether a code is of the list of QPV since 2024 (`QN06901X`: department, number, letter); false for one of the list before
  /// (`QP069001`), nil for any other text.
  public static func isOfNewList(_ code: String) -> Bool? {
    let bytes = Array(code.utf8)
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    guard bytes.count == 8, bytes[0] == UInt8(ascii: "Q"),
      bytes[2..<5].allSatisfy({ isDigit($0) || $0 == 65 || $0 == 66 }),
      bytes[5..<7].allSatisfy(isDigit)
    else { return nil }
    if bytes[1] == UInt8(ascii: "N"), (65...90).contains(bytes[7]) { return true }
    return bytes[1] == UInt8(ascii: "P") && isDigit(bytes[7]) ? false : nil
  }

  /// Whether a text is a period: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  public static func isPeriod(_ text: String) -> Bool {
    let padded = text + (text.count == 4 ? "-01-01" : text.count == 7 ? "-01" : "")
    return CivilDate(padded) != nil
  }

  /// Reads a stored number: digits with at most one point and a sign, 30 digits at most; nil for any other text.
  public static func number(_ text: String) -> Decimal? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    return Quantity(digits) == nil
      ? nil : Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }

  /// Returns what makes a description unusable; empty for a usable one.
  public static func faults(in series: SeriesDescription) -> [DocumentFault] {
    var faults: [DocumentFault] = []
    func expect(_ isRight: Bool, _ code: String, _ values: String...) {
      if !isRight { faults.append(DocumentFault(code, values)) }
    }
    expect(isCode(series.code), "SERIES_CODE")
    for (name, text) in [
      ("labels.fr", series.labels["fr"] ?? ""), ("labels.en", series.labels["en"] ?? ""),
      ("unit", series.unit), ("source", series.source), ("licence", series.licence),
    ] { expect(!text.isEmpty && text.count <= 300, "TEXT_LENGTH", name) }
    expect(["count", "rate", "other"].contains(series.kind), "SERIES_KIND")
    expect(["commune", "qpv"].contains(series.territoryKind), "TERRITORY_KIND")
    expect(
      series.territoryKind != "qpv" || series.codesAsOf >= oldQPVList,
      "QPV_BEFORE_LISTS")
    let said = Array(series.labels.values) + [series.source]
    expect(
      !series.fictitious || said.allSatisfy { $0.uppercased().contains("FICTI") },
      "FICTITIOUS_UNSAID")
    let columns = series.columns
    let isLong = columns.period != nil && columns.value != nil
    let values = columns.values ?? [:]
    let isWide = !values.isEmpty
    expect(
      isLong != isWide && (columns.period == nil) == (columns.value == nil),
      "COLUMNS_SHAPE")
    expect(
      (!isWide || columns.weight == nil) && (!isLong || columns.weights == nil),
      "WEIGHT_PLACE")
    expect(
      Set(columns.labels).count == columns.labels.count && !columns.labels.contains(""),
      "LABELS_TWICE")
    for period in values.keys.sorted() {
      expect(isPeriod(period), "NO_PERIOD", period)
    }
    expect(
      (columns.weights ?? [:]).keys.allSatisfy { values[$0] != nil },
      "WEIGHT_PERIODS")
    let weights = [columns.weight != nil || columns.weights != nil, series.weightSeries != nil]
    expect(
      series.kind != "rate" || weights.count(where: { $0 }) == 1,
      "RATE_WEIGHT")
    expect(series.kind == "rate" || !weights.contains(true), "WEIGHT_USELESS")
    return faults
  }

  private static func isCode(_ code: String) -> Bool {
    (1...40).contains(code.utf8.count)
      && code.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || $0 == 45 || $0 == 95
      }
  }

  /// Whether a description may replace another of the same code: the series must still mean the same.
  public static func mayFollow(_ before: SeriesDescription, _ series: SeriesDescription) -> Bool {
    before.kind == series.kind && before.unit == series.unit
      && before.territoryKind == series.territoryKind && before.fictitious == series.fictitious
  }
}
