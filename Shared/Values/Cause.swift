/// What brought a version of a record: an import, a call, a submission, or another service's event.
///
/// Stores keep a cause, and messages carry it, as one text whose parts are separated by `/`.
public struct Cause: Sendable, Hashable {
  /// The text that is kept and sent, such as `call/federation-1`, or `call/federation-1/2` for the second row of that call.
  public let text: String

  /// Takes the text of a cause that was kept.
  public init(_ text: String) { self.text = text }

  /// An import.
  public static func upload(_ id: String) -> Cause { Cause(id) }

  /// The undoing of an import.
  public static func undo(of id: String) -> Cause { Cause("undo/\(id)") }

  /// A call, by the name of the key that made it.
  public static func call(by name: String) -> Cause { Cause("call/\(name)") }

  /// A change to a shared diagnosis, by the name of the key that made it.
  public static func diagnosis(by name: String) -> Cause { Cause("diagnosis/\(name)") }

  /// A document that a key set.
  public static func setting(by name: String) -> Cause { Cause(name) }

  /// A submission through the exchange.
  public static func submission(_ number: Int, by name: String) -> Cause {
    Cause("submission/\(number)/\(name)")
  }

  /// An event of another service's feed.
  public static func event(of source: String, at position: String) -> Cause {
    Cause("\(source)/\(position)")
  }

  /// One row of the import, call or submission.
  public func row(_ number: Int) -> Cause { Cause("\(text)/\(number)") }

  private var parts: [Substring] { text.split(separator: "/", omittingEmptySubsequences: false) }

  /// The import and the row, if the text has the form of an import's row; nil otherwise.
  public var upload: (id: String, row: Int)? {
    guard parts.count == 2, let row = Int(parts[1]) else { return nil }
    return (String(parts[0]), row)
  }

  /// The import that was undone, if the cause is a row of an undo; nil otherwise.
  public var undone: String? {
    parts.count == 3 && parts[0] == "undo" ? String(parts[1]) : nil
  }

  /// Whether the cause is a submission.
  public var isSubmission: Bool { parts.count > 1 && parts[0] == "submission" }

  /// Whether the cause is a row of another cause.
  public func isRow(of other: Cause) -> Bool { text.hasPrefix(other.text + "/") }
}
