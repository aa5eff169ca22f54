public import Values

/// A field of a draft: what was typed last, by whom, and what stood there before.
public struct DraftValue: Sendable, Hashable {
  /// As it was typed.
  public let typed: String
  /// Counts the changes of the field; 1 for the first.
  public let version: Int
  /// The code of the person who typed it, and the name.
  public let person: String, name: String
  /// When.
  public let savedAt: Instant
  /// What stood there before; empty where nothing did.
  public let former: String

  /// Takes what the store has.
  public init(
    typed: String, version: Int, person: String, name: String, savedAt: Instant, former: String
  ) {
    self.typed = typed
    self.version = version
    self.person = person
    self.name = name
    self.savedAt = savedAt
    self.former = former
  }

  /// Whether somebody else wrote over something that stood there: that one is told, and can put it back.
  public func isToldTo(_ other: String) -> Bool {
    person != other && !former.isEmpty && former != typed
  }
}

/// What becomes of a text that comes for a field of a draft, which another person may have changed since it was shown.
public enum DraftMerge: Sendable, Hashable {
  /// It says what stands there already, or its form did not change it: what stands, stays.
  case same
  /// It is written.
  case write
  /// Both changed it, to different texts: the person chooses.
  case conflict

  /// Judges a text.
  ///
  /// - Parameters:
  ///   - typed: the text.
  ///   - seen: the version that its form showed; 0 for a field that nobody had written.
  ///   - before: what the form showed; nil where that is not known.
  ///   - present: what stands there now; nil for nothing.
  ///   - isSame: whether two texts say the same.
  public init(
    of typed: String, seen: Int, before: String?, present: DraftValue?,
    isSame: (String, String) -> Bool
  ) {
    guard let present else {
      // A value that was taken over is written the first time that it is left as it stands.
      self = typed.isEmpty && (before ?? "").isEmpty ? .same : .write
      return
    }
    if isSame(typed, present.typed) {
      self = .same
    } else if seen == present.version {
      self = .write
    } else if let before, isSame(typed, before) {
      self = .same
    } else {
      self = .conflict
    }
  }
}
