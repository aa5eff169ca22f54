import Storage
import Values

extension ExchangeStore {
  /// Gives back every unanswered delivery of a process that stops; the attempt is not counted.
  static func releaseLeases(
    of replica: String = Holder.none.replica, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE deliveries SET state = 'waiting', token = '', due_at = 0, attempt = attempt - 1
      WHERE state = 'leased' AND replica = $1
      """, [.text(replica)])
  }

  /// Gives back the leased deliveries of a call whose reader is gone.
  ///
  /// The attempt counts: the reader may have received the messages, and one of them may be what ended it.
  static func giveBack(
    held by: Holder, of subscription: Subscription, in transaction: WriteTransaction
  ) throws {
    let held = try transaction.rows(
      """
      SELECT sequence, attempt FROM deliveries
      WHERE subscription = $1 AND state = 'leased' AND replica = $2 AND held_by = $3
      """, [.integer(subscription.number), .text(by.replica), .integer(by.call)])
    for row in held {
      try giveBack(
        row.integer("sequence"), attempt: row.integer("attempt"), of: subscription, pause: 0,
        in: transaction)
    }
  }

  /// Returns how many deliveries of a call are leased and not yet past their lease.
  static func inFlight(
    of subscription: Int, held by: Holder, now: Instant, in transaction: ReadTransaction
  ) throws -> Int {
    try transaction.count(
      """
      SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1 AND state = 'leased'
      AND due_at > $2 AND replica = $3 AND held_by = $4
      """, [.integer(subscription), .instant(now), .text(by.replica), .integer(by.call)])
  }
}
