import Contracts
public import FactKinds
import RPCContract
public import Storage
public import Values

extension FactRows {
  /// Stores rows within a transaction, all of them or none.
  ///
  /// - Parameters:
  ///   - rows: column → cell.
  ///   - kind: what they are.
  ///   - cause: what brings them.
  ///   - transaction: the change they belong to.
  /// - Returns: `corrected` if any was, else `added` or `unchanged`.
  /// - Throws: `RPCError` with INVALID_ARGUMENT, `ROW_REFUSED`, for the first row that is refused; as
  ///   ``take(_:of:fictitious:cause:cut:in:)``.
  @discardableResult
  public func takeWhole(
    _ rows: [[String: String]], of kind: FactKind, cause: Cause, in transaction: WriteTransaction
  ) throws -> String {
    let outcome = try take(rows, of: kind.file, cause: cause, in: transaction)
    if let refused = outcome.refused.first { throw RPCError(Self.refusal(refused)) }
    return outcome.counts.corrected > 0
      ? "corrected" : outcome.counts.loaded > 0 ? "added" : "unchanged"
  }

  private static func refusal(_ finding: Finding) -> Status {
    Status(
      .invalidArgument, "\(finding.column) \(finding.value.debugDescription): \(finding.code)",
      details: StatusDetails(
        reason: "ROW_REFUSED", domain: "vigie.files",
        arguments: ["column": finding.column, "value": finding.value, "code": finding.code],
        fieldViolations: [.init(field: finding.column, description: finding.code)]))
  }
}
