import CentreNetwork
import Contracts
import EvaluationDomain
import Foundation
import RPCContract
import Schemas
import ServiceHost
import Storage
import Tabular
import Values

/// Takes over a file of a series' values: stores the good ones, and reports each of the others.
struct SeriesIntake {
  /// The columns of one value of a row, and its period; the period is nil where it stands in a column of its own.
  private struct ValueColumns {
    let period: String?
    let value: String
    let weight: String?
  }

  private let upload: DescribedFile.Upload
  private let transaction: WriteTransaction
  private let stored: EvaluationStore.StoredSeries
  private let series: SeriesDescription
  private let schema: TableSchema
  private let valueColumns: [ValueColumns]
  private let fields: [String: Int]
  private let communes: CommuneHistory
  private var counts = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)
  private var outside = 0

  /// Reads what the values are checked against.
  ///
  /// - Throws: `RPCError`: NOT_FOUND, `SERIES_UNKNOWN`; FAILED_PRECONDITION, `COMMUNES_MISSING` or `SERIES_NATURE`.
  init(_ upload: DescribedFile.Upload, in transaction: WriteTransaction) throws {
    self.upload = upload
    self.transaction = transaction
    stored = try EvaluationStore.neededSeries(upload.reading.subject, in: transaction)
    series = stored.description
    guard series.fictitious == upload.fictitious else {
      throw RPCError(
        .failedPrecondition, reason: "SERIES_NATURE", domain: "vigie.evaluation",
        "the file is announced as \(upload.fictitious ? "invented" : "real"), and series "
          + "\(series.code) is not", arguments: ["series": series.code])
    }
    communes = try EvaluationStore.neededCommunes(in: transaction)
    schema = series.schema
    fields = Dictionary(
      schema.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let columns = series.columns
    if let value = columns.value {
      valueColumns = [ValueColumns(period: nil, value: value, weight: columns.weight)]
    } else {
      valueColumns = (columns.values ?? [:]).sorted { $0.key < $1.key }.map {
        ValueColumns(period: $0.key, value: $0.value, weight: columns.weights?[$0.key])
      }
    }
  }

  /// Takes the whole file.
  ///
  /// - Throws: `CSVError`; `StorageError`.
  mutating func run() throws -> CommitImport.Reply {
    let upload = upload
    var last = 1
    let refused = try upload.forEachRow(
      of: schema, judge: { try takeHeader($0) },
      prepare: { (cells: $0, row: $1) },
      take: { rows in
        last = rows.last?.row ?? last
        for one in rows { try take(one.cells, row: one.row) }
      })
    counts.refused += refused
    if outside > 0 {
      try note(
        Finding(
          file: SeriesDescription.file, row: last, column: series.columns.territory,
          value: String(outside), code: "OUTSIDE_PASSED_OVER"))
    }
    return counts
  }

  /// Reports the faults of the header, and returns whether there are none; columns that the description does not name are no
  /// fault.
  private func takeHeader(_ findings: [Finding]) throws -> Bool {
    let faults = findings.filter {
      ![CellFault.extraLabel, .blankLabel].map(\.code).contains($0.code)
    }
    for finding in faults { try upload.report(finding, true) }
    return faults.isEmpty
  }

  private mutating func note(_ finding: Finding, isRefused: Bool = false) throws {
    if isRefused { counts.refused += 1 } else { counts.findings += 1 }
    try upload.report(finding, isRefused)
  }

  private mutating func take(_ cells: RowCells, row: Int) throws {
    func cell(_ column: String?) -> String {
      column.flatMap { fields[$0] }.map { cells[$0] } ?? ""
    }
    func finding(_ column: String, _ value: String, _ code: String) -> Finding {
      Finding(file: SeriesDescription.file, row: row, column: column, value: value, code: code)
    }
    let columns = series.columns
    let territory = cell(columns.territory)
    switch TerritoryRules.fault(
      in: territory, of: series.territoryKind, on: series.codesAsOf, communes)
    {
    case .wrong(let code):
      return try note(finding(columns.territory, territory, code), isRefused: true)
    case .outside:
      outside += 1
      return
    case nil: break
    }
    let publishedOn = CivilDate(cell(columns.publishedOn)) ?? series.publishedOn
    for place in valueColumns {
      let period = place.period ?? cell(columns.period)
      guard TerritoryRules.isPeriod(period) else {
        try note(finding(columns.period ?? "", period, "BAD_PERIOD"), isRefused: true)
        continue
      }
      let value = cell(place.value)
      if value.isEmpty {
        try note(finding(place.value, "\(territory) \(period)", "NO_VALUE"))
        continue
      }
      let weight = cell(place.weight)
      if let wrong = [(place.value, value), (place.weight ?? "", weight)].first(where: {
        !$0.1.isEmpty && TerritoryRules.number($0.1) == nil
      }) {
        try note(finding(wrong.0, wrong.1, CellFault.number.code), isRefused: true)
        continue
      }
      let change = try keep(
        [
          "series": series.code, "territory": territory, "vintage": series.codesAsOf.iso,
          "period": period, "value": value, "weight": weight, "published_on": publishedOn.iso,
          "edition": stored.edition,
        ], row: row)
      if let change { try note(finding(place.value, change, "VALUE_CORRECTED")) }
    }
  }

  /// Stores a value.
  ///
  /// - Returns: for a correction the old value and the new one, as text; else nil.
  private mutating func keep(_ cells: [String: String], row: Int) throws -> String? {
    let table = EvaluationStore.seriesValues
    let before = try table.find(table.key.map { cells[$0] ?? "" }, in: transaction)
    // The same value in a later publication is nothing new: the stored one keeps the day on which it was first published.
    if let before, ["value", "weight"].allSatisfy({ before.text($0) == cells[$0] }) {
      counts.unchanged += 1
      return nil
    }
    _ = try table.put({ cells[$0] ?? "" }, cause: upload.cause.row(row), in: transaction)
    counts.loaded += 1
    guard let before else { return nil }
    counts.corrected += 1
    func text(_ value: String, _ weight: String) -> String {
      weight.isEmpty ? value : "\(value) (\(weight))"
    }
    return text(before.text("value"), before.text("weight")) + " → "
      + text(cells["value"] ?? "", cells["weight"] ?? "")
  }
}
