import PortalDomain
import Storage
import Values

/// The cells of sent answers that the Caf opened again: each may be written, and the answer sent once more.
enum ReopenedStore {
  /// Returns the cells of an answer that are open again.
  static func cells(
    of key: DraftStore.Key, in transaction: ReadTransaction
  ) throws -> Set<String> {
    Set(
      try transaction.rows(
        "SELECT field FROM reopened_cells WHERE structure = $1 AND campaign = $2", key.values
      ).map { $0.text("field") })
  }

  /// Returns what may be written of a draft: nil for all of it, and nothing of one that stands as sent but cells that are open again.
  static func writable(
    of key: DraftStore.Key, in transaction: ReadTransaction
  ) throws -> Set<String>? {
    guard try DraftStore.draft(key, in: transaction)?.sent != nil else { return nil }
    return try cells(of: key, in: transaction)
  }

  /// Opens a cell again. An answer that was not sent from here has no draft, and so nothing to open.
  static func open(
    _ field: String, of key: DraftStore.Key, for conversation: Int,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO reopened_cells (structure, campaign, field, conversation, reopened_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (structure, campaign, field) DO UPDATE SET conversation = excluded.conversation
      """, key.values + [.text(field), .integer(conversation), .instant(transaction.recordedAt)])
  }

  /// Closes the cells that a conversation opened: it is settled.
  static func close(for conversation: Int, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM reopened_cells WHERE conversation = $1", [.integer(conversation)])
  }

  /// Closes all cells of an answer that was sent once more, and notes it in their conversations.
  ///
  /// - Returns: the conversations.
  static func answered(
    _ key: DraftStore.Key, by author: ConversationStore.Author, in transaction: WriteTransaction
  ) throws -> [Int] {
    let open = Set(
      try transaction.rows(
        "SELECT conversation FROM reopened_cells WHERE structure = $1 AND campaign = $2",
        key.values
      ).map { $0.integer("conversation") }
    ).sorted()
    for number in open {
      _ = try ConversationStore.add("", .sent, to: number, by: author, in: transaction)
    }
    try transaction.execute(
      "DELETE FROM reopened_cells WHERE structure = $1 AND campaign = $2", key.values)
    return open
  }
}
