/// How a tool is shared. Source: acceptance/year.md.
public enum ToolSharing: String, Sendable, CaseIterable {
  /// Everybody may use it.
  case open
  /// Its owner gives it to those who ask.
  case onRequest = "on_request"
  /// Its owner keeps it.
  case `private`
}
