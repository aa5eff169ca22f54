/// When an entry of a person may be merged into another one.
public struct MergeRule: Sendable {
  /// The most entries in a row, each merged into the next one; more would be a mistake, and slow to follow.
  public static let mostInRow = 100

  /// Entry → the entry into which it was merged.
  private var next: [String: String]

  /// Takes the merges in force: entry → the entry into which it was merged.
  public init(_ next: [String: String]) { self.next = next }

  /// Notes a merge, or that one was taken back, unless it may not be.
  ///
  /// - Parameters:
  ///   - entry: the entry that is no longer used on its own.
  ///   - kept: the one into which it is merged; empty where the merge is taken back.
  /// - Returns: why it may not be: `MERGED_WITH_ITSELF`, `MERGE_CIRCLE` where the other one was merged into this one, be it through others,
  ///   `MERGE_ROW_TOO_LONG`; nil where it may.
  public mutating func note(_ entry: String, into kept: String) -> String? {
    guard !kept.isEmpty else {
      next[entry] = nil
      return nil
    }
    guard kept != entry else { return "MERGED_WITH_ITSELF" }
    var (last, count) = (kept, 1)
    while let following = next[last] {
      if following == entry { return "MERGE_CIRCLE" }
      last = following
      count += 1
      if count > Self.mostInRow { return "MERGE_ROW_TOO_LONG" }
    }
    next[entry] = kept
    return nil
  }
}
