import Contracts
import Foundation
import PortalDomain
import Storage
import Values

/// The portal's tables: who has signed in, and by which links somebody may.
enum PortalStore {
  /// The most sessions of a person; the oldest ends when one more begins.
  static let mostSessions = 20

  // MARK: Links

  static func add(
    _ token: SecretToken, for people: [String], by mail: MailToken? = nil, endingAt end: Instant,
    in transaction: WriteTransaction
  ) throws {
    let list = String(decoding: try JSONEncoder().encode(people), as: UTF8.self)
    try transaction.execute(
      "INSERT INTO links (hash, people, ends_at, mail) VALUES ($1, $2, $3, $4)",
      [.text(token.hash), .text(list), .instant(end), .optional(mail?.text)])
  }

  static func link(_ token: SecretToken, in transaction: ReadTransaction) throws -> SignInLink? {
    try transaction.row(
      "SELECT people, ends_at, spent_at FROM links WHERE hash = $1", [.text(token.hash)]
    ).map { row in
      let people = try JSONDecoder().decode([String].self, from: Data(row.text("people").utf8))
      return SignInLink(
        people: people, endsAt: row.instant("ends_at"), spentAt: row.optionalInstant("spent_at"))
    }
  }

  /// Uses a link; returns whether it could be used: of two who do so at once, one is refused.
  static func spend(_ token: SecretToken, in transaction: WriteTransaction) throws -> Bool {
    try transaction.execute(
      "UPDATE links SET spent_at = $1 WHERE hash = $2 AND spent_at IS NULL AND ends_at > $1",
      [.instant(transaction.recordedAt), .text(token.hash)]) == 1
  }

  // MARK: Sessions

  static func begin(
    _ session: Session, in browser: SecretToken, in transaction: WriteTransaction
  ) throws {
    let way = String(decoding: try JSONEncoder().encode(session.way), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO web_sessions (hash, person, name, way, fictitious, started_at, seen_at, trusted, device)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(browser.hash), .text(session.person), .text(session.name), .text(way),
        .integer(session.isFictitious ? 1 : 0), .instant(session.startedAt),
        .instant(session.seenAt), .integer(session.isTrusted ? 1 : 0), .text(session.device),
      ])
    let old = try transaction.rows(
      "SELECT hash FROM web_sessions WHERE person = $1 ORDER BY started_at DESC, hash",
      [.text(session.person)]
    ).dropFirst(mostSessions)
    for row in old { try end(hash: row.text("hash"), in: transaction) }
  }

  static func session(
    _ browser: SecretToken, in transaction: ReadTransaction
  ) throws -> Session? {
    try transaction.row("SELECT * FROM web_sessions WHERE hash = $1", [.text(browser.hash)])
      .map(read)
  }

  /// Returns a person's sessions, the newest first, each with the hash of its browser.
  static func sessions(
    of person: String, in transaction: ReadTransaction
  ) throws -> [(session: Session, hash: String)] {
    try transaction.rows(
      "SELECT * FROM web_sessions WHERE person = $1 ORDER BY started_at DESC, hash LIMIT $2",
      [.text(person), .integer(mostSessions)]
    ).map { row in (session: try read(row), hash: row.text("hash")) }
  }

  private static func read(_ row: SQLRow) throws -> Session {
    let way = try JSONDecoder().decode(
      FindSignIns.Way.self, from: Data(row.text("way").utf8))
    return Session(
      person: row.text("person"), name: row.text("name"), way: way,
      isFictitious: row.integer("fictitious") == 1, startedAt: row.instant("started_at"),
      seenAt: row.instant("seen_at"), isTrusted: row.integer("trusted") == 1,
      device: row.text("device"))
  }

  static func see(_ browser: SecretToken, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "UPDATE web_sessions SET seen_at = $1 WHERE hash = $2",
      [.instant(transaction.recordedAt), .text(browser.hash)])
  }

  static func end(_ browser: SecretToken, in transaction: WriteTransaction) throws {
    try end(hash: browser.hash, in: transaction)
  }

  private static func end(hash: String, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM web_sessions WHERE hash = $1", [.text(hash)])
  }

  static func endAll(of person: String, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM web_sessions WHERE person = $1", [.text(person)])
  }

  /// Forgets links a day after their end, and sessions that cannot go on.
  static func forgetOld(in transaction: WriteTransaction) throws {
    let now = transaction.recordedAt
    try transaction.execute(
      "DELETE FROM links WHERE ends_at < $1",
      [.instant(now.adding(microseconds: -RetentionRules.link))])
    try transaction.execute(
      """
      DELETE FROM web_sessions WHERE started_at < $1
      OR trusted = 0 AND (started_at < $2 OR seen_at < $3)
      """,
      [
        .instant(now.adding(microseconds: -Session.trusted)),
        .instant(now.adding(microseconds: -Session.longest)),
        .instant(now.adding(microseconds: -Session.idle)),
      ])
  }
}
