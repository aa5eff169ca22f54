import CentreNetwork
import FactKinds
import Storage
import Tabular
import Values

/// Answers from a store what the checks of rows ask. Each code is looked up once.
final class StoreContext: FactContext {
  private let transaction: ReadTransaction
  private let file: FactFile
  private let tables: [String: HistoryTable]
  /// The part of the network that the rows may be about; nil for everything.
  private let cut: RowCut?
  /// The codes that count as known although they are not stored, for a rehearsal: kind → codes.
  private let assumed: [String: Set<String>]
  /// Table → code → whether it is known.
  private var known: [String: [String: Bool]] = [:]
  private var communes: CommuneHistory?
  /// Table → sketch of a code → codes with this sketch; read when the first unknown code comes.
  private var looks: [String: [String: [String]]] = [:]

  init(
    _ file: FactFile, tables: [String: HistoryTable], cut: RowCut? = nil,
    assuming assumed: [String: [String]] = [:], _ transaction: ReadTransaction
  ) {
    self.assumed = assumed.mapValues(Set.init)
    self.cut = cut
    self.file = file
    self.tables = tables
    self.transaction = transaction
  }

  func knows(_ value: String, as reference: Reference, on day: CivilDate?) throws -> Bool {
    if assumed[reference.table]?.contains(value) == true { return true }
    if reference.table == "communes" {
      guard let day else { return false }
      return try history().isKnown(value, on: day)
    }
    if let known = known[reference.table]?[value] { return known }
    guard let table = tables[reference.table] else {
      preconditionFailure("no table \(reference.table) to refer to")
    }
    let isKnown =
      try cut?.knows(value, in: reference.table, tables, transaction) ?? true
      && table.has(firstKey: value, in: transaction)
    known[reference.table, default: [:]][value] = isKnown
    return isKnown
  }

  func alike(_ value: String, as reference: Reference) throws -> [String] {
    // A caller who may speak of a part of the network only must not learn which other codes exist.
    guard cut == nil, let table = tables[reference.table], reference.table != "communes" else {
      return []
    }
    let known: [String: [String]]
    if let read = looks[reference.table] {
      known = read
    } else {
      var codes = assumed[reference.table] ?? []
      try table.forEach(in: transaction) { codes.insert($0.text(table.key[0])) }
      known = Dictionary(grouping: codes, by: KnownCodes.sketch)
      looks[reference.table] = known
    }
    return (known[KnownCodes.sketch(of: value)] ?? []).sorted()
  }

  private func history() throws -> CommuneHistory {
    if let communes { return communes }
    let read = try NetworkReader(tables: tables).communes(in: transaction)
    communes = read
    return read
  }

  func excess(in row: FactRow) throws -> String? {
    for limit in file.kind.limits {
      // The last number of a list is its greatest.
      guard let number = row.list(limit.column).last.flatMap(Int.init),
        let reference = file.kind.column(limit.reference)?.reference,
        let other = try tables[reference.table]?.rows(
          ofFirstKey: row.text(limit.reference), in: transaction
        ).first,
        let most = Int(other.text(limit.most)), number > most
      else { continue }
      return limit.column
    }
    return nil
  }

  func stored(_ key: [String]) throws -> [String: String]? {
    // Rows that are kept under another key cannot be found by the file's key.
    guard file.isKeptByItsKey else { return nil }
    guard let row = try file.table.find(key, in: transaction) else { return nil }
    // A row about something beyond the cut counts as unknown.
    if let cut, !cut.covers(row, of: file) { return nil }
    return Dictionary(uniqueKeysWithValues: file.keptColumns.map { ($0, row.text($0)) })
  }
}
