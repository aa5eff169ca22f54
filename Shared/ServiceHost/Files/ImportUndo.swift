import Contracts
import FactKinds
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Takes an import back by new versions, so that both the import and the taking back stay readable.
struct ImportUndo: Sendable {
  let rows: FactRows
  let writes: IdempotentWrites

  func register(in router: inout Router) {
    router.handle(UndoImport.self) { request, context in
      try await writes.run(request, context) { try undo(request.importID, context, in: $0) }
    }
  }

  private func undo(
    _ id: String, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> UndoImport.Reply {
    guard let upload = try ImportTables.committed(id, in: transaction) else {
      throw RPCError(
        .notFound, reason: "IMPORT_UNKNOWN", domain: "vigie.files",
        "this service has taken over no import \(id)", arguments: ["import": id],
        field: "importID")
    }
    // A step of several files names each, with the files first to which the later ones refer.
    let names = upload.file.split(separator: " ").map(String.init)
    let own = try check(upload, names, context)
    context.note(subjects: names)
    var reply = UndoImport.Reply(restored: 0, withdrawn: 0, refused: [])
    for name in names.reversed() {
      guard let file = rows.files.first(where: { $0.kind.file == name }) else {
        throw RPCError(
          .failedPrecondition, reason: "UNDO_NOT_POSSIBLE", domain: "vigie.files",
          "rows of \(name) are kept for good, each as it came; load the right ones",
          arguments: ["file": name])
      }
      // The columns of this service's own facts that refer to the kind.
      let references = rows.files.flatMap { other in
        other.kind.form.columns.filter { $0.reference?.table == file.kind.name }
          .map { ImportBeingUndone.Reference(file: other, column: $0) }
      }
      var work = ImportBeingUndone(
        id: id, file: file, fictitious: upload.fictitious, references: references, own: own)
      reply.add(try work.run(in: transaction))
    }
    return reply
  }

  /// Makes sure that the caller may take an import back: the operator any, anyone else what it brought itself and may still bring.
  ///
  /// - Returns: the one structure whose rows it may change; nil for all.
  private func check(
    _ upload: ImportTables.Import, _ names: [String], _ context: ServerContext
  ) throws -> String? {
    guard context.access.roles(among: [.operator]).isEmpty else { return nil }
    guard upload.principal == context.effectivePrincipal else { throw Self.ofAnother(upload.id) }
    do {
      return try names.compactMap { try rows.checkWrites($0, context) }.first
    } catch let error as RPCError where error.status.code == .permissionDenied {
      throw Self.ofAnother(upload.id)
    }
  }

  static func ofAnother(_ id: String) -> RPCError {
    RPCError(
      .permissionDenied, reason: "IMPORT_OF_ANOTHER", domain: "vigie.files",
      "the import \(id) is taken back by who brought it and may still bring such facts, or by an operator",
      arguments: ["import": id])
  }
}

/// One import that is being taken back, within one transaction.
struct ImportBeingUndone {
  /// A column that refers to the kind.
  struct Reference {
    let file: FactFile
    let column: Column
  }

  /// The most records that the reply names as left unchanged.
  private static let mostTold = 1000
  /// The most rows of an event, and of a page that is read.
  private static let rows = 500

  let id: String
  let file: FactFile
  let fictitious: Bool
  let references: [Reference]
  /// The one structure whose rows may change; nil for all.
  let own: String?

  private var reply = UndoImport.Reply(restored: 0, withdrawn: 0, refused: [])
  private var restored: [[String: String]] = []
  private var withdrawn: [[String: String]] = []
  /// For each reference, the codes that present rows name; read when the first record is about to be withdrawn.
  private var named: [Set<String>]?

  init(
    id: String, file: FactFile, fictitious: Bool, references: [Reference], own: String? = nil
  ) {
    (self.id, self.file, self.fictitious, self.references) = (id, file, fictitious, references)
    self.own = own
  }

  mutating func run(in transaction: WriteTransaction) throws -> UndoImport.Reply {
    var last: [String]?
    while true {
      let page = try file.table.rows(
        broughtBy: .upload(id), after: last, limit: Self.rows, in: transaction)
      for row in page { try takeBack(row, in: transaction) }
      try publish(in: transaction)
      guard let end = page.last, page.count == Self.rows else { return reply }
      last = file.table.key.map(end.text)
    }
  }

  /// Takes a record back if its present values are the import's, also where taking back a later import restored these values.
  private mutating func takeBack(_ row: SQLRow, in transaction: WriteTransaction) throws {
    let key = file.table.key.map(row.text)
    let number = Cause(row.text("cause")).upload?.row ?? 0
    // A key may have stood for another structure when it brought the row.
    if let own, let subject = file.kind.subject, row.text(subject.column) != own {
      throw ImportUndo.ofAnother(id)
    }
    guard let standing = try file.table.last(of: key, in: transaction) else { return }
    if Cause(standing.text("cause")).undone == id {
      reply.already = (reply.already ?? 0) + 1
      return
    }
    guard try origin(of: standing, key, in: transaction) == row.integer("version") else {
      return leave(key, number, "CHANGED_SINCE")
    }
    let before = try version(before: row.integer("version"), broughtBy: id, key, in: transaction)
    let cause = Cause.undo(of: id).row(number)
    if let before, !HistoryTable.isWithdrawn(before) {
      let former = cells(before)
      _ = try file.table.put({ former[$0] ?? "" }, cause: cause, in: transaction)
      restored.append(former)
      reply.restored += 1
      return
    }
    if let who = try whoNames(key[0], in: transaction) {
      return leave(key, number, "STILL_REFERRED_TO", beside: [who])
    }
    let present = cells(standing)
    _ = try file.table.withdraw({ present[$0] ?? "" }, cause: cause, in: transaction)
    withdrawn.append(present)
    reply.withdrawn += 1
  }

  /// Returns the number of the version whose values a record's last version repeats. Taking an import back repeats the version before it.
  private func origin(
    of standing: SQLRow, _ key: [String], in transaction: ReadTransaction
  ) throws -> Int {
    var standing = standing
    while true {
      guard let undone = Cause(standing.text("cause")).undone else {
        return standing.integer("version")
      }
      // The search goes down to the version that was taken back. The present version repeats the one before that import.
      var number = standing.integer("version") - 1
      while let below = try file.table.version(number, of: key, in: transaction),
        !Cause(below.text("cause")).isRow(of: .upload(undone))
      { number -= 1 }
      guard
        let before = try version(before: number, broughtBy: undone, key, in: transaction)
      else { return standing.integer("version") }
      standing = before
    }
  }

  /// Returns the version before an import; nil where there is none. Skips all versions of the record that the import brought.
  private func version(
    before number: Int, broughtBy id: String, _ key: [String], in transaction: ReadTransaction
  ) throws -> SQLRow? {
    var number = number - 1
    while let version = try file.table.version(number, of: key, in: transaction) {
      guard Cause(version.text("cause")).isRow(of: .upload(id)) else { return version }
      number -= 1
    }
    return nil
  }

  /// Returns the file of this service whose rows name a code that would disappear with the record; nil for none.
  private mutating func whoNames(
    _ code: String, in transaction: ReadTransaction
  ) throws -> String? {
    guard !references.isEmpty else { return nil }
    // The code stays known as long as another row has it.
    guard try file.table.rows(ofFirstKey: code, in: transaction).count < 2 else { return nil }
    let named =
      try self.named
      ?? references.map { reference in
        let cells = try reference.file.table.present(reference.column.name, in: transaction)
        guard reference.column.kind == .list else { return cells }
        return Set(cells.flatMap { $0.split(separator: " ").map(String.init) })
      }
    self.named = named
    return zip(references, named).first { $1.contains(code) }?.0.file.kind.file
  }

  private mutating func leave(
    _ key: [String], _ row: Int, _ code: String, beside: [String]? = nil
  ) {
    reply.left = (reply.left ?? 0) + 1
    guard reply.refused.count < Self.mostTold else { return }
    reply.refused.append(
      Finding(
        file: file.kind.file, row: row, column: file.table.key[0], value: key[0], code: code,
        beside: beside, record: key))
  }

  private mutating func publish(in transaction: WriteTransaction) throws {
    for (rows, isWithdrawn) in [(restored, false), (withdrawn, true)] where !rows.isEmpty {
      try file.publish(rows, fictitious: fictitious, isWithdrawn: isWithdrawn, transaction)
    }
    (restored, withdrawn) = ([], [])
  }

  private func cells(_ row: SQLRow) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: (file.table.key + file.table.values).map { ($0, row.text($0)) })
  }
}

extension UndoImport.Reply {
  /// Adds what came of another file of the same step.
  fileprivate mutating func add(_ other: UndoImport.Reply) {
    restored += other.restored
    withdrawn += other.withdrawn
    refused += other.refused
    if let more = other.left { left = (left ?? 0) + more }
    if let more = other.already { already = (already ?? 0) + more }
  }
}
