import Contracts
import Network
public import RPCContract
public import Storage
public import Tabular
import Values

/// What a service makes of a row beside its cells.
public struct Derived: Sendable {
  /// Cells that are not in the file, such as identifiers minted: column → cell.
  public var cells: [String: String]
  /// What is to be told.
  public var remarks: [Remark]

  /// Something to tell of a row that is taken.
  public struct Remark: Sendable {
    let column: String, value: String, code: String
    let beside: [String]?

    /// Makes it.
    public init(_ column: String, _ value: String, _ code: String, beside: [String]? = nil) {
      (self.column, self.value, self.code, self.beside) = (column, value, code, beside)
    }
  }

  /// Makes it.
  public init(cells: [String: String] = [:], remarks: [Remark] = []) {
    self.cells = cells
    self.remarks = remarks
  }
}

/// A kind of fact file that a service takes: its form, where its rows go, and what they tell others.
public struct FactFile: Sendable {
  /// The columns and rules.
  public let form: TableForm
  /// Where the rows are kept.
  public let table: HistoryTable
  /// Who may bring it.
  public let roles: Set<Role>
  /// Whether it is reference data such as INSEE's, which is neither real nor invented.
  public let isReference: Bool
  /// The most that a column may hold for a row, by other facts.
  public let excess: @Sendable (FormRow, ReadTransaction) throws -> String?
  /// What is made of a row beside its cells; the outer closure is called once a file.
  public let derive: @Sendable (ReadTransaction) throws -> (FormRow) throws -> Derived
  /// Whether separator and encoding are guessed, for files of foreign make.
  public let isForeign: Bool
  /// Publishes rows that changed, 500 at most.
  public let publish: @Sendable ([[String: String]], WriteTransaction) throws -> Void

  /// The columns of the file that are kept as they came; a service may keep fewer, or others beside them.
  var keptColumns: [String] {
    let kept = Set(table.key + table.values)
    return form.columns.map(\.name).filter(kept.contains)
  }

  /// Whether rows are kept under the key that they have in the file.
  var isKeptByItsKey: Bool { form.key == table.key }

  /// Declares a kind of file.
  public init(
    _ form: TableForm, into table: HistoryTable, roles: Set<Role> = [.operator],
    isReference: Bool = false,
    excess: @escaping @Sendable (FormRow, ReadTransaction) throws -> String? = { _, _ in nil },
    isForeign: Bool = false,
    derive: @escaping @Sendable (ReadTransaction) throws -> (FormRow) throws -> Derived = { _ in
      { _ in Derived() }
    },
    publish: @escaping @Sendable ([[String: String]], WriteTransaction) throws -> Void = { _, _ in
    }
  ) {
    self.form = form
    self.table = table
    self.roles = roles
    self.isReference = isReference
    self.excess = excess
    self.isForeign = isForeign
    self.derive = derive
    self.publish = publish
  }
}

extension FactFile {
  /// Whether its rows are about people, by their codes.
  var isAboutPeople: Bool { form.columns.contains { $0.reference?.table == "people" } }

  /// Publishes rows as ``RowsRecorded``.
  ///
  /// - Parameters:
  ///   - topic: the event's type.
  ///   - form: the rows' form.
  ///   - kept: columns that do not leave the service, such as free texts that may name people.
  /// - Returns: what publishes.
  public static func telling(
    _ topic: String, _ form: TableForm, keeping kept: Set<String> = []
  ) -> @Sendable ([[String: String]], WriteTransaction) throws -> Void {
    let columns = RowsRecorded.inOrder(
      form.columns.map(\.name).filter { !kept.contains($0) })
    let file = form.file
    return { rows, transaction in
      let fictitious = rows.first?["fictitious"] == "true"
      for part in parts(of: rows.map { row in RowsRecorded.row(columns) { row[$0] ?? "" } }) {
        let text = RowsRecorded.json(
          file: file, rows: part, fictitious: fictitious, recordedAt: transaction.recordedAt)
        try transaction.publish(topic: topic, payload: text)
      }
    }
  }

  /// Rows in parts that are well below what a message may hold: an event that cannot be sent would end its feed.
  private static func parts(of rows: [[UInt8]]) -> [[[UInt8]]] {
    var (parts, bytes) = ([[[UInt8]]](), Int.max)
    for row in rows {
      let (sum, isBeyond) = bytes.addingReportingOverflow(row.count)
      if isBeyond || sum > 1 << 19 {
        parts.append([])
        bytes = 0
      }
      parts[parts.count - 1].append(row)
      bytes += row.count
    }
    return parts
  }
}

/// What the checks of rows ask of a store: each code is looked up once.
final class StoreContext: FormContext {
  private let transaction: ReadTransaction
  private let file: FactFile
  private let tables: [String: HistoryTable]
  /// All that is known to who brings the rows; nil for everything.
  private let cut: RowCut?
  private var known: [Lookup: Bool] = [:]
  private var communes: CommuneHistory?

  private struct Lookup: Hashable {
    let table: String
    let code: String
  }

  init(
    _ file: FactFile, tables: [String: HistoryTable], cut: RowCut? = nil,
    _ transaction: ReadTransaction
  ) {
    self.cut = cut
    self.file = file
    self.tables = tables
    self.transaction = transaction
  }

  func knows(_ value: String, as reference: Reference, on day: CivilDate?) throws -> Bool {
    if reference.table == "communes" {
      guard let day else { return false }
      return try history().isKnown(value, on: day)
    }
    let lookup = Lookup(table: reference.table, code: value)
    if let known = known[lookup] { return known }
    guard let table = tables[reference.table] else {
      preconditionFailure("no table \(reference.table) to refer to")
    }
    let isKnown =
      try cut?.knows(value, in: reference.table, tables, transaction) ?? true
      && table.find([value], in: transaction) != nil
    known[lookup] = isKnown
    return isKnown
  }

  private func history() throws -> CommuneHistory {
    if let communes { return communes }
    let read = try NetworkReader(tables: tables).communes(in: transaction)
    communes = read
    return read
  }

  func excess(in row: FormRow, of form: TableForm) throws -> String? {
    try file.excess(row, transaction)
  }

  func stored(_ key: [String], of form: TableForm) throws -> [String: String]? {
    // Rows that are kept by another key than the file's cannot be found by it.
    guard file.isKeptByItsKey else { return nil }
    guard let row = try file.table.find(key, in: transaction) else { return nil }
    // Of a row about something beyond the cut nothing is known here.
    if let cut, !cut.covers(row, of: file) { return nil }
    return Dictionary(uniqueKeysWithValues: file.keptColumns.map { ($0, row.text($0)) })
  }
}
