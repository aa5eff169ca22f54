public import Contracts
import Values

/// What a record's versions say of taking them back.
public enum FactHistory {
  /// Returns the change that somebody may take back: the one whose values stand, if that person brought it.
  ///
  /// What was taken back already does not count: below it stands what was there before.
  ///
  /// - Parameters:
  ///   - versions: the versions of one record, oldest first.
  ///   - principal: in whose name calls are made.
  /// - Returns: the import by which it is taken back; nil where there is none.
  public static func undoable(
    _ versions: [ListVersions.Version], by principal: String
  ) -> String? {
    var standing: [(id: String?, principal: String?)] = []
    for version in versions {
      let cause = Cause(version.cause)
      guard let undone = cause.undone else {
        standing.append((cause.upload?.id, version.principal))
        continue
      }
      while standing.last?.id == undone { standing.removeLast() }
    }
    guard let last = standing.last, last.principal == principal else { return nil }
    return last.id
  }
}
