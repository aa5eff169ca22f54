public import FactKinds
import Network
import RPCContract
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

/// A kind of fact at the service that owns it: where its rows are kept, and what the service has to say of them.
public struct FactFile: Sendable {
  /// What is made of a row beside its cells; the outer closure is called once a file.
  public typealias Derive = @Sendable (ReadTransaction) throws -> (FactRow) throws -> Derived

  /// What can be told only when all rows of a file are in. It is given the key of each row that was taken, with its row.
  public typealias Conclude =
    @Sendable (ReadTransaction, [[String]: Int]) throws -> [(
      row: Int, remark: Derived.Remark
    )]

  /// The kind.
  public let kind: FactKind
  /// Where the rows are kept.
  public let table: HistoryTable
  /// Whether separator and encoding are guessed, for files of foreign make.
  let isForeign: Bool
  let derive: Derive
  let conclude: Conclude?

  /// The columns of the file that are kept as they came; a service may keep fewer, or others beside them.
  var keptColumns: [String] {
    let kept = Set(table.key + table.values)
    return kind.form.columns.map(\.name).filter(kept.contains)
  }

  /// Whether rows are kept under the key that they have in the file.
  var isKeptByItsKey: Bool { kind.form.key == table.key }

  /// Declares it.
  public init(
    _ kind: FactKind, into table: HistoryTable? = nil, isForeign: Bool = false,
    derive: @escaping Derive = { _ in { _ in Derived() } }, conclude: Conclude? = nil
  ) {
    self.conclude = conclude
    self.kind = kind
    self.table = table ?? HistoryTable(kind)
    self.isForeign = isForeign
    self.derive = derive
  }

  /// Tells others of rows that changed, or are there no more; 500 at most.
  ///
  /// - Throws: `StorageError`.
  public func publish(
    _ rows: [[String: String]], fictitious: Bool, isWithdrawn: Bool = false,
    _ transaction: WriteTransaction
  ) throws {
    guard let event = kind.event else { return }
    let told = rows.compactMap { row in
      let cell = { row[$0] ?? "" }
      return event.tells(cell) ? event.row(cell) : nil
    }
    for part in Self.parts(of: told) {
      try transaction.publish(
        topic: isWithdrawn ? event.withdrawnTopic : event.topic,
        payload: event.payload(part, fictitious: fictitious, recordedAt: transaction.recordedAt))
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

extension FactFile {
  /// What a call with the name of another file is told.
  static func unknown(_ name: String) -> RPCError {
    RPCError(
      Status(
        .invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files",
        "\(name) is no file of this service", arguments: ["file": name], field: "file"))
  }
}

extension HistoryTable {
  /// The table that keeps a kind at its owner.
  public init(_ kind: FactKind) {
    self.init(kind.table, key: kind.form.key, values: kind.values)
  }

  /// The table that keeps what others are told of a kind.
  init(following kind: FactKind) {
    let told = (kind.event?.members.map(\.column) ?? []) + (kind.event?.only.keys.sorted() ?? [])
    self.init(
      kind.table, key: kind.form.key, values: told.filter { !kind.form.key.contains($0) }.sorted())
  }
}

extension FactCatalogue {
  /// The kinds of a service, as it takes them.
  ///
  /// - Parameters:
  ///   - service: its name.
  ///   - derive: what it makes of the rows of some kinds, by their names.
  ///   - conclude: what it tells at the end of a file of some kinds, by their names.
  /// - Returns: in the order of the catalogue.
  public func files(
    of service: String, deriving derive: [String: FactFile.Derive] = [:],
    concluding conclude: [String: FactFile.Conclude] = [:]
  ) -> [FactFile] {
    kinds(of: service).map { kind in
      FactFile(
        kind, derive: derive[kind.name] ?? { _ in { _ in Derived() } },
        conclude: conclude[kind.name])
    }
  }
}

/// What the checks of rows ask of a store: each code is looked up once.
final class StoreContext: FactContext {
  private let transaction: ReadTransaction
  private let file: FactFile
  private let tables: [String: HistoryTable]
  /// All that is known to who brings the rows; nil for everything.
  private let cut: RowCut?
  /// What would be known: kind → codes.
  private let assumed: [String: Set<String>]
  private var known: [Lookup: Bool] = [:]
  private var communes: CommuneHistory?
  /// Table → how its codes look → codes; read when the first unknown one comes.
  private var looks: [String: [String: [String]]] = [:]

  private struct Lookup: Hashable {
    let table: String
    let code: String
  }

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
    let lookup = Lookup(table: reference.table, code: value)
    if let known = known[lookup] { return known }
    guard let table = tables[reference.table] else {
      preconditionFailure("no table \(reference.table) to refer to")
    }
    let isKnown =
      try cut?.knows(value, in: reference.table, tables, transaction) ?? true
      && table.has(firstKey: value, in: transaction)
    known[lookup] = isKnown
    return isKnown
  }

  func alike(_ value: String, as reference: Reference) throws -> [String] {
    // Who may speak of a part only is told nothing of what else is there.
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
      guard let number = row.optionalInteger(limit.column),
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
    // Rows that are kept by another key than the file's cannot be found by it.
    guard file.isKeptByItsKey else { return nil }
    guard let row = try file.table.find(key, in: transaction) else { return nil }
    // Of a row about something beyond the cut nothing is known here.
    if let cut, !cut.covers(row, of: file) { return nil }
    return Dictionary(uniqueKeysWithValues: file.keptColumns.map { ($0, row.text($0)) })
  }
}
