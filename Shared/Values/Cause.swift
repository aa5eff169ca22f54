/// What brought a version of a record: an import, a call, a submission, another service's event. Stores keep it, and messages carry it, as a
/// text, whose parts stand behind each other with `/` between.
public struct Cause: Sendable, Hashable {
  /// As it is kept and sent, such as `call/federation-1`, or `call/federation-1/2` for the second row of that call.
  public let text: String

  /// Reads one that was kept.
  public init(_ text: String) { self.text = text }

  /// An import.
  public static func upload(_ id: String) -> Cause { Cause(id) }

  /// That an import was taken back.
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

  /// One row of what it brings.
  public func row(_ number: Int) -> Cause { Cause("\(text)/\(number)") }

  private var parts: [Substring] { text.split(separator: "/", omittingEmptySubsequences: false) }

  /// The import, where it may be a row of one, and the row.
  public var upload: (id: String, row: Int)? {
    guard parts.count == 2, let row = Int(parts[1]) else { return nil }
    return (String(parts[0]), row)
  }

  /// The import that was taken back; nil where none was.
  public var undone: String? {
    parts.count == 3 && parts[0] == "undo" ? String(parts[1]) : nil
  }

  /// Whether it is a submission's.
  public var isSubmission: Bool { parts.count > 1 && parts[0] == "submission" }

  /// Whether it is a row of another one.
  public func isRow(of other: Cause) -> Bool { text.hasPrefix(other.text + "/") }
}
