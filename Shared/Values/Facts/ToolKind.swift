/// What a tool for watching the territory is. Source: acceptance/year.md.
public enum ToolKind: String, Sendable, CaseIterable {
  /// A survey.
  case survey
  /// A guide for interviews.
  case interview
  /// Statistics.
  case statistics
  /// A map.
  case map
  /// A workshop.
  case workshop
  /// A way to watch the territory.
  case veille
  /// Any other tool.
  case other
}
