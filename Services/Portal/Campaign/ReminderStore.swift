import PortalDomain
import Storage
import Values

/// Who was reminded of which campaign, and when.
enum ReminderStore {
  /// How long nobody is reminded again: a day, in microseconds.
  private static let rest = ReminderState.rest

  /// Notes that somebody is reminded now; returns whether that may be: not within a day of the last time.
  ///
  /// - Throws: `StorageError`.
  static func take(
    _ person: String, of campaign: String, in transaction: WriteTransaction
  ) throws -> Bool {
    let now = transaction.recordedAt
    try transaction.execute(
      "DELETE FROM reminder_failures WHERE campaign = $1 AND person = $2",
      [.text(campaign), .text(person)])
    return try transaction.execute(
      """
      INSERT INTO reminders_sent (campaign, person, sent_at) VALUES ($1, $2, $3)
      ON CONFLICT (campaign, person) DO UPDATE SET sent_at = excluded.sent_at
      WHERE reminders_sent.sent_at < $4
      """,
      [
        .text(campaign), .text(person), .instant(now),
        .instant(now.adding(microseconds: -rest)),
      ]) == 1
  }

  /// Takes a note back whose mail did not go, and keeps that it did not.
  ///
  /// - Throws: `StorageError`.
  static func fail(
    _ person: String, of campaign: String, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "DELETE FROM reminders_sent WHERE campaign = $1 AND person = $2",
      [.text(campaign), .text(person)])
    try transaction.execute(
      """
      INSERT INTO reminder_failures (campaign, person, failed_at) VALUES ($1, $2, $3)
      ON CONFLICT (campaign, person) DO UPDATE SET failed_at = excluded.failed_at
      """, [.text(campaign), .text(person), .instant(transaction.recordedAt)])
  }

  /// Returns when each person was last reminded of a campaign.
  ///
  /// - Throws: `StorageError`.
  static func sent(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> [String: Instant] {
    let rows = try transaction.rows(
      "SELECT person, sent_at FROM reminders_sent WHERE campaign = $1", [.text(campaign)])
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0.text("person"), $0.instant("sent_at")) })
  }

  /// Returns when the last reminder of each person did not go; those whose last one went are absent.
  ///
  /// - Throws: `StorageError`.
  static func failed(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> [String: Instant] {
    let rows = try transaction.rows(
      "SELECT person, failed_at FROM reminder_failures WHERE campaign = $1", [.text(campaign)])
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0.text("person"), $0.instant("failed_at")) })
  }

  /// Forgets what is older than a campaign can be open: 400 days.
  ///
  /// - Throws: `StorageError`.
  static func forgetOld(in transaction: WriteTransaction) throws {
    let old = SQLValue.instant(
      transaction.recordedAt.adding(microseconds: -RetentionRules.reminder))
    try transaction.execute("DELETE FROM reminders_sent WHERE sent_at < $1", [old])
    try transaction.execute("DELETE FROM reminder_failures WHERE failed_at < $1", [old])
  }
}
