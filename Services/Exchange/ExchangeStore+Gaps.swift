import Contracts
import Storage
import Values

/// Gaps: ranges of messages that retention deleted before delivery. A gap stays stored until its consumer has answered for it,
/// so that no gap is lost with a lost reply.
extension ExchangeStore {
  /// The most batches that tell one gap, since a client that never answers for it would be told for ever. After these only
  /// `ListSubscriptions` tells the gap.
  static let mostTellings = 10
  /// The most gaps of a subscription; further ones extend the last gap.
  private static let mostGaps = 100

  private static func deliveryGap(_ row: SQLRow, of subscription: Int) -> DeliveryGap {
    let (first, last) = (row.integer("first_sequence"), row.integer("last_sequence"))
    return DeliveryGap(
      from: first, through: last,
      refetch: "the exchange does not have these messages any more; ask whoever runs it for the "
        + "facts of that time",
      token: "\(subscription).gap.\(first).\(last)")
  }

  /// Stores a range that was deleted before a subscription reached it.
  static func noteGap(
    _ range: ClosedRange<Int>, of subscription: Int, in transaction: WriteTransaction
  ) throws {
    let gaps = try gaps(of: subscription, in: transaction)
    if let last = gaps.last, last.through + 1 == range.lowerBound || gaps.count >= mostGaps {
      // The gap has grown, so it is told anew.
      try transaction.execute(
        """
        UPDATE gaps SET last_sequence = $1, tellings = 0
        WHERE subscription = $2 AND first_sequence = $3
        """, [.integer(range.upperBound), .integer(subscription), .integer(last.from)])
      return
    }
    try transaction.execute(
      """
      INSERT INTO gaps (subscription, first_sequence, last_sequence, tellings, first_told_at, told_at)
      VALUES ($1, $2, $3, 0, 0, 0)
      """,
      [.integer(subscription), .integer(range.lowerBound), .integer(range.upperBound)])
  }

  /// Returns the gap to tell with the next batch, and counts that it is told; nil without one.
  static func deliverGap(
    of subscription: Int, in transaction: WriteTransaction
  ) throws -> DeliveryGap? {
    let row = try transaction.row(
      """
      SELECT * FROM gaps WHERE subscription = $1 AND tellings < $2 ORDER BY first_sequence LIMIT 1
      """, [.integer(subscription), .integer(mostTellings)])
    guard let gap = row.map({ deliveryGap($0, of: subscription) }) else { return nil }
    try transaction.execute(
      """
      UPDATE gaps SET first_told_at = CASE WHEN tellings = 0 THEN $1 ELSE first_told_at END,
      told_at = $1, tellings = tellings + 1 WHERE subscription = $2 AND first_sequence = $3
      """, [.instant(transaction.recordedAt), .integer(subscription), .integer(gap.from)])
    return gap
  }

  /// Whether there is a gap to tell; with `neverTold`, whether there is one that was never told.
  static func hasGap(
    of subscription: Int, neverTold: Bool, in transaction: ReadTransaction
  ) throws -> Bool {
    try transaction.row(
      "SELECT first_sequence FROM gaps WHERE subscription = $1 AND tellings < $2 LIMIT 1",
      [.integer(subscription), .integer(neverTold ? 1 : mostTellings)]) != nil
  }

  /// Returns all gaps that the consumer has not answered for.
  static func gaps(
    of subscription: Int, in transaction: ReadTransaction
  ) throws -> [DeliveryGap] {
    try transaction.rows(
      "SELECT * FROM gaps WHERE subscription = $1 ORDER BY first_sequence",
      [.integer(subscription)]
    ).map { deliveryGap($0, of: subscription) }
  }

  /// Settles the gap that a token names.
  ///
  /// - Returns: false where the token names no stored gap.
  static func settleGap(
    _ token: String, of subscription: Int, in transaction: WriteTransaction
  ) throws -> Bool {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "\(subscription)", parts[1] == "gap",
      let first = Int(parts[2]), let last = Int(parts[3])
    else { return false }
    return try transaction.execute(
      "DELETE FROM gaps WHERE subscription = $1 AND first_sequence = $2 AND last_sequence = $3",
      [.integer(subscription), .integer(first), .integer(last)]) > 0
  }

  /// Settles the gaps before an answered message that its batch told: a consumer that answers has received that batch.
  static func settleGaps(
    before sequence: Int, leasedAt: Int64, of subscription: Int, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      DELETE FROM gaps WHERE subscription = $1 AND last_sequence < $2 AND tellings > 0
      AND first_told_at <= $3 AND told_at >= $3
      """, [.integer(subscription), .integer(sequence), .integer(leasedAt)])
  }
}
