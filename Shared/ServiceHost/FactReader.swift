import Contracts
import FactKinds
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Reads facts by their keys as they were known at an instant, each with the import, call or submission that brought it.
struct FactReader: Sendable {
  /// The files that the service takes.
  let rows: FactRows

  func read(
    _ request: ReadFacts, in transaction: ReadTransaction
  ) throws -> ReadFacts.Reply {
    guard request.facts.count <= ReadFacts.most else {
      throw RPCError.badField("facts", "ask for \(ReadFacts.most) facts at most")
    }
    let bound = request.knownBefore
    var authors = AuditAuthors()
    return ReadFacts.Reply(
      facts: try request.facts.compactMap { fact in
        let stored =
          try rows.described.first { $0.name == fact.file }.flatMap {
            try $0.find(fact, bound, transaction)
          } ?? row(fact, bound, transaction)
        guard var found = stored else { return nil }
        // A fact that was imported is told with the file and the row that it came from.
        if let origin = try Self.origin(of: found.cause, transaction) {
          (found.file, found.row) = (origin.file, origin.row)
        }
        let author = try authors.author(of: found.recordedAt, in: transaction)
        (found.principal, found.roles) = (author?.principal, author?.roles)
        return found
      })
  }

  private func row(
    _ fact: FactReference, _ bound: Instant?, _ transaction: ReadTransaction
  ) throws -> ReadFacts.Fact? {
    // The key of `structures.csv` was shorter once, so key cells that are missing at the end count as empty.
    guard let file = rows.files.first(where: { $0.kind.file == fact.file }),
      !file.kind.shown.isEmpty, fact.key.count <= file.table.key.count
    else { return nil }
    let key = fact.key + Array(repeating: "", count: file.table.key.count - fact.key.count)
    guard let row = try file.table.version(of: key, knownBefore: bound, in: transaction) else {
      return nil
    }
    let columns = file.kind.shown
    return ReadFacts.Fact(
      fact: fact, cells: Dictionary(uniqueKeysWithValues: columns.map { ($0, row.text($0)) }),
      version: row.integer("version"), recordedAt: row.instant("recorded_at"),
      cause: row.text("cause"), file: nil, row: nil)
  }

  /// Reads the codes to which rows of other files refer: the cells of the first key column.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT: `FILE_UNKNOWN`, `BAD_FIELD`; `StorageError`.
  func codes(
    _ request: ListCodes, in transaction: ReadTransaction
  ) throws -> ListCodes.Reply {
    let file = try rows.file(request.file)
    let isReferredTo = rows.files.contains { other in
      other.kind.form.columns.contains { $0.reference?.table == file.kind.name }
    }
    guard isReferredTo, file.kind.name != FactKind.people.name else {
      throw RPCError.badField("file", "the codes of \(request.file) are not listed")
    }
    let codes = try file.table.present(file.table.key[0], in: transaction)
      .filter { $0.hasPrefix(request.beginning) }.sorted()
    return ListCodes.Reply(
      codes: Array(codes.prefix(ListCodes.most)), hasMore: codes.count > ListCodes.most)
  }

  /// Reads the versions of the records whose keys begin with the requested cells.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT: `FILE_UNKNOWN`, `BAD_FIELD`; with PERMISSION_DENIED: `ROLE_NEEDED`, `OTHER_STRUCTURE`;
  ///   `StorageError`.
  func versions(
    _ request: ListVersions, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListVersions.Reply {
    let file = try rows.file(request.file)
    try Self.check(request, of: file, context)
    guard (1...file.table.key.count).contains(request.key.count) else {
      throw RPCError.badField(
        "key",
        "a record of \(request.file) is told by \(file.table.key.joined(separator: ", ")), the first of them at least"
      )
    }
    let stored = try file.table.versions(
      ofKeysBeginning: request.key, limit: ListVersions.most + 1, in: transaction)
    var authors = AuditAuthors()
    return ListVersions.Reply(
      versions: try stored.prefix(ListVersions.most).map { row in
        let origin = try Self.origin(of: row.text("cause"), transaction)
        let recordedAt = row.instant("recorded_at")
        let author = try authors.author(of: recordedAt, in: transaction)
        return ListVersions.Version(
          key: file.table.key.map(row.text), version: row.integer("version"),
          recordedAt: recordedAt, cause: row.text("cause"), file: origin?.file, row: origin?.row,
          principal: author?.principal, roles: author?.roles,
          isCurrent: row.integer("is_current") == 1,
          isWithdrawn: HistoryTable.isWithdrawn(row) ? true : nil,
          cells: Dictionary(uniqueKeysWithValues: file.kind.shown.map { ($0, row.text($0)) }))
      }, hasMore: stored.count > ListVersions.most)
  }

  /// Makes sure that a structure reads of itself alone: the records that it writes, and by a key that has its own code.
  private static func check(
    _ request: ListVersions, of file: FactFile, _ context: ServerContext
  ) throws {
    guard context.access.roles(among: ListVersions.roles).isEmpty else { return }
    guard file.own != nil, let subject = file.kind.subject,
      let place = file.table.key.firstIndex(of: subject.column)
    else {
      try context.checkBrings(request.file, ListVersions.roles)
      return
    }
    guard let own = context.access.own, request.key.indices.contains(place),
      request.key[place] == own
    else {
      throw RPCError(
        .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.files",
        "a structure reads the versions of its own records only")
    }
  }

  /// Returns the imported file and its row that a cause names; nil for a cause that is no import.
  private static func origin(
    of cause: String, _ transaction: ReadTransaction
  ) throws -> (file: String, row: Int)? {
    guard let upload = Cause(cause).upload,
      let file = try ImportTables.file(of: upload.id, in: transaction)
    else { return nil }
    return (file, upload.row)
  }
}
