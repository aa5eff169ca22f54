import Foundation
import PortalDomain
import Storage
import Values

/// The drafts of answers to campaigns: one a structure and campaign, whoever writes; what was sent of them; and the forms they are of.
enum DraftStore {
  /// Whose draft it is, and to which campaign.
  struct Key: Sendable, Hashable {
    let structure: String
    let campaign: String

    var values: [SQLValue] { [.text(structure), .text(campaign)] }
  }

  /// A draft without its fields.
  struct Draft: Sendable {
    let startedAt: Instant
    let changedAt: Instant
    /// The name of the person who changed it last.
    let changedBy: String
    /// The number of the sending that it stands as; nil while it is written.
    let sent: Int?
  }

  // MARK: Drafts

  static func draft(_ key: Key, in transaction: ReadTransaction) throws -> Draft? {
    try transaction.row(
      "SELECT * FROM drafts WHERE structure = $1 AND campaign = $2", key.values
    ).map { row in
      Draft(
        startedAt: row.instant("started_at"), changedAt: row.instant("changed_at"),
        changedBy: row.text("changed_by"), sent: row.optionalInteger("sent"))
    }
  }

  /// Returns the fields of a draft by their names.
  static func fields(
    _ key: Key, in transaction: ReadTransaction
  ) throws -> [String: DraftValue] {
    let rows = try transaction.rows(
      "SELECT * FROM draft_fields WHERE structure = $1 AND campaign = $2", key.values)
    return Dictionary(
      rows.map { row in
        (
          row.text("field"),
          DraftValue(
            typed: row.text("typed"), version: row.integer("version"), person: row.text("person"),
            name: row.text("name"), savedAt: row.instant("saved_at"), former: row.text("former"))
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns what a field said in a version; nil where there was none.
  static func typed(
    _ field: String, version: Int, of key: Key, in transaction: ReadTransaction
  ) throws -> String? {
    try transaction.row(
      """
      SELECT typed FROM draft_changes
      WHERE structure = $1 AND campaign = $2 AND field = $3 AND version = $4
      """, key.values + [.text(field), .integer(version)]
    )?.text("typed")
  }

  /// The most texts of a field that are kept, and the most that were not written to a draft: what one person types without end must not
  /// fill the store for all.
  private static let mostVersions = 200, mostConflicts = 200

  /// Writes a field; its earlier texts are kept, up to ``mostVersions``.
  ///
  /// - Returns: the field as it stands now.
  static func write(
    _ typed: String, to field: String, of key: Key, by session: Session, over present: DraftValue?,
    in transaction: WriteTransaction
  ) throws -> DraftValue {
    let now = transaction.recordedAt
    let value = DraftValue(
      typed: typed, version: (present?.version ?? 0) + 1, person: session.person,
      name: session.name, savedAt: now, former: present?.typed ?? "")
    let cells: [SQLValue] = [
      .text(field), .text(typed), .integer(value.version), .text(value.person),
      .text(value.name), .instant(now),
    ]
    try transaction.execute(
      """
      INSERT INTO draft_changes (structure, campaign, field, typed, version, person, name, saved_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """, key.values + cells)
    if value.version > mostVersions {
      try transaction.execute(
        """
        DELETE FROM draft_changes
        WHERE structure = $1 AND campaign = $2 AND field = $3 AND version <= $4
        """, key.values + [.text(field), .integer(value.version - mostVersions)])
    }
    try transaction.execute(
      """
      INSERT INTO draft_fields
      (structure, campaign, field, typed, version, person, name, saved_at, former)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (structure, campaign, field) DO UPDATE SET typed = excluded.typed,
      version = excluded.version, person = excluded.person, name = excluded.name,
      saved_at = excluded.saved_at, former = excluded.former
      """, key.values + cells + [.text(value.former)])
    try transaction.execute(
      """
      INSERT INTO drafts (structure, campaign, started_at, changed_at, changed_by)
      VALUES ($1, $2, $3, $3, $4)
      ON CONFLICT (structure, campaign) DO UPDATE SET changed_at = excluded.changed_at,
      changed_by = excluded.changed_by
      """, key.values + [.instant(now), .text(session.name)])
    return value
  }

  /// Keeps a text that was not written because somebody else had changed the field; of each draft the newest stay.
  static func keepConflict(
    _ typed: String, of field: String, seen: Int, _ key: Key, by session: Session,
    in transaction: WriteTransaction
  ) throws {
    let id: [SQLValue] = [.text(Identifier.mint(at: transaction.recordedAt).rawValue)]
    let cells: [SQLValue] = [
      .text(field), .integer(seen), .text(typed), .text(session.person), .text(session.name),
      .instant(transaction.recordedAt),
    ]
    try transaction.execute(
      """
      INSERT INTO draft_conflicts
      (id, structure, campaign, field, seen, typed, person, name, saved_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """, id + key.values + cells)
    try transaction.execute(
      """
      DELETE FROM draft_conflicts WHERE structure = $1 AND campaign = $2 AND id NOT IN (
      SELECT id FROM draft_conflicts WHERE structure = $1 AND campaign = $2
      ORDER BY id DESC LIMIT $3)
      """, key.values + [.integer(mostConflicts)])
  }

  /// Opens a draft that was sent; what was sent stays.
  static func reopen(_ key: Key, in transaction: WriteTransaction) throws {
    try transaction.execute(
      "UPDATE drafts SET sent = NULL WHERE structure = $1 AND campaign = $2", key.values)
  }

  // MARK: Forms

  /// Returns a structure's form as it was fetched last, and when.
  static func form(
    _ key: Key, in transaction: ReadTransaction
  ) throws -> (form: KeptForm, fetchedAt: Instant)? {
    try transaction.row(
      "SELECT form, fetched_at FROM kept_forms WHERE structure = $1 AND campaign = $2", key.values
    ).map { (form: try read($0), fetchedAt: $0.instant("fetched_at")) }
  }

  /// Returns the form of a campaign that was fetched last, whosever it is: what is asked is the same for all, until the codebook changes.
  static func anyForm(
    ofCampaign campaign: String, in transaction: ReadTransaction
  ) throws -> KeptForm? {
    try transaction.row(
      "SELECT form FROM kept_forms WHERE campaign = $1 ORDER BY fetched_at DESC LIMIT 1",
      [.text(campaign)]
    ).map(read)
  }

  private static func read(_ row: SQLRow) throws -> KeptForm {
    try JSONDecoder().decode(KeptForm.self, from: Data(row.text("form").utf8))
  }

  static func keep(_ form: KeptForm, of key: Key, in transaction: WriteTransaction) throws {
    let text = String(decoding: try JSONEncoder().encode(form), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO kept_forms (structure, campaign, form, fetched_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (structure, campaign) DO UPDATE SET form = excluded.form,
      fetched_at = excluded.fetched_at
      """, key.values + [.text(text), .instant(transaction.recordedAt)])
  }
}
