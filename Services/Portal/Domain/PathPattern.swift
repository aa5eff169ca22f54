/// The form of a page's path, such as `/entrer/:token`: a part that begins with a colon stands for any text.
public struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
  private let parts: [String]

  /// Takes a pattern.
  public init(stringLiteral text: String) {
    parts = text.split(separator: "/").map(String.init)
  }

  /// Returns what stands in a path for each named part, decoded; nil for another path. A path has one spelling: no empty part, and no
  /// stroke at its end. No code has a NUL, which no store takes.
  public func parameters(of path: String) -> [String: String]? {
    guard path.hasPrefix("/") else { return nil }
    let given =
      path == "/"
      ? [] : path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard given.count == parts.count else { return nil }
    var parameters: [String: String] = [:]
    for (part, text) in zip(parts, given) {
      guard part.hasPrefix(":") else {
        guard part == text else { return nil }
        continue
      }
      guard !text.isEmpty, let value = FormFields.decoded(Array(text.utf8), isPath: true),
        !value.utf8.contains(0)
      else { return nil }
      parameters[String(part.dropFirst())] = value
    }
    return parameters
  }
}
