import CentreNetwork
public import FactKinds
import RPCContract
public import Storage
public import Tabular
import Values

/// What a service derives from a row beside its cells.
public struct Derived: Sendable {
  /// Cells that are not in the file, such as identifiers minted: column → cell.
  public var cells: [String: String]
  /// The remarks to report.
  public var remarks: [Remark]
  /// Why the row is not taken although it passed the checks of its form; nil for a row that is taken.
  public var refusal: Remark?

  /// A remark on a row.
  public struct Remark: Sendable {
    let column: String, value: String, code: String
    let beside: [String]?

    /// Makes it.
    public init(_ column: String, _ value: String, _ code: String, beside: [String]? = nil) {
      (self.column, self.value, self.code, self.beside) = (column, value, code, beside)
    }
  }

  /// Makes it.
  public init(
    cells: [String: String] = [:], remarks: [Remark] = [], refusal: Remark? = nil
  ) {
    self.cells = cells
    self.remarks = remarks
    self.refusal = refusal
  }
}

/// A kind of fact at the service that owns it: the table of its rows, and what the service derives and remarks on them.
public struct FactFile: Sendable {
  /// Derives what a row has beside its cells; the outer closure is called once for each file.
  public typealias Derive = @Sendable (ReadTransaction) throws -> (FactRow) throws -> Derived

  /// Makes the remarks that need all rows of a file. It gets the key and the row's number of each row that was taken.
  public typealias Conclude =
    @Sendable (ReadTransaction, [[String]: Int]) throws -> [(
      row: Int, remark: Derived.Remark
    )]

  /// The kind.
  public let kind: FactKind
  /// Where the rows are kept.
  public let table: HistoryTable
  /// Whether its files are of foreign make: their style is guessed without the form's columns, and is not reported.
  let isForeign: Bool
  let derive: Derive
  let conclude: Conclude?
  /// How a structure writes single rows about itself; nil where it does not.
  let own: OwnRows?

  /// The columns of the file that the table keeps as they came. The table may lack columns of the file, and may have others.
  let keptColumns: [String]

  /// Whether rows are kept under the key that they have in the file.
  let isKeptByItsKey: Bool

  /// Reads rows that come in calls and whose numbers have digits alone.
  let plainCells: FactCells

  /// The columns of numbers, which people write in several ways.
  let numbers: [(column: String, use: FileStyle.ColumnUse)]

  /// Declares it.
  public init(
    _ kind: FactKind, into table: HistoryTable? = nil, isForeign: Bool = false,
    derive: Derive? = nil, conclude: Conclude? = nil, own: OwnRows? = nil
  ) {
    self.conclude = conclude
    self.own = own
    let table = table ?? HistoryTable(kind)
    let kept = Set(table.key + table.values)
    keptColumns = kind.form.columns.map(\.name).filter(kept.contains)
    isKeptByItsKey = kind.form.key == table.key
    self.kind = kind
    self.table = table
    self.isForeign = isForeign
    self.derive = derive ?? { _ in { _ in Derived() } }
    let schema = kind.form.schema
    guard let cells = try? FactCells(FileStyle(texts: []).applied(to: schema)) else {
      preconditionFailure("the columns of \(kind.file) cannot be checked")
    }
    plainCells = cells
    numbers = kind.form.columns.map(\.name).compactMap { column in
      guard let use = schema.use(of: column), use == .integer || use == .number else { return nil }
      return (column, use)
    }
  }

  /// Publishes rows that changed or were withdrawn; 500 at most.
  ///
  /// - Throws: `StorageError`.
  public func publish(
    _ rows: [[String: String]], fictitious: Bool, isWithdrawn: Bool = false,
    _ transaction: WriteTransaction
  ) throws {
    guard let event = kind.event else { return }
    let texts = rows.compactMap { row in
      let cell = { row[$0] ?? "" }
      return event.includes(cell) ? event.row(cell) : nil
    }
    for part in Self.parts(of: texts) {
      try transaction.publish(
        topic: isWithdrawn ? event.withdrawnTopic : event.topic,
        payload: event.payload(part, fictitious: fictitious, recordedAt: transaction.recordedAt))
    }
  }

  /// Splits rows into parts well below what a message may hold: a follower cannot take an event that is too long to be sent.
  private static func parts(of rows: [[UInt8]]) -> [[[UInt8]]] {
    var (parts, bytes) = ([[[UInt8]]](), 0)
    for row in rows {
      if parts.isEmpty || bytes + row.count > 1 << 19 {
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
  /// Returns the error for a call that names a file of another service, or none.
  static func unknown(_ name: String) -> RPCError {
    RPCError(
      .invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files",
      "\(name) is no file of this service", arguments: ["file": name], field: "file")
  }
}

extension HistoryTable {
  /// The table that keeps a kind at its owner.
  public init(_ kind: FactKind) {
    self.init(kind.table, key: kind.form.key, values: kind.values)
  }

  /// Makes the table in which a follower keeps what a kind's events tell.
  init(following kind: FactKind) {
    let columns = (kind.event?.members.map(\.column) ?? []) + (kind.event?.only.keys.sorted() ?? [])
    self.init(
      kind.table, key: kind.form.key,
      values: columns.filter { !kind.form.key.contains($0) }.sorted())
  }
}

extension FactCatalogue {
  /// Returns the fact files of a service.
  ///
  /// - Parameters:
  ///   - service: its name.
  ///   - derive: what it derives from rows, by the names of the kinds.
  ///   - conclude: what it remarks at the end of a file, by the names of the kinds.
  ///   - own: how a structure writes single rows about itself, by the names of the kinds.
  /// - Returns: the files, in the order of the catalogue.
  public func files(
    of service: String, deriving derive: [String: FactFile.Derive] = [:],
    concluding conclude: [String: FactFile.Conclude] = [:], own: [String: OwnRows] = [:]
  ) -> [FactFile] {
    kinds(of: service).map { kind in
      FactFile(
        kind, derive: derive[kind.name], conclude: conclude[kind.name], own: own[kind.name])
    }
  }
}
