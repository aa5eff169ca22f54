/// The words of shared diagnoses and of the actions that are followed.
extension Catalogue {
  /// Returns the words for a code of a diagnosis: a base, a kind, an audience or a way.
  public static func diagnosis(_ word: String, _ language: Language) -> String {
    diagnosisWords[word].map { language.pick($0.french, $0.english) } ?? word
  }

  private static let diagnosisWords: [String: Words] = [
    "previous_project": ("évaluation du projet précédent", "evaluation of the previous project"),
    "problems": ("problématiques sociales", "social problems"),
    "potentials": ("potentialités", "potentials"),
    "inhabitants": ("habitants-usagers", "inhabitants"),
    "professionals": ("professionnels", "professionals"), "partners": ("partenaires", "partners"),
    "series": ("série", "series"), "senacs": ("SENACS", "SENACS"),
    "document": ("document", "document"),
    "problem": ("problématique", "problem"), "axis": ("axe", "axis"),
    "objective": ("objectif", "objective"), "answer": ("réponse", "answer"),
    "meeting": ("réunion", "meeting"), "survey": ("enquête", "survey"),
    "interviews": ("entretiens", "interviews"), "walk": ("marche exploratoire", "walk"),
    "other": ("autre", "other"), "held": ("tenue", "held"), "cancelled": ("annulée", "cancelled"),
    "present": ("présent", "present"), "excused": ("excusé", "excused"),
    "absent": ("absent", "absent"),
  ]

  static let diagnosisReasons: [String: Words] = [
    "FRESH": ("12 mois au plus", "12 months at most"),
    "AGEING": ("entre 12 et 24 mois", "between 12 and 24 months"),
    "OLD": ("plus de 24 mois", "more than 24 months"),
    "SERIES_MOVED": (
      "la série dit autre chose depuis", "the series says something else since"
    ),
    "SENACS_ANSWERED_AGAIN": (
      "SENACS a été rempli à nouveau depuis", "SENACS was answered again since"
    ),
    "SENACS_REDEFINED": (
      "la question SENACS a changé de sens", "the SENACS question means something else now"
    ),
    "COMMUNE_CHANGED": (
      "la commune a changé depuis (code officiel géographique)",
      "the commune changed since (official geographical code)"
    ),
    "QPV_LIST_CHANGED": (
      "la liste des quartiers prioritaires a changé au 1er janvier 2024",
      "the list of priority neighbourhoods changed on 1 January 2024"
    ),
    "MEETING_CANCELLED": ("la réunion a été annulée", "the meeting was cancelled"),
    "SOURCE_UNKNOWN": (
      "source inconnue ici : vérifier le code de la série, de la réunion, ou campagne:champ pour SENACS",
      "a source that is not known here: check the series' or meeting's code, or campaign:field for SENACS"
    ),
    "NO_AXIS": ("aucun axe n'y répond", "no axis answers it"),
    "NO_EVIDENCE": ("aucun élément daté ne l'appuie", "no dated item shows it"),
    "NO_PROBLEM": ("ne mène à aucune problématique", "leads to no problem"),
    "NO_OBJECTIVE": ("aucun objectif", "no objective"),
    "NO_ANSWER_YET": ("aucune réponse", "no answer"),
    "LINK_UNKNOWN": (
      "lié à un code qui n'est pas dans le diagnostic de ce jour",
      "linked to a code that is not in the diagnosis of the day"
    ),
    "DONE": ("fait", "done"), "DONE_LATE": ("fait en retard", "done late"),
    "DROPPED": ("abandonné", "dropped"), "PLANNED": ("prévu", "planned"),
    "LATE": ("en retard", "late"),
  ]
}
