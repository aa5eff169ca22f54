import Contracts
import FactKinds
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Takes one fact without a file: the same checks as for rows of files, and the same undo as for an import.
struct SingleFacts: Sendable {
  /// The most records that are named where the one meant is not known.
  private static let mostAlike = 5

  let database: Database
  /// The files that the service takes.
  let rows: FactRows
  let writes: IdempotentWrites

  func register(in router: inout Router) {
    router.handle(RehearseFact.self) { request, context in
      let change = RecordFact(
        file: request.file, cells: request.cells, isNew: request.isNew,
        fictitious: request.fictitious)
      let own = try check(change, context)
      return try await database.write { try rehearse(change, of: own, in: $0) }
    }
    router.handle(RecordFact.self) { request, context in
      let own = try check(request, context)
      let principal = context.effectivePrincipal
      return try await writes.run(request, context) {
        try record(request, of: own, by: principal, in: $0)
      }
    }
  }

  /// Makes sure that the caller may write the fact.
  ///
  /// - Returns: the one structure about which it may write; nil for all.
  private func check(_ change: RecordFact, _ context: ServerContext) throws -> String? {
    let own = try rows.checkWrites(change.file, context)
    guard change.cells.count <= RecordFact.mostCells else {
      throw RPCError.badField(
        "cells", "\(change.cells.count) cells came, \(RecordFact.mostCells) are allowed")
    }
    return own
  }

  /// Does the change and rolls it back.
  private func rehearse(
    _ change: RecordFact, of own: String?, in transaction: WriteTransaction
  ) throws -> RehearseFact.Reply {
    let id = Identifier.mint(at: transaction.recordedAt).rawValue
    return try transaction.rehearse {
      try take(
        change, of: own, fictitious: nature(of: change, in: transaction), id, transaction
      ).reply
    }
  }

  /// Does the change, as an import of one row that has the caller's name in place of a file's.
  private func record(
    _ change: RecordFact, of own: String?, by principal: String, in transaction: WriteTransaction
  ) throws -> RehearseFact.Reply {
    let id = Identifier.mint(at: transaction.recordedAt).rawValue
    let fictitious = try nature(of: change, in: transaction)
    let taken = try take(change, of: own, fictitious: fictitious, id, transaction)
    guard let counts = taken.counts, counts.loaded > 0 else { return taken.reply }
    try ImportTables.addCall(
      id, of: change.file, fictitious: fictitious, reply: counts, by: principal, in: transaction)
    var reply = taken.reply
    reply.importID = id
    return reply
  }

  private func nature(of change: RecordFact, in transaction: ReadTransaction) throws -> Bool {
    try change.fictitious ?? ImportTables.nature(in: transaction) ?? false
  }

  /// Stores the change; the counts are nil where it was refused before the checks of rows. A structure that may write about itself alone
  /// is told of no other's record, not even whether one stands.
  private func take(
    _ change: RecordFact, of own: String?, fictitious: Bool, _ id: String,
    _ transaction: WriteTransaction
  ) throws -> (reply: RehearseFact.Reply, counts: CommitImport.Reply?) {
    let file = try rows.file(change.file)
    guard file.isKeptByItsKey else {
      throw RPCError.badField("file", "single rows of \(change.file) cannot be told apart")
    }
    let given = try rows.canonical(change.cells, of: file)
    let key = file.kind.form.key.map { given[$0] ?? "" }
    let cut = try own.flatMap { try file.own?.cut($0, transaction) }
    let sight = cut.map(RowCut.init)
    let found = Self.mayStand(key) ? try file.table.find(key, in: transaction) : nil
    let standing = found.flatMap { sight?.covers($0, of: file) ?? true ? $0 : nil }
    func cells(_ row: SQLRow) -> [String: String] {
      Dictionary(uniqueKeysWithValues: file.keptColumns.map { ($0, row.text($0)) })
    }
    var reply = RehearseFact.Reply(
      version: standing?.integer("version") ?? 0, before: standing.map(cells))
    if let refusal = try refusal(change, file, key, reply.version, sight, transaction) {
      reply.refused = [refusal]
      return (reply, nil)
    }
    // Required cells that are not given are those that stand: the checks take only cells that may be empty from the stored row.
    let taken = try rows.take(
      [(reply.before ?? [:]).merging(given) { $1 }], of: change.file, fictitious: fictitious,
      cause: .upload(id), cut: cut, in: transaction)
    (reply.refused, reply.findings) = (taken.refused, taken.findings)
    if taken.refused.isEmpty {
      reply.after = try file.table.find(key, in: transaction).map(cells)
      if let own { try file.own?.checkBound(own, transaction) }
    }
    return (reply, taken.counts)
  }

  /// Whether a record may have such a key: none has U+0000, and PostgreSQL cannot even be asked for one.
  private static func mayStand(_ key: [String]) -> Bool {
    key.allSatisfy { !$0.utf8.contains(0) }
  }

  /// Why the record is not the one that the caller means; nil where it is.
  private func refusal(
    _ change: RecordFact, _ file: FactFile, _ key: [String], _ version: Int, _ sight: RowCut?,
    _ transaction: ReadTransaction
  ) throws -> Finding? {
    let columns = file.kind.form.key
    func refused(_ place: Int, _ code: String, beside: [String]? = nil) -> Finding {
      Finding(
        file: file.kind.file, row: 2, column: columns[place], value: key[place], code: code,
        beside: beside)
    }
    if change.isNew {
      return version == 0
        ? nil
        : refused(0, "RECORD_KNOWN", beside: [key.filter { !$0.isEmpty }.joined(separator: " ")])
    }
    let missing = columns.indices.first { place in
      key[place].isEmpty && file.kind.column(columns[place])?.mayBeEmpty == false
    }
    if let missing { return refused(missing, CellFault.missing.code) }
    guard version > 0 else {
      guard Self.mayStand([key[0]]) else { return refused(0, "RECORD_UNKNOWN") }
      let alike = try file.table.rows(ofFirstKey: key[0], in: transaction)
        .filter { sight?.covers($0, of: file) ?? true }.prefix(Self.mostAlike)
        .map { row in columns.map(row.text).filter { !$0.isEmpty }.joined(separator: " ") }
      return refused(0, "RECORD_UNKNOWN", beside: alike.isEmpty ? nil : alike)
    }
    guard let seen = change.version?.value, seen != version else { return nil }
    return refused(0, "RECORD_CHANGED")
  }
}
