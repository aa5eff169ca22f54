import PortalDomain
import Storage
import Values

/// What goes out of conversations: those whose time is over, and people who are erased.
extension ConversationStore {
  /// The most conversations that are dropped at a time.
  private static let mostDropped = 50

  /// Drops conversations that have not changed for longer than they are kept, some at a time, and notes of who was told and who came in.
  ///
  /// - Throws: `StorageError`.
  static func forgetOld(in transaction: WriteTransaction) throws {
    let now = transaction.recordedAt
    func end(_ kept: Int64) -> SQLValue { .instant(now.adding(microseconds: -kept)) }
    try transaction.execute(
      "DELETE FROM conversation_mails WHERE sent_at < $1", [end(RetentionRules.conversationMail)])
    try transaction.execute(
      "DELETE FROM officers_seen WHERE seen_at < $1", [end(RetentionRules.officer)])
    let rows = try transaction.rows(
      "SELECT number FROM conversations WHERE changed_at < $1 LIMIT $2",
      [end(RetentionRules.answer), .integer(mostDropped)])
    for row in rows {
      let number: [SQLValue] = [.integer(row.integer("number"))]
      for table in ["messages", "conversation_mails", "reopened_cells"] {
        try transaction.execute("DELETE FROM \(table) WHERE conversation = $1", number)
      }
      try transaction.execute("DELETE FROM conversations WHERE number = $1", number)
    }
  }

  /// Takes somebody out of the lines that conversations quote: the post or the training is told no more. What people wrote stays.
  ///
  /// - Throws: `StorageError`.
  static func forgetQuoted(_ person: String, in transaction: WriteTransaction) throws {
    let erased: [SQLValue] = [.text(KnownLine.other), .text(RetentionRules.erasedName)]
    for row in try transaction.rows("SELECT number, topic FROM conversations")
    where KnownLine.isAbout(person, topic: row.text("topic")) {
      try transaction.execute(
        "UPDATE conversations SET topic = $1, quoted = $2 WHERE number = $3",
        erased + [.integer(row.integer("number"))])
    }
  }
}
