/// How a submission stands, as ``GetSubmission`` tells it.
public enum SubmissionState: String, Sendable, CaseIterable {
  /// Its service has not taken it over yet.
  case pending
  /// Each row was taken.
  case accepted
  /// Some rows were refused; the others were taken.
  case refused
  /// No service could take it over.
  case dead
}
