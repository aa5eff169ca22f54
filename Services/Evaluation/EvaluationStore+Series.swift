import CentreNetwork
import Contracts
import Crypto
import EvaluationDomain
import Foundation
import RPCContract
import ServiceHost
import Storage
import Values

/// Series on territories: what they are, and their values.
extension EvaluationStore {
  static let series = HistoryTable("series", key: ["code"], values: ["edition"])
  static let seriesValues = HistoryTable(
    "series_values", key: ["series", "territory", "vintage", "period"],
    values: ["value", "weight", "published_on", "edition"])

  static let seriesCreation =
    series.creation + seriesValues.creation + [
      """
      CREATE TABLE series_editions (edition TEXT PRIMARY KEY, series TEXT NOT NULL,
      document TEXT NOT NULL, recorded_at INTEGER NOT NULL)
      """,
      // A rank looks at all territories of one period.
      "CREATE INDEX series_values_of_period ON series_values (series, period)",
    ]

  /// A description, and the digest by which values name it.
  struct StoredSeries: Sendable {
    let edition: String
    let document: String
    let description: SeriesDescription

    /// Reads a document.
    ///
    /// - Throws: `RPCError` with INVALID_ARGUMENT, `SERIES_WRONG`, saying what to mend.
    init(_ document: String) throws {
      let data = Data(document.utf8)
      func wrong(_ faults: [DocumentFault]) -> RPCError {
        RPCError.faulty(
          "the series' description cannot be used", faults, reason: "SERIES_WRONG",
          domain: "vigie.evaluation", field: "document")
      }
      do {
        description = try JSONDecoder().decode(SeriesDescription.self, from: data)
      } catch {
        throw wrong([DocumentFault(of: error)])
      }
      let faults = TerritoryRules.faults(in: description)
      guard faults.isEmpty else { throw wrong(faults) }
      self.document = document
      edition = hexadecimal(SHA256.hash(data: data))
    }
  }

  /// Stores the description of a series; the same description again changes nothing.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `SERIES_CHANGED`, where the code stands for something else; `StorageError`.
  static func set(
    _ stored: StoredSeries, cause: Cause, in transaction: WriteTransaction
  ) throws {
    let code = stored.description.code
    if let before = try storedSeries(code, in: transaction)?.description,
      !TerritoryRules.mayFollow(before, stored.description)
    {
      throw RPCError(
        .failedPrecondition, reason: "SERIES_CHANGED", domain: "vigie.evaluation",
        "series \(code) is a \(before.kind) in \(before.unit) on \(before.territoryKind), "
          + "fictitious: \(before.fictitious); give another meaning another code",
        arguments: ["series": code])
    }
    try transaction.execute(
      """
      INSERT INTO series_editions (edition, series, document, recorded_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (edition) DO NOTHING
      """,
      [
        .text(stored.edition), .text(code), .text(stored.document),
        .integer(transaction.recordedAt.microseconds),
      ])
    let cells = ["code": code, "edition": stored.edition]
    _ = try series.put({ cells[$0] ?? "" }, cause: cause, in: transaction)
  }

  /// Returns the latest description of a series; nil for an unknown code.
  static func storedSeries(
    _ code: String, in transaction: ReadTransaction
  ) throws -> StoredSeries? {
    guard let edition = try series.find([code], in: transaction)?.text("edition") else {
      return nil
    }
    return try transaction.row(
      "SELECT document FROM series_editions WHERE edition = $1", [.text(edition)]
    ).map { try StoredSeries($0.text("document")) }
  }

  /// The latest description of a series.
  ///
  /// - Throws: `RPCError` with NOT_FOUND, `SERIES_UNKNOWN`; `StorageError`.
  static func neededSeries(
    _ code: String, in transaction: ReadTransaction
  ) throws -> StoredSeries {
    if let stored = try storedSeries(code, in: transaction) { return stored }
    throw RPCError(
      .notFound, reason: "SERIES_UNKNOWN", domain: "vigie.evaluation",
      "no series has the code \(code); see: vigie territory series", arguments: ["series": code])
  }

  /// A series: its latest description, and all descriptions by which values were loaded.
  struct KnownSeries {
    let description: SeriesDescription
    let editions: [String: SeriesDescription]
  }

  /// Returns the series by their codes.
  static func allSeries(in transaction: ReadTransaction) throws -> [KnownSeries] {
    var editions: [String: [String: SeriesDescription]] = [:]
    try transaction.forEach("SELECT series, document FROM series_editions", []) { row in
      let stored = try StoredSeries(row.text("document"))
      editions[row.text("series"), default: [:]][stored.edition] = stored.description
    }
    return try series.compactMap(in: transaction) { row -> KnownSeries? in
      let own = editions[row.text("code")] ?? [:]
      return own[row.text("edition")].map { KnownSeries(description: $0, editions: own) }
    }.sorted { $0.description.code < $1.description.code }
  }

  /// Returns how much there is of each series.
  static func seriesItems(in transaction: ReadTransaction) throws -> [ListSeries.Item] {
    try allSeries(in: transaction).map { one in
      let row = try transaction.row(
        """
        SELECT COUNT(*) AS number, COUNT(DISTINCT territory) AS territories, MIN(period) AS earliest,
        MAX(period) AS latest FROM series_values WHERE series = $1 AND is_current = 1
        """, [.text(one.description.code)])
      return .init(
        description: one.description, valueCount: row?.integer("number") ?? 0,
        territoryCount: row?.integer("territories") ?? 0,
        firstPeriod: row?.optionalText("earliest"), lastPeriod: row?.optionalText("latest"))
    }
  }

  /// Which values are read.
  enum Cut {
    /// Those of some codes.
    case territories(Set<String>)
    /// Those of a period.
    case period(String)
  }

  /// Returns the versions of a series' values that were recorded before an instant; those of one value in the order in which they
  /// were recorded.
  static func versions(
    of series: KnownSeries, _ cut: Cut, knownBefore bound: Instant?,
    in transaction: ReadTransaction
  ) throws -> [TerritoryValue] {
    var arguments: [SQLValue] = [.text(series.description.code)]
    let condition: String
    switch cut {
    case .territories(let codes):
      let places = (0..<codes.count).map { "$\($0 + 2)" }
      condition = "territory IN (\(places.joined(separator: ", ")))"
      arguments += codes.sorted().map(SQLValue.text)
    case .period(let period):
      condition = "period = $2"
      arguments.append(.text(period))
    }
    var end = ""
    if let bound {
      end = " AND recorded_at < $\(arguments.count + 1)"
      arguments.append(.integer(bound.microseconds))
    }
    var found: [TerritoryValue] = []
    try transaction.forEach(
      """
      SELECT territory, vintage, period, "value", weight, published_on, edition, recorded_at
      FROM series_values WHERE series = $1 AND \(condition)\(end) ORDER BY version
      """, arguments
    ) { row in
      guard let edition = series.editions[row.text("edition")],
        let value = TerritoryValue(
          row.text, recordedAt: row.instant("recorded_at"), source: edition.source,
          licence: edition.licence)
      else { return }
      found.append(value)
    }
    return found
  }

  /// Every version of a series' values for a code.
  static func versions(
    of series: String, _ territory: String, in transaction: ReadTransaction
  ) throws -> GetSeriesValues.Reply {
    let current = try neededSeries(series, in: transaction)
    let known = try allSeries(in: transaction).first { $0.description.code == series }
    var versions: [GetSeriesValues.Version] = []
    try transaction.forEach(
      """
      SELECT vintage, period, "value", weight, published_on, edition, version, recorded_at, cause
      FROM series_values WHERE series = $1 AND territory = $2 ORDER BY vintage, period, version
      """, [.text(series), .text(territory)]
    ) { row in
      guard let edition = known?.editions[row.text("edition")],
        let vintage = CivilDate(row.text("vintage")),
        let publishedOn = CivilDate(row.text("published_on"))
      else { return }
      let weight = row.text("weight")
      versions.append(
        .init(
          codesAsOf: vintage, period: row.text("period"), value: row.text("value"),
          weight: weight.isEmpty ? nil : weight, publishedOn: publishedOn,
          version: row.integer("version"), recordedAt: row.instant("recorded_at"),
          cause: row.text("cause"), source: edition.source, licence: edition.licence))
    }
    return GetSeriesValues.Reply(description: current.description, versions: versions)
  }

  /// Returns the day, up to a given one, on which a structure's diagnosis was last revised; nil without any.
  ///
  /// The diagnosis's revisions count, and so do readings: each by the last revision that it names, or else by its own day.
  static func diagnosedOn(
    _ structure: String, by day: CivilDate, knownBefore bound: Instant?,
    in transaction: ReadTransaction
  ) throws -> CivilDate? {
    let assessed = try diagnoses.rows(ofFirstKey: structure, knownBefore: bound, in: transaction)
      .compactMap { row -> CivilDate? in
        guard let on = CivilDate(row.text("assessed_on")), on <= day,
          row.isDayOrEmpty("last_revision_on")
        else { return nil }
        return CivilDate(row.text("last_revision_on")) ?? on
      }
    let revised = try revisions(of: structure, by: day, knownBefore: bound, in: transaction)
    return (assessed + revised.map(\.day)).max()
  }
}
