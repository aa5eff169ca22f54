/// What the training service tells others and listens to.
///
/// Each fact file has a topic; the events are `RowsRecorded`. It follows the registry's feed, which
/// `ServiceHost` puts into the tables of `NetworkTables`.
enum TrainingEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]

  static let sessions = "vigie.training.v1.sessions-recorded"
  static let attendance = "vigie.training.v1.attendance-recorded"
}
