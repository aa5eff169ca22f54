/// What structures tick on the sheet's questions; codes are those of `evaluation_answers.csv`.
extension Catalogue {
  /// The ways of training, in the order in which they are asked.
  public static let action = Vocabulary([
    "FORM_FEDE": Words("formation de la fédération", "the federation's training"),
    "FORM_CAF": Words("formation proposée par la Caf", "the Caf's training"),
    "FORM_INTERNE": Words("formation en interne", "training in house"),
    "RESEAU": Words("échanges entre pairs, réseau", "exchange between peers, network"),
    "TUTORAT": Words("accompagnement individuel (tutorat)", "individual coaching (mentoring)"),
    "AUTOFORM": Words("autoformation", "self-study"),
    "AUCUNE": Words("aucune action de formation", "no training"),
  ])

  /// The uses of SENACS data, in the order in which they are asked.
  public static let use = Vocabulary([
    "DIAGNOSTIC": Words("diagnostic, projet social", "diagnosis, social project"),
    "FINANCEURS": Words("dialogue avec les financeurs", "dialogue with funders"),
    "RAPPORT": Words("rapport d'activité, assemblée générale", "activity report, general assembly"),
    "COMPARAISON": Words(
      "comparaison avec d'autres structures", "comparison with other structures"),
    "PILOTAGE": Words(
      "pilotage des ressources humaines et financières", "steering staff and money"),
    "COMMUNICATION": Words("communication", "communication"),
    "AUTRE": Words("autre usage", "another use"),
  ])
}
