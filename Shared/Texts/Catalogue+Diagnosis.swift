/// The words of shared diagnoses and of the actions that are followed.
extension Catalogue {
  /// The words of a diagnosis: its bases, kinds, audiences and ways.
  public static let diagnosis = Vocabulary([
    "previous_project": Words(
      "évaluation du projet précédent", "evaluation of the previous project"),
    "problems": Words("problématiques sociales", "social problems"),
    "potentials": Words("potentialités", "potentials"),
    "inhabitants": Words("habitants-usagers", "inhabitants"),
    "professionals": Words("professionnels", "professionals"),
    "partners": Words("partenaires", "partners"),
    "series": Words("série", "series"), "senacs": Words("SENACS", "SENACS"),
    "document": Words("document", "document"),
    "problem": Words("problématique", "problem"), "axis": Words("axe", "axis"),
    "objective": Words("objectif", "objective"), "answer": Words("réponse", "answer"),
    "meeting": Words("réunion", "meeting"), "survey": Words("enquête", "survey"),
    "interviews": Words("entretiens", "interviews"), "walk": Words("marche exploratoire", "walk"),
    "other": Words("autre", "other"), "held": Words("tenue", "held"),
    "cancelled": Words("annulée", "cancelled"),
    "present": Words("présent", "present"), "excused": Words("excusé", "excused"),
    "absent": Words("absent", "absent"),
    "declared": Words("déclarée seulement", "declared only"),
    "confirmed": Words("confirmée", "confirmed"),
    "contradicted": Words("contredite", "contradicted"),
  ])

  static let diagnosisReasons: [String: Words] = [
    "FRESH": Words("12 mois au plus", "12 months at most"),
    "AGEING": Words("entre 12 et 24 mois", "between 12 and 24 months"),
    "OLD": Words("plus de 24 mois", "more than 24 months"),
    "SERIES_MOVED": Words(
      "la série dit autre chose depuis", "the series says something else since"),
    "SENACS_ANSWERED_AGAIN": Words(
      "SENACS a été rempli à nouveau depuis", "SENACS was answered again since"),
    "SENACS_REDEFINED": Words(
      "la question SENACS a changé de sens", "the SENACS question means something else now"),
    "COMMUNE_CHANGED": Words(
      "la commune a changé depuis (code officiel géographique)",
      "the commune changed since (official geographical code)"),
    "QPV_LIST_CHANGED": Words(
      "la liste des quartiers prioritaires a changé au 1er janvier 2024",
      "the list of priority neighbourhoods changed on 1 January 2024"),
    "MEETING_CANCELLED": Words("la réunion a été annulée", "the meeting was cancelled"),
    "SOURCE_UNKNOWN": Words(
      "source inconnue ici : vérifier le code de la série, de la réunion, ou campagne:champ pour SENACS",
      "a source that is not known here: check the series' or meeting's code, or campaign:field for SENACS"
    ),
    "NO_AXIS": Words("aucun axe n'y répond", "no axis answers it"),
    "NO_EVIDENCE": Words("aucun élément daté ne l'appuie", "no dated item shows it"),
    "NO_PROBLEM": Words("ne mène à aucune problématique", "leads to no problem"),
    "NO_OBJECTIVE": Words("aucun objectif", "no objective"),
    "NO_ANSWER_YET": Words("aucune réponse", "no answer"),
    "LINK_UNKNOWN": Words(
      "lié à un code qui n'est pas dans le diagnostic de ce jour",
      "linked to a code that is not in the diagnosis of the day"),
    "DONE": Words("fait", "done"), "DONE_LATE": Words("fait en retard", "done late"),
    "DROPPED": Words("abandonné", "dropped"), "PLANNED": Words("prévu", "planned"),
    "LATE": Words("en retard", "late"),
  ]
}
