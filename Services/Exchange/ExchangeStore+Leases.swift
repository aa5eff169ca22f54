import Storage
import Values

/// Who has a delivery out: a call of one process. Several processes may serve one database.
struct Holder: Sendable, Hashable {
  /// The process.
  let replica: String
  /// The call.
  let call: Int

  /// A call of its own in a process.
  static func next(in replica: String) -> Holder {
    Holder(replica: replica, call: .random(in: 1 ... .max))
  }

  /// Of no process; for tests.
  static let none = Holder(replica: "", call: 0)
}

extension ExchangeStore {
  /// Gives back every delivery of a process without an answer, not counting the attempt: the process stops.
  static func releaseLeases(
    of replica: String = Holder.none.replica, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      UPDATE deliveries SET state = 'waiting', token = '', due_at = 0, attempt = attempt - 1
      WHERE state = 'leased' AND replica = $1
      """, [.text(replica)])
  }

  /// Gives back what a call has out: nobody is there any more to answer. The attempt counts, since the messages may have
  /// come, and may be what ended their reader.
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

  /// How many deliveries of a call wait for an answer that may still come.
  static func inFlight(
    of subscription: Int, held by: Holder, now: Instant, in transaction: ReadTransaction
  ) throws -> Int {
    try transaction.row(
      """
      SELECT COUNT(*) AS n FROM deliveries WHERE subscription = $1 AND state = 'leased'
      AND due_at > $2 AND replica = $3 AND held_by = $4
      """,
      [
        .integer(subscription), .integer(now.microseconds), .text(by.replica), .integer(by.call),
      ])?.integer("n") ?? 0
  }
}
