/// The options of the evaluation service beside those that every service has (see
/// `ServiceConfiguration`): none yet.
enum EvaluationConfiguration {
  /// The services that it calls: the registry, whose feed it follows, and senacs, which knows who is
  /// expected.
  static let peers = EvaluationEvents.followed + ["senacs"]
  /// Asked too when a report is kept, whether it has the figures that they make; without it none is kept.
  static let wanted = ["training"]
}
