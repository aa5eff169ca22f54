/// The words of training sessions.
extension Catalogue {
  /// What became of a session.
  public static let sessionState = Vocabulary([
    "planned": Words("prévue", "planned"), "held": Words("tenue", "held"),
    "cancelled": Words("annulée", "cancelled"),
  ])

  /// How far an enrolment is.
  public static let enrolmentState = Vocabulary([
    "registered": Words("inscrite", "registered"), "waiting": Words("en attente", "waiting"),
    "cancelled": Words("désistée", "cancelled"),
  ])

  /// Whether somebody took part.
  public static let attendanceStatus = Vocabulary([
    "present": Words("présente", "present"), "absent": Words("absente", "absent"),
    "waiting": Words("en attente", "waiting"),
  ])

  static let sessionReasons: [String: Words] = [
    "OVERBOOKED": Words("plus d'inscrits que de places", "more people registered than places"),
    "PRESENT_NOT_ENROLLED": Words(
      "présents sans inscription", "people present who had not enrolled"),
    "WAITING_WITH_ROOM": Words(
      "des personnes attendent alors qu'il reste des places", "people wait though places are left"),
  ]
}
