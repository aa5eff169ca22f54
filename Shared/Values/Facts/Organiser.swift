/// Who organises a training session. Source: acceptance/formats.md.
public enum Organiser: String, Sendable, CaseIterable {
  /// The federation of social centres.
  case federation
  /// The Caf.
  case caf
  /// Somebody else.
  case other
}
