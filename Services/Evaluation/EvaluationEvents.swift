/// What the evaluation service tells others and listens to.
///
/// Each fact file has a topic; the events are `RowsRecorded`. It follows the registry's feed, which
/// `ServiceHost` puts into the tables of `NetworkTables`.
enum EvaluationEvents {
  /// The feeds that are followed.
  static let followed = ["registry"]

  static let answers = "vigie.evaluation.v1.answers-recorded"
  static let diagnoses = "vigie.evaluation.v1.diagnoses-recorded"
  static let bodies = "vigie.evaluation.v1.bodies-recorded"
  static let meetings = "vigie.evaluation.v1.meetings-recorded"
  static let invitations = "vigie.evaluation.v1.invitations-recorded"
}
