/// Who read a diagnosis. Source: acceptance/formats.md.
public enum Assessor: String, Sendable, CaseIterable {
  /// The first reader.
  case first
  /// The second reader.
  case second
  /// Both readers together: the final reading, which settles what the two dispute.
  case final
}
