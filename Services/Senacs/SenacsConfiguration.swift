/// The options of the senacs service beside those that every service has (see `ServiceConfiguration`):
/// none yet.
enum SenacsConfiguration {
  /// The services that it calls: the registry, whose feed it follows.
  static let peers = SenacsEvents.followed
}
