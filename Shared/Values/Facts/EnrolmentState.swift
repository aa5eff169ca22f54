/// What became of an enrolment in a session. Source: acceptance/year.md.
public enum EnrolmentState: String, Sendable, CaseIterable {
  /// The person has a place.
  case registered
  /// The person waits for a place.
  case waiting
  /// The enrolment was cancelled.
  case cancelled
}
