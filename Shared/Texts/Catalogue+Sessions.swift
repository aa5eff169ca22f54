/// The words of training sessions.
extension Catalogue {
  /// What became of a session.
  public static let sessionState = Vocabulary([
    "planned": Words("prévue", "planned"), "held": Words("tenue", "held"),
    "cancelled": Words("annulée", "cancelled"),
  ])

  static let sessionReasons: [String: Words] = [
    "OVERBOOKED": Words("plus d'inscrits que de places", "more people registered than places"),
    "PRESENT_NOT_ENROLLED": Words(
      "présents sans inscription", "people present who had not enrolled"),
    "WAITING_WITH_ROOM": Words(
      "des personnes attendent alors qu'il reste des places", "people wait though places are left"),
  ]
}
