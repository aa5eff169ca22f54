public import Storage

extension ServiceHost {
  /// Adds a line to the audit about what was done otherwise than by a call.
  ///
  /// - Parameters:
  ///   - what: what was done.
  ///   - principal: by whom.
  ///   - roles: by which roles.
  ///   - subjects: what it concerned.
  ///   - transaction: the change.
  /// - Throws: `StorageError`.
  public func audit(
    _ what: String, by principal: String, as roles: [String], about subjects: [String],
    in transaction: WriteTransaction
  ) throws {
    try AuditTable.append(
      AuditTable.Entry(
        principal: principal, caller: name, roles: roles, method: what, subjects: subjects),
      in: transaction)
  }
}
