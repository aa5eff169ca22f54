/// What the training service tells others and listens to.
///
/// What is told of each kind of fact stands in its declaration. It follows the registry's feed, which
/// `ServiceHost` puts into the tables of `NetworkTables`.
enum TrainingEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]
}
