/// What the senacs service tells others and listens to.
///
/// Each fact file has a topic; the events are `RowsRecorded`. It follows the registry's feed, which
/// `ServiceHost` puts into the tables of `NetworkTables`.
enum SenacsEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]

  static let campaigns = "vigie.senacs.v1.campaigns-recorded"
  static let submissions = "vigie.senacs.v1.submissions-recorded"
}
