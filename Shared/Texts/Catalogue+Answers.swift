/// What structures tick on the sheet's questions; codes are those of `evaluation_answers.csv`.
extension Catalogue {
  /// Returns the words for a way of training, by its code; a code that is not known stays as it is.
  public static func action(_ code: String, _ language: Language) -> String {
    actions[code]?.text(language) ?? code
  }

  /// Returns the words for a use of SENACS data, by its code; a code that is not known stays as it is.
  public static func use(_ code: String, _ language: Language) -> String {
    uses.first { $0.code == code }?.words.text(language) ?? code
  }

  /// The codes of the ways of training, in the order in which they are asked.
  public static let actionCodes = [
    "FORM_FEDE", "FORM_CAF", "FORM_INTERNE", "RESEAU", "TUTORAT", "AUTOFORM", "AUCUNE",
  ]

  /// The codes of uses in the order in which they are asked.
  public static var useCodes: [String] { uses.map(\.code) }

  private static let actions: [String: Words] = [
    "FORM_FEDE": Words("formation de la fédération", "the federation's training"),
    "FORM_CAF": Words("formation de la Caf", "the Caf's training"),
    "FORM_INTERNE": Words("formation en interne", "training in house"),
    "RESEAU": Words("réseau, pair à pair", "network, peer to peer"),
    "TUTORAT": Words("accompagnement individuel", "individual coaching"),
    "AUTOFORM": Words("autoformation", "self-study"),
    "AUCUNE": Words("aucune action", "nothing"),
  ]

  private static let uses: [(code: String, words: Words)] = [
    ("DIAGNOSTIC", Words("diagnostic, projet social", "diagnosis, social project")),
    ("FINANCEURS", Words("dialogue avec les financeurs", "dialogue with funders")),
    ("RAPPORT", Words("rapport d'activité, AG", "activity report, general assembly")),
    ("COMPARAISON", Words("comparaison", "comparison")),
    ("PILOTAGE", Words("pilotage RH et finances", "steering staff and money")),
    ("COMMUNICATION", Words("communication", "communication")),
    ("AUTRE", Words("autre", "other")),
  ]
}
