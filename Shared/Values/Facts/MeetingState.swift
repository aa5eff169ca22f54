/// What became of a meeting. Source: acceptance/formats.md.
public enum MeetingState: String, Sendable, CaseIterable {
  /// It took place.
  case held
  /// It did not take place.
  case cancelled
}
