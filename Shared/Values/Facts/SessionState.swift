/// What became of a training session. Source: acceptance/formats.md.
public enum SessionState: String, Sendable, CaseIterable {
  /// It is planned.
  case planned
  /// It took place.
  case held
  /// It did not take place.
  case cancelled
}
