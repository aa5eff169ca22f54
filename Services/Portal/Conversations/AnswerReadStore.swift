import PortalDomain
import Storage
import Values

/// Which sent answers an officer has read: a mark beside them, which changes no figure.
enum AnswerReadStore {
  /// A mark.
  struct Mark: Sendable {
    /// When the answer that was read had been received.
    let receivedAt: Instant
    /// Who read it.
    let name: String
    let readAt: Instant
  }

  static func mark(
    of key: DraftStore.Key, in transaction: ReadTransaction
  ) throws -> Mark? {
    try transaction.row(
      "SELECT * FROM answers_read WHERE structure = $1 AND campaign = $2", key.values
    ).map { row in
      Mark(
        receivedAt: row.instant("received_at"), name: row.text("name"),
        readAt: row.instant("read_at"))
    }
  }

  /// Marks an answer as read, by when it was received: one that is sent later is to be read again. A page of an earlier answer does not take
  /// the mark of a later one away.
  static func put(
    _ receivedAt: Instant, of key: DraftStore.Key, by session: Session,
    in transaction: WriteTransaction
  ) throws {
    let cells: [SQLValue] = [
      .instant(min(receivedAt, transaction.recordedAt)), .text(session.person),
      .text(session.name), .instant(transaction.recordedAt),
    ]
    try transaction.execute(
      """
      INSERT INTO answers_read (structure, campaign, received_at, person, name, read_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (structure, campaign) DO UPDATE SET received_at = excluded.received_at,
      person = excluded.person, name = excluded.name, read_at = excluded.read_at
      WHERE answers_read.received_at <= excluded.received_at
      """, key.values + cells)
  }

  /// Returns the structures whose answer to a campaign was read, and was not sent from here since.
  static func structures(
    in campaign: String, _ transaction: ReadTransaction
  ) throws -> Set<String> {
    Set(
      try transaction.rows(
        """
        SELECT structure FROM answers_read WHERE campaign = $1 AND NOT EXISTS (
        SELECT number FROM sendings WHERE sendings.structure = answers_read.structure
        AND sendings.campaign = answers_read.campaign
        AND sendings.received_at > answers_read.received_at)
        """, [.text(campaign)]
      ).map { $0.text("structure") })
  }
}
