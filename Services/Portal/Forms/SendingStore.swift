import Foundation
import PortalDomain
import Storage
import Values

/// What was sent of drafts. A sending is noted before senacs is called, with the key of that call: whatever happens in between, it is taken once.
enum SendingStore {
  /// A sending.
  struct Sending: Sendable {
    /// Counts the sendings of a draft; 1 for the first.
    let number: Int
    /// The idempotency key of the call to senacs.
    let callKey: String
    let said: Said
    let sentAt: Instant
    /// When senacs received it; nil while that is not known.
    let receivedAt: Instant?
    let isLate: Bool
  }

  /// What the receipt tells.
  struct Said: Codable, Sendable {
    /// Field → canonical text, as senacs got it.
    var cells: [String: String]
    /// Who sent it, and as what, in the language of then.
    var name: String
    var way: String
    /// Who else wrote the draft, by name.
    var others: [String]
    var answered: Int
    var asked: Int
    var confirmed: Int
    var explained: Int
    /// Code → name of who sent and wrote it, so that somebody can be taken out; nil where an earlier version sent it.
    var people: [String: String]?
  }

  static func all(
    of key: DraftStore.Key, in transaction: ReadTransaction
  ) throws -> [Sending] {
    try transaction.rows(
      "SELECT * FROM sendings WHERE structure = $1 AND campaign = $2 ORDER BY number", key.values
    ).map { row in
      Sending(
        number: row.integer("number"), callKey: row.text("call_key"),
        said: try JSONDecoder().decode(Said.self, from: Data(row.text("said").utf8)),
        sentAt: row.instant("sent_at"), receivedAt: row.optionalInstant("received_at"),
        isLate: row.integer("is_late") == 1)
    }
  }

  /// Notes that an answer is sent.
  static func begin(
    _ said: Said, number: Int, callKey: String, of key: DraftStore.Key,
    in transaction: WriteTransaction
  ) throws {
    let text = String(decoding: try JSONEncoder().encode(said), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO sendings (structure, campaign, number, call_key, said, sent_at, is_late)
      VALUES ($1, $2, $3, $4, $5, $6, 0)
      """,
      key.values + [
        .integer(number), .text(callKey), .text(text), .instant(transaction.recordedAt),
      ])
  }

  /// Notes that senacs has an answer: the draft stands as sent, unless somebody wrote in it since the sending was noted. What is not sent
  /// must never look as if it were.
  ///
  /// - Returns: whether the draft stands as sent.
  static func finish(
    _ sending: Sending, receivedAt: Instant, isLate: Bool, of key: DraftStore.Key,
    in transaction: WriteTransaction
  ) throws -> Bool {
    let received: [SQLValue] = [.instant(receivedAt), .integer(isLate ? 1 : 0)]
    let numbered: [SQLValue] = [.integer(sending.number)]
    try transaction.execute(
      """
      UPDATE sendings SET received_at = $1, is_late = $2
      WHERE structure = $3 AND campaign = $4 AND number = $5
      """, received + key.values + numbered)
    return try transaction.execute(
      """
      UPDATE drafts SET sent = $1 WHERE structure = $2 AND campaign = $3 AND changed_at <= $4
      """, numbered + key.values + [.instant(sending.sentAt)]) == 1
  }

  /// Forgets a sending that senacs refused: nothing was taken.
  static func withdraw(
    _ number: Int, of key: DraftStore.Key, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      DELETE FROM sendings
      WHERE structure = $1 AND campaign = $2 AND number = $3 AND received_at IS NULL
      """, key.values + [.integer(number)])
  }
}
