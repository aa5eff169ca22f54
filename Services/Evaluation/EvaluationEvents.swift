/// The events that the evaluation service publishes and follows.
///
/// Each kind of fact declares what is published of it. The service follows the registry's feed, whose facts `ServiceHost` puts
/// into the tables of `NetworkTables`.
enum EvaluationEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]
}
