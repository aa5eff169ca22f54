/// What structures tick on the sheet's questions; codes are those of `evaluation_answers.csv`.
extension Catalogue {
  /// The ways of training, in the order in which they are asked.
  public static let action = Vocabulary([
    "FORM_FEDE": Words("formation de la fédération", "the federation's training"),
    "FORM_CAF": Words("formation de la Caf", "the Caf's training"),
    "FORM_INTERNE": Words("formation en interne", "training in house"),
    "RESEAU": Words("réseau, pair à pair", "network, peer to peer"),
    "TUTORAT": Words("accompagnement individuel", "individual coaching"),
    "AUTOFORM": Words("autoformation", "self-study"),
    "AUCUNE": Words("aucune action", "nothing"),
  ])

  /// The uses of SENACS data, in the order in which they are asked.
  public static let use = Vocabulary([
    "DIAGNOSTIC": Words("diagnostic, projet social", "diagnosis, social project"),
    "FINANCEURS": Words("dialogue avec les financeurs", "dialogue with funders"),
    "RAPPORT": Words("rapport d'activité, AG", "activity report, general assembly"),
    "COMPARAISON": Words("comparaison", "comparison"),
    "PILOTAGE": Words("pilotage RH et finances", "steering staff and money"),
    "COMMUNICATION": Words("communication", "communication"),
    "AUTRE": Words("autre", "other"),
  ])
}
