import Contracts
public import FactKinds
import RPC
import RPCContract
public import Storage
import Tabular
import Values

extension FactRows {
  /// Stores facts of several kinds as one step: all of them or none. `UndoImport` takes the step back as a whole, the last fact first.
  ///
  /// - Parameters:
  ///   - facts: each kind with a row of it, column → cell; a fact comes behind those that it refers to.
  ///   - principal: who decides it, as the history tells.
  ///   - transaction: the change they belong to.
  /// - Returns: the name by which `UndoImport` takes the step back; nil where all of it was stored before.
  /// - Throws: `RPCError` with INVALID_ARGUMENT and the refusal's code where a fact is refused; as ``take(_:of:fictitious:cause:cut:in:)``.
  public func record(
    _ facts: [(kind: FactKind, cells: [String: String])], by principal: String,
    in transaction: WriteTransaction
  ) throws -> String? {
    let id = Identifier.mint(at: transaction.recordedAt).rawValue
    var sum = CommitImport.Reply(loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)
    for fact in facts {
      let taken = try take([fact.cells], of: fact.kind.file, cause: .upload(id), in: transaction)
      if let refusal = taken.refused.first {
        throw RPCError(
          .invalidArgument, reason: refusal.code, domain: "vigie.files",
          "\(refusal.column) “\(refusal.value)”: \(refusal.code)",
          arguments: ["column": refusal.column, "value": refusal.value], field: refusal.column)
      }
      sum.loaded += taken.counts.loaded
      sum.corrected += taken.counts.corrected
      sum.unchanged += taken.counts.unchanged
      sum.findings += taken.counts.findings
    }
    guard sum.loaded > 0 else { return nil }
    try ImportTables.addCall(
      id, of: facts.map(\.kind.file).joined(separator: " "),
      fictitious: try ImportTables.nature(in: transaction) ?? false, reply: sum, by: principal,
      in: transaction)
    return id
  }
}
