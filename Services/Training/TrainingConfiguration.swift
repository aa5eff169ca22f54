/// The options of the training service beside those that every service has (see `ServiceConfiguration`):
/// none yet.
enum TrainingConfiguration {
  /// The services that it calls: the registry, whose feed it follows.
  static let peers = TrainingEvents.followed
}
