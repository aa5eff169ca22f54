/// How far an answer to SENACS is. Source: acceptance/formats.md.
public enum SubmissionStatus: String, Sendable, CaseIterable {
  /// It is still worked at.
  case draft
  /// It is final.
  case validated
}
