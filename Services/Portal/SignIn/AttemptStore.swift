import PortalDomain
import Storage
import Values

/// The attempts to come in, as all portals count them that share a store.
enum AttemptStore {
  /// Counts an attempt; returns whether it is within the limit. What is over is forgotten in passing, so that the table stays small.
  ///
  /// - Parameters:
  ///   - name: whose attempt, as ``AttemptLimit/key(_:_:)`` has it.
  ///   - most: the most attempts within the time.
  ///   - transaction: the store.
  /// - Returns: whether it may be.
  /// - Throws: `StorageError`.
  static func take(
    _ name: String, most: Int, in transaction: WriteTransaction
  ) throws -> Bool {
    let now = transaction.recordedAt
    try transaction.execute(
      "DELETE FROM attempts WHERE began_at < $1",
      [.instant(now.adding(microseconds: -RetentionRules.attempts))])
    try transaction.execute(
      """
      INSERT INTO attempts (name, began_at, tries) VALUES ($1, $2, 1)
      ON CONFLICT (name) DO UPDATE SET tries = attempts.tries + 1
      """, [.text(name), .instant(now)])
    let tries = try transaction.count(
      "SELECT tries AS n FROM attempts WHERE name = $1", [.text(name)])
    return tries <= most
  }

  /// Forgets what is over.
  ///
  /// - Throws: `StorageError`.
  static func forgetOld(in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM attempts WHERE began_at < $1",
      [.instant(transaction.recordedAt.adding(microseconds: -RetentionRules.attempts))])
  }
}
