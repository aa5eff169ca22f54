import Storage
import Values

/// Whose campaigns' collection is ended; each end and each opening is a version.
extension SenacsStore {
  /// A campaign has a present record while its collection is ended.
  static let collections = HistoryTable(
    "campaign_collections", key: ["campaign"], values: ["state"])

  /// Returns the day, in Paris, on which a campaign's collection was ended; nil while answers are taken.
  static func collectionEnd(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> CivilDate? {
    try collections.version(of: [campaign], in: transaction)?.instant("recorded_at").parisDay
  }

  /// Ends a collection or opens it again; returns whether anything changed.
  static func setCollection(
    of campaign: String, isEnded: Bool, cause: Cause, in transaction: WriteTransaction
  ) throws -> Bool {
    let cells = ["campaign": campaign, "state": "ended"]
    if isEnded {
      return try collections.put({ cells[$0] ?? "" }, cause: cause, in: transaction) != .unchanged
    }
    // A collection that was never ended has nothing to be withdrawn.
    guard try collectionEnd(of: campaign, in: transaction) != nil else { return false }
    return try collections.withdraw({ cells[$0] ?? "" }, cause: cause, in: transaction)
  }
}
