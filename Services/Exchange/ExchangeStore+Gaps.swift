import Contracts
import Storage
import Values

/// What retention deleted before it was delivered. A gap stays until its consumer has shown that it knows of it: a reply
/// that is lost takes nothing with it.
extension ExchangeStore {
  /// In how many batches a gap is told. A client that never answers for it would otherwise be told for ever; from
  /// then on it stands in the list of subscriptions alone.
  static let mostTellings = 10
  /// The most gaps of a subscription; further ones are told as part of the last.
  private static let mostGaps = 100

  private struct Gap {
    let first: Int
    let last: Int

    init(_ row: SQLRow) {
      first = row.integer("first_sequence")
      last = row.integer("last_sequence")
    }
  }

  private static func told(_ gap: Gap, of subscription: Int) -> DeliveryGap {
    DeliveryGap(
      from: gap.first, through: gap.last,
      refetch: "the exchange does not have these messages any more; ask whoever runs it for the "
        + "facts of that time",
      token: "\(subscription).gap.\(gap.first).\(gap.last)")
  }

  /// Notes what was deleted before a subscription came to it.
  static func noteGap(
    _ range: ClosedRange<Int>, of subscription: Int, in transaction: WriteTransaction
  ) throws {
    let gaps = try transaction.rows(
      "SELECT * FROM gaps WHERE subscription = $1 ORDER BY first_sequence",
      [.integer(subscription)]
    ).map(Gap.init)
    if let last = gaps.last, last.last + 1 == range.lowerBound || gaps.count >= mostGaps {
      // It is another gap now, and told anew.
      try transaction.execute(
        """
        UPDATE gaps SET last_sequence = $1, tellings = 0
        WHERE subscription = $2 AND first_sequence = $3
        """, [.integer(range.upperBound), .integer(subscription), .integer(last.first)])
      return
    }
    try transaction.execute(
      """
      INSERT INTO gaps (subscription, first_sequence, last_sequence, tellings, first_told_at, told_at)
      VALUES ($1, $2, $3, 0, 0, 0)
      """,
      [.integer(subscription), .integer(range.lowerBound), .integer(range.upperBound)])
  }

  /// The gap that is told with the next batch.
  static func tellGap(
    of subscription: Int, in transaction: WriteTransaction
  ) throws -> DeliveryGap? {
    let row = try transaction.row(
      """
      SELECT * FROM gaps WHERE subscription = $1 AND tellings < $2 ORDER BY first_sequence LIMIT 1
      """, [.integer(subscription), .integer(mostTellings)])
    guard let gap = row.map(Gap.init) else { return nil }
    let now = SQLValue.integer(transaction.recordedAt.microseconds)
    try transaction.execute(
      """
      UPDATE gaps SET first_told_at = CASE WHEN tellings = 0 THEN $1 ELSE first_told_at END,
      told_at = $1, tellings = tellings + 1 WHERE subscription = $2 AND first_sequence = $3
      """, [now, .integer(subscription), .integer(gap.first)])
    return told(gap, of: subscription)
  }

  /// Whether a gap is to be told, or, of those that were never told, one is.
  static func hasGap(
    of subscription: Int, neverTold: Bool, in transaction: ReadTransaction
  ) throws -> Bool {
    try transaction.row(
      "SELECT first_sequence FROM gaps WHERE subscription = $1 AND tellings < $2 LIMIT 1",
      [.integer(subscription), .integer(neverTold ? 1 : mostTellings)]) != nil
  }

  /// All gaps that nobody has answered for.
  static func gaps(
    of subscription: Int, in transaction: ReadTransaction
  ) throws -> [DeliveryGap] {
    try transaction.rows(
      "SELECT * FROM gaps WHERE subscription = $1 ORDER BY first_sequence",
      [.integer(subscription)]
    ).map { told(Gap($0), of: subscription) }
  }

  /// Settles the gap that a token names.
  ///
  /// - Returns: false for a token of no gap.
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

  /// Settles the gaps that were told in the batch of a delivery that was answered: whoever answers has that batch.
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
