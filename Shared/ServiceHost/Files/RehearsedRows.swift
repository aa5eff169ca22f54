import Contracts
import FactKinds
import RPC
import RPCContract
import Storage
import Values

/// Tries rows that come in a call: takes them, and rolls all of it back.
struct RehearsedRows: Sendable {
  let database: Database
  /// The files that the service takes.
  let rows: FactRows

  func register(in router: inout Router) {
    router.handle(RehearseRows.self) { request, context in
      guard request.rows.count <= SubmitRows.maxRows else {
        throw RPCError.badField(
          "rows", "\(request.rows.count) rows came, \(SubmitRows.maxRows) are allowed")
      }
      let own = try rows.checkWrites(
        request.file, isOwn: RehearseRows.ofForms.contains(request.file), context)
      let principal = context.effectivePrincipal
      return try await database.write { transaction in
        try rehearse(request, of: own, by: principal, in: transaction)
      }
    }
  }

  private func rehearse(
    _ request: RehearseRows, of own: String?, by principal: String,
    in transaction: WriteTransaction
  ) throws -> SubmitRows.Reply {
    let file = rows.files.first { $0.kind.file == request.file }
    let cut = try own.map { structure in
      try file?.own?.cut(structure, transaction)
        ?? SubmitRows.Cut(structures: [structure], bodies: [])
    }
    return try transaction.rehearse {
      try rows.take(
        request.rows, of: request.file, fictitious: request.fictitious,
        cause: .call(by: principal), cut: cut, in: transaction)
    }
  }
}
