import Contracts
import Foundation
import PortalDomain
import Storage
import Values

/// Takes a person out of the portal's store. Each table that has people's codes or names is in ``forget(_:in:)``.
enum ErasureStore {
  /// The most drafts of which former texts are dropped at a time.
  private static let mostDrafts = 50

  /// Forgets somebody: ends the sessions, takes the person out of links, mails, reminders and files, and the name from drafts, receipts,
  /// conversations and marks of reading. What was answered or written for a structure stays, without who wrote it.
  ///
  /// - Returns: how many sessions ended, and how many drafts had the name.
  /// - Throws: `StorageError`; `DecodingError` for a store that is damaged.
  static func forget(
    _ person: String, in transaction: WriteTransaction
  ) throws -> ForgetPerson.Reply {
    let sessions = try transaction.count(
      "SELECT COUNT(*) AS n FROM web_sessions WHERE person = $1", [.text(person)])
    try PortalStore.endAll(of: person, in: transaction)
    try forgetInLinks(person, in: transaction)
    try MailStore.forget(person, in: transaction)
    for table in ["reminders_sent", "reminder_failures", "conversation_mails", "officers_seen"] {
      try transaction.execute("DELETE FROM \(table) WHERE person = $1", [.text(person)])
    }
    let erased = SQLValue.text(RetentionRules.erasedName)
    for table in ["messages", "answers_read"] {
      try transaction.execute(
        "UPDATE \(table) SET person = '', name = $1 WHERE person = $2", [erased, .text(person)])
    }
    try ConversationStore.forgetQuoted(person, in: transaction)
    try FileStore.forget(person, in: transaction)
    let drafts = try forgetInDrafts(person, in: transaction)
    return ForgetPerson.Reply(sessions: sessions, drafts: drafts)
  }

  /// A link of several people stays for the others.
  private static func forgetInLinks(_ person: String, in transaction: WriteTransaction) throws {
    for row in try transaction.rows("SELECT hash, people FROM links") {
      let people = try JSONDecoder().decode([String].self, from: Data(row.text("people").utf8))
      guard people.contains(person) else { continue }
      let others = people.filter { $0 != person }
      let hash = SQLValue.text(row.text("hash"))
      if others.isEmpty {
        try transaction.execute("DELETE FROM links WHERE hash = $1", [hash])
      } else {
        let list = String(decoding: try JSONEncoder().encode(others), as: UTF8.self)
        try transaction.execute(
          "UPDATE links SET people = $1 WHERE hash = $2", [.text(list), hash])
      }
    }
  }

  /// Takes the name from drafts and from what was sent of them; returns how many drafts had it.
  private static func forgetInDrafts(
    _ person: String, in transaction: WriteTransaction
  ) throws -> Int {
    let tables = ["draft_changes", "draft_fields", "draft_conflicts"]
    var names: [DraftStore.Key: Set<String>] = [:]
    for table in tables {
      let rows = try transaction.rows(
        "SELECT DISTINCT structure, campaign, name FROM \(table) WHERE person = $1",
        [.text(person)])
      for row in rows {
        let key = DraftStore.Key(structure: row.text("structure"), campaign: row.text("campaign"))
        names[key, default: []].insert(row.text("name"))
      }
    }
    let erased = SQLValue.text(RetentionRules.erasedName)
    for (key, names) in names {
      for name in names {
        let former = SQLValue.text(name)
        try transaction.execute(
          """
          UPDATE drafts SET changed_by = $1
          WHERE structure = $2 AND campaign = $3 AND changed_by = $4
          """, [erased] + key.values + [former])
      }
    }
    let sent = try forgetInSendings(person, names, in: transaction)
    for table in tables {
      try transaction.execute(
        "UPDATE \(table) SET person = '', name = $1 WHERE person = $2", [erased, .text(person)])
    }
    return Set(names.keys).union(sent).count
  }

  /// Takes the name from receipts; returns of which drafts. The digest of an answer is of its cells alone, so it stays right.
  private static func forgetInSendings(
    _ person: String, _ names: [DraftStore.Key: Set<String>], in transaction: WriteTransaction
  ) throws -> Set<DraftStore.Key> {
    var changed: Set<DraftStore.Key> = []
    for row in try transaction.rows("SELECT structure, campaign, number, said FROM sendings") {
      let key = DraftStore.Key(structure: row.text("structure"), campaign: row.text("campaign"))
      var said = try JSONDecoder().decode(
        SendingStore.Said.self, from: Data(row.text("said").utf8))
      let own = said.people?[person].map { [$0] } ?? []
      let known = (names[key] ?? []).union(own)
      let isThere = known.contains(said.name) || !known.isDisjoint(with: said.others)
      guard isThere || !own.isEmpty else { continue }
      said.people?[person] = nil
      if known.contains(said.name) { said.name = RetentionRules.erasedName }
      said.others = said.others.map { known.contains($0) ? RetentionRules.erasedName : $0 }
      let text = String(decoding: try JSONEncoder().encode(said), as: UTF8.self)
      let (first, last) = (SQLValue.text(text), SQLValue.integer(row.integer("number")))
      try transaction.execute(
        "UPDATE sendings SET said = $1 WHERE structure = $2 AND campaign = $3 AND number = $4",
        [first] + key.values + [last])
      changed.insert(key)
    }
    return changed
  }

  /// Drops the former texts of drafts whose time is over, some drafts at a time.
  ///
  /// - Throws: `StorageError`.
  static func forgetOldChanges(in transaction: WriteTransaction) throws {
    let today = transaction.recordedAt.parisDay
    let campaigns = try transaction.rows("SELECT DISTINCT campaign FROM drafts")
      .map { $0.text("campaign") }
      .filter { (RetentionRules.lastDayOfChanges(ofCampaign: $0) ?? .latest) < today }
    for campaign in campaigns {
      for table in ["draft_changes", "draft_conflicts"] {
        let rows = try transaction.rows(
          "SELECT DISTINCT structure FROM \(table) WHERE campaign = $1 LIMIT $2",
          [.text(campaign), .integer(mostDrafts)])
        for row in rows {
          try transaction.execute(
            "DELETE FROM \(table) WHERE structure = $1 AND campaign = $2",
            [.text(row.text("structure")), .text(campaign)])
        }
      }
    }
  }

  /// Drops drafts with all that belongs to them, some at a time, and forms and marks of reading, that have not changed for longer than they
  /// are kept.
  ///
  /// - Throws: `StorageError`.
  static func forgetOldAnswers(in transaction: WriteTransaction) throws {
    let end = SQLValue.instant(transaction.recordedAt.adding(microseconds: -RetentionRules.answer))
    try transaction.execute("DELETE FROM kept_forms WHERE fetched_at < $1", [end])
    try transaction.execute("DELETE FROM answers_read WHERE read_at < $1", [end])
    let rows = try transaction.rows(
      "SELECT structure, campaign FROM drafts WHERE changed_at < $1 LIMIT $2",
      [end, .integer(mostDrafts)])
    for row in rows {
      let key = DraftStore.Key(structure: row.text("structure"), campaign: row.text("campaign"))
      for table in [
        "reopened_cells", "sendings", "draft_conflicts", "draft_changes", "draft_fields", "drafts",
      ] {
        try transaction.execute(
          "DELETE FROM \(table) WHERE structure = $1 AND campaign = $2", key.values)
      }
    }
  }
}
