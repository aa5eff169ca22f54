import PortalDomain
import Storage
import Values

/// A mail that goes to somebody, or to several people who have one address: what is known of it, to say what did not arrive.
struct Posting: Sendable {
  /// Somebody who gets it, and for which structure.
  struct Receiver: Sendable {
    /// The person's code.
    let person: String
    /// The structure's code and name; empty for somebody who acts for none.
    var structure = ""
    var structureName = ""
  }

  let token = MailToken()
  let receivers: [Receiver]
  let purpose: MailPurpose
}

/// The mails that went, and those that did not arrive. Their texts and addresses are not kept.
enum MailStore {
  /// The most people of a mail that are read.
  private static let mostPeople = 20

  /// A mail that did not arrive.
  struct Failed: Sendable {
    let token: String
    /// What it was for; nil for what this version does not know.
    let purpose: MailPurpose?
    let sentAt: Instant
    let reason: MailReason
    let receivers: [Posting.Receiver]
  }

  /// Notes a mail before it goes, so that what comes back finds it.
  ///
  /// - Throws: `StorageError`.
  static func add(_ posting: Posting, in transaction: WriteTransaction) throws {
    let token = SQLValue.text(posting.token.text)
    try transaction.execute(
      "INSERT INTO mails_sent (token, purpose, sent_at, status) VALUES ($1, $2, $3, '')",
      [token, .text(posting.purpose.rawValue), .instant(transaction.recordedAt)])
    for receiver in posting.receivers {
      try transaction.execute(
        """
        INSERT INTO mail_people (mail, person, structure, structure_name) VALUES ($1, $2, $3, $4)
        ON CONFLICT (mail, person) DO NOTHING
        """,
        [
          token, .text(receiver.person), .text(receiver.structure), .text(receiver.structureName),
        ])
    }
  }

  /// Notes that a mail did not arrive; one that is not known, or was noted before, stays as it is.
  ///
  /// - Throws: `StorageError`.
  static func fail(
    _ token: MailToken, status: String, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "UPDATE mails_sent SET failed_at = $1, status = $2 WHERE token = $3 AND failed_at IS NULL",
      [.instant(transaction.recordedAt), .text(status), .text(token.text)])
  }

  /// Notes that a mail arrived, since somebody signed in by its link: what went to that person before is settled. A link that was made by
  /// hand says nothing of mails.
  ///
  /// - Throws: `StorageError`.
  static func arrive(
    by link: SecretToken, person: String, in transaction: WriteTransaction
  ) throws {
    let mail = try transaction.row(
      """
      SELECT mails_sent.sent_at AS sent_at FROM links JOIN mails_sent ON mails_sent.token = links.mail
      WHERE links.hash = $1
      """, [.text(link.hash)])
    guard let sentAt = mail?.instant("sent_at") else { return }
    try transaction.execute(
      """
      UPDATE mails_sent SET settled_at = $1 WHERE settled_at IS NULL AND sent_at <= $2
      AND EXISTS (SELECT 1 FROM mail_people
      WHERE mail_people.mail = mails_sent.token AND mail_people.person = $3)
      """, [.instant(transaction.recordedAt), .instant(sentAt), .text(person)])
  }

  /// Settles a mail that did not arrive, and those before it to the same people.
  ///
  /// - Returns: the codes of the people; none for a mail that is not known.
  /// - Throws: `StorageError`.
  static func settle(_ token: MailToken, in transaction: WriteTransaction) throws -> [String] {
    let mail = try transaction.row(
      "SELECT sent_at FROM mails_sent WHERE token = $1", [.text(token.text)])
    guard let sentAt = mail?.instant("sent_at") else { return [] }
    let people = try receivers(token.text, in: transaction).map(\.person)
    for person in people {
      try transaction.execute(
        """
        UPDATE mails_sent SET settled_at = $1
        WHERE settled_at IS NULL AND failed_at IS NOT NULL AND sent_at <= $2
        AND EXISTS (SELECT 1 FROM mail_people
        WHERE mail_people.mail = mails_sent.token AND mail_people.person = $3)
        """, [.instant(transaction.recordedAt), .instant(sentAt), .text(person)])
    }
    return people
  }

  /// Returns how many mails did not arrive and are not settled.
  ///
  /// - Throws: `StorageError`.
  static func failedCount(in transaction: ReadTransaction) throws -> Int {
    try transaction.count(
      """
      SELECT COUNT(*) AS n FROM mails_sent WHERE failed_at IS NOT NULL AND settled_at IS NULL
      """)
  }

  /// Returns some of the mails that did not arrive and are not settled, the newest first.
  ///
  /// - Parameters:
  ///   - range: which of them, by their places.
  ///   - transaction: the store.
  /// - Returns: the mails.
  /// - Throws: `StorageError`.
  static func failed(
    _ range: Range<Int>, in transaction: ReadTransaction
  ) throws -> [Failed] {
    let rows = try transaction.rows(
      """
      SELECT token, purpose, sent_at, status FROM mails_sent
      WHERE failed_at IS NOT NULL AND settled_at IS NULL
      ORDER BY sent_at DESC, token LIMIT $1 OFFSET $2
      """, [.integer(range.count), .integer(range.lowerBound)])
    return try rows.map { row in
      Failed(
        token: row.text("token"), purpose: MailPurpose(rawValue: row.text("purpose")),
        sentAt: row.instant("sent_at"), reason: MailReason(status: row.text("status")),
        receivers: try receivers(row.text("token"), in: transaction))
    }
  }

  private static func receivers(
    _ token: String, in transaction: ReadTransaction
  ) throws -> [Posting.Receiver] {
    try transaction.rows(
      """
      SELECT person, structure, structure_name FROM mail_people
      WHERE mail = $1 ORDER BY person LIMIT $2
      """, [.text(token), .integer(mostPeople)]
    ).map { row in
      Posting.Receiver(
        person: row.text("person"), structure: row.text("structure"),
        structureName: row.text("structure_name"))
    }
  }

  /// Forgets what is older than mails are kept.
  ///
  /// - Throws: `StorageError`.
  static func forgetOld(in transaction: WriteTransaction) throws {
    let end = SQLValue.instant(transaction.recordedAt.adding(microseconds: -RetentionRules.mail))
    try transaction.execute(
      """
      DELETE FROM mail_people WHERE mail IN (SELECT token FROM mails_sent WHERE sent_at < $1)
      """, [end])
    try transaction.execute("DELETE FROM mails_sent WHERE sent_at < $1", [end])
  }

  /// Forgets somebody; a mail that went to nobody else is forgotten with it.
  ///
  /// - Throws: `StorageError`.
  static func forget(_ person: String, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM mail_people WHERE person = $1", [.text(person)])
    try transaction.execute(
      """
      DELETE FROM mails_sent WHERE NOT EXISTS
      (SELECT 1 FROM mail_people WHERE mail_people.mail = mails_sent.token)
      """)
  }
}
