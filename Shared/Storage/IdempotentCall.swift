import Values

/// What the store knows about a mutating call's idempotency key.
public enum IdempotentCall: Sendable, Hashable {
  /// The key is new.
  case new
  /// The same request was answered before: the reply.
  case answered([UInt8])
  /// Another request came under this key before.
  case conflict
}

/// Names a mutating call.
public struct IdempotencyKey: Sendable, Hashable {
  let principal: String
  let method: String
  let key: String

  /// Names a call by who calls, the method and the client's key.
  public init(principal: String, method: String, key: String) {
    self.principal = principal
    self.method = method
    self.key = key
  }

  fileprivate var values: [SQLValue] { [.text(principal), .text(method), .text(key)] }
}

extension ReadTransaction {
  /// Looks up a call; `digest` is the digest of its request.
  ///
  /// - Throws: ``StorageError``.
  public func idempotentCall(_ key: IdempotencyKey, digest: String) throws -> IdempotentCall {
    let stored = try row(
      """
      SELECT digest, reply FROM storage_idempotency
      WHERE principal = $1 AND method = $2 AND key = $3
      """, key.values)
    guard let stored else { return .new }
    return stored.text("digest") == digest ? .answered(stored.blob("reply")) : .conflict
  }
}

extension WriteTransaction {
  /// How long replies are kept: 30 days, in microseconds.
  static let idempotencyAge: Int64 = 30 * 86_400 * 1_000_000

  /// Stores a reply, in the same transaction as the call's effect. Now and then it also deletes replies that are too old.
  ///
  /// - Throws: ``StorageError``.
  public func remember(_ key: IdempotencyKey, digest: String, reply: [UInt8]) throws {
    try execute(
      """
      INSERT INTO storage_idempotency (principal, method, key, digest, reply, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      key.values + [.text(digest), .blob(reply), .integer(recordedAt.microseconds)])
    // Deleting at about one call in 64 is enough, and the other calls save the time.
    guard recordedAt.microseconds % 64 == 0 else { return }
    try execute(
      "DELETE FROM storage_idempotency WHERE recorded_at < $1",
      [.integer(recordedAt.microseconds - Self.idempotencyAge)])
  }
}
