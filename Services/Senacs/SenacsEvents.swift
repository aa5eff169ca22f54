/// What the senacs service tells others and listens to.
///
/// It publishes nothing yet beside its own feed's position; it follows the registry's feed, which
/// `ServiceHost` puts into the tables of `NetworkTables`.
enum SenacsEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]
}
