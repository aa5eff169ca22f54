/// What structures tick on the sheet's questions; codes are those of `evaluation_answers.csv`.
extension Catalogue {
  /// Returns the words for a way of training, by its code; a code that is not known stays as it is.
  public static func action(_ code: String, _ language: Language) -> String {
    actions[code].map { language.pick($0.french, $0.english) } ?? code
  }

  /// Returns the words for a use of SENACS data, by its code; a code that is not known stays as it is.
  public static func use(_ code: String, _ language: Language) -> String {
    uses.first { $0.code == code }.map { language.pick($0.words.french, $0.words.english) } ?? code
  }

  /// The codes of the ways of training, in the order in which they are asked.
  public static let actionCodes = [
    "FORM_FEDE", "FORM_CAF", "FORM_INTERNE", "RESEAU", "TUTORAT", "AUTOFORM", "AUCUNE",
  ]

  /// The codes of uses in the order in which they are asked.
  public static var useCodes: [String] { uses.map(\.code) }

  private static let actions: [String: Words] = [
    "FORM_FEDE": ("formation de la fédération", "the federation's training"),
    "FORM_CAF": ("formation de la Caf", "the Caf's training"),
    "FORM_INTERNE": ("formation en interne", "training in house"),
    "RESEAU": ("réseau, pair à pair", "network, peer to peer"),
    "TUTORAT": ("accompagnement individuel", "individual coaching"),
    "AUTOFORM": ("autoformation", "self-study"),
    "AUCUNE": ("aucune action", "nothing"),
  ]

  private static let uses: [(code: String, words: Words)] = [
    ("DIAGNOSTIC", ("diagnostic, projet social", "diagnosis, social project")),
    ("FINANCEURS", ("dialogue avec les financeurs", "dialogue with funders")),
    ("RAPPORT", ("rapport d'activité, AG", "activity report, general assembly")),
    ("COMPARAISON", ("comparaison", "comparison")),
    ("PILOTAGE", ("pilotage RH et finances", "steering staff and money")),
    ("COMMUNICATION", ("communication", "communication")),
    ("AUTRE", ("autre", "other")),
  ]
}
