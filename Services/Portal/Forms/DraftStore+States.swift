import PortalDomain
import Storage
import Values

/// What the drafts of a campaign tell of themselves, all structures at once.
extension DraftStore {
  /// Returns the structures that have opened a campaign's form: the portal keeps a form from the first time that it is shown.
  ///
  /// - Throws: `StorageError`.
  static func opened(
    inCampaign campaign: String, in transaction: ReadTransaction
  ) throws -> Set<String> {
    let rows = try transaction.rows(
      "SELECT structure FROM kept_forms WHERE campaign = $1", [.text(campaign)])
    return Set(rows.map { $0.text("structure") })
  }

  /// Returns when each draft of a campaign was changed last, by structure. A draft begins with the first field that somebody saves.
  ///
  /// - Throws: `StorageError`.
  static func changes(
    inCampaign campaign: String, in transaction: ReadTransaction
  ) throws -> [String: Instant] {
    let rows = try transaction.rows(
      "SELECT structure, changed_at FROM drafts WHERE campaign = $1", [.text(campaign)])
    return Dictionary(
      rows.map { ($0.text("structure"), $0.instant("changed_at")) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Goes through the fields of a campaign's drafts in which something is typed: structure, field, and the text.
  ///
  /// - Throws: `StorageError`.
  static func forEachField(
    inCampaign campaign: String, in transaction: ReadTransaction,
    _ body: (String, String, String) throws -> Void
  ) throws {
    try transaction.forEach(
      """
      SELECT fields.structure, fields.field, fields.typed FROM drafts
      JOIN draft_fields AS fields ON fields.structure = drafts.structure
      AND fields.campaign = drafts.campaign
      WHERE drafts.campaign = $1 AND fields.typed <> ''
      """, [.text(campaign)]
    ) { row in
      try body(row.text("structure"), row.text("field"), row.text("typed"))
    }
  }
}
