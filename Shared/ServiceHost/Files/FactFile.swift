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
  let keptColumns: [String]

  /// Whether rows are kept under the key that they have in the file.
  let isKeptByItsKey: Bool

  /// Declares it.
  public init(
    _ kind: FactKind, into table: HistoryTable? = nil, isForeign: Bool = false,
    derive: Derive? = nil, conclude: Conclude? = nil
  ) {
    self.conclude = conclude
    let table = table ?? HistoryTable(kind)
    let kept = Set(table.key + table.values)
    keptColumns = kind.form.columns.map(\.name).filter(kept.contains)
    isKeptByItsKey = kind.form.key == table.key
    self.kind = kind
    self.table = table
    self.isForeign = isForeign
    self.derive = derive ?? { _ in { _ in Derived() } }
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
        kind, derive: derive[kind.name], conclude: conclude[kind.name])
    }
  }
}
