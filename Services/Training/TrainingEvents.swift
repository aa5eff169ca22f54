/// The events that the training service publishes and follows.
///
/// Each kind of fact declares what is published of it. The service follows the registry's feed, whose facts `ServiceHost` puts
/// into the tables of `NetworkTables`.
enum TrainingEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]
}
