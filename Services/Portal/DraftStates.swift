import PortalDomain
import Storage

/// What the drafts of answers tell the officer: which have begun and how far they are, never what they say.
enum DraftStates {
  /// Returns the drafts of a campaign that have begun, by structure.
  ///
  /// - Throws: `StorageError`.
  static func begun(
    in campaign: String, _ transaction: ReadTransaction
  ) throws -> [String: DraftState] {
    // No draft is kept here yet: what SENACS knows is all that is known.
    [:]
  }
}
