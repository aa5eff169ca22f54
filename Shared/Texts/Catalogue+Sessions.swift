/// The words of training sessions.
extension Catalogue {
  /// What became of a session.
  public static let sessionState = Vocabulary([
    "planned": Words("prévue", "planned"), "held": Words("tenue", "held"),
    "cancelled": Words("annulée", "cancelled"),
  ])

  /// The state of an enrolment.
  public static let enrolmentState = Vocabulary([
    "registered": Words("a une place", "registered"), "waiting": Words("en attente", "waiting"),
    "cancelled": Words("désistement", "cancelled"),
  ])

  /// Whether somebody took part; in French the words agree with nobody.
  public static let attendanceStatus = Vocabulary([
    "present": Words("oui", "present"), "absent": Words("non", "absent"),
    "waiting": Words("en attente", "waiting"),
  ])

  /// In what capacity somebody takes part in a session.
  public static let audience = Vocabulary([
    "employee": Words("salarié", "employee"), "volunteer": Words("bénévole", "volunteer"),
    "partner": Words("partenaire", "partner"),
  ])

  static let sessionReasons: [String: Words] = [
    "BAD_MARK": Words(
      "marque non reconnue : écrivez x ou 1 (présence), 0 (absence), ou laissez la cellule vide",
      "mark not recognised: write x or 1 (present), 0 (absent), or leave the cell empty"),
    "OVERBOOKED": Words("plus d'inscrits que de places", "more people registered than places"),
    "PRESENT_NOT_ENROLLED": Words(
      "présences sans inscription", "people present who had not enrolled"),
    "WAITING_WITH_ROOM": Words(
      "des personnes attendent alors qu'il reste des places", "people wait though places are left"),
  ]

  /// The words for whether years of the trainer's report may be compared, and why not.
  static let comparisonReasons: [String: Words] = [
    "COMPARABLE": Words("comparables", "comparable"),
    "NOT_COMPARABLE": Words("NON COMPARABLES", "NOT COMPARABLE"),
    "RULES_DIFFER": Words(
      "les règles de calcul ne sont pas les mêmes", "the rules of counting differ"),
    "HEADCOUNTS_DIFFER": Words(
      "une seule des deux années a des participants non nommés, ou leur part a changé de plus de 10 points",
      "only one of the two years has participants without names, or their share changed by more than 10 points"
    ),
    "COVERAGE_DIFFERS": Words(
      "le nombre de structures actives a changé de plus de 10 %",
      "the number of active structures changed by more than 10%"),
    "STRUCTURES_UNNAMED": Words(
      "la part des participations sans structure a changé de plus de 10 points",
      "the share of participations without a structure changed by more than 10 points"),
    "YEAR_NOT_OVER": Words("une des années n'est pas terminée", "one of the years is not over"),
  ]
}
