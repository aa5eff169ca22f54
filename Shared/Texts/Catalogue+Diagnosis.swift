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
    "problem": Words("problématique", "problem"), "axis": Words("axe prioritaire", "priority axis"),
    "objective": Words("objectif général", "general objective"),
    "answer": Words("réponse", "answer"),
    "meeting": Words("réunion", "meeting"), "survey": Words("enquête", "survey"),
    "interviews": Words("entretiens", "interviews"), "walk": Words("marche exploratoire", "walk"),
    "other": Words("autre", "other"), "held": Words("tenue", "held"),
    "cancelled": Words("annulée", "cancelled"),
    "present": Words("présente", "present"), "excused": Words("excusée", "excused"),
    "absent": Words("absente", "absent"),
    "declared": Words("déclarée seulement", "declared only"),
    "confirmed": Words("confirmée", "confirmed"),
    "contradicted": Words("contredite", "contradicted"),
  ])

  /// The points of the grid by which a diagnosis is graded.
  public static let gradePoint = Vocabulary([
    "a1": Words("évaluation du projet précédent", "evaluation of the previous project"),
    "a2": Words("problématiques sociales", "social problems"),
    "a3": Words("potentialités", "potentials"),
    "a4a": Words("implication des habitants-usagers", "involvement of inhabitants"),
    "a4b": Words("implication des professionnels", "involvement of professionals"),
    "a4c": Words("implication des partenaires", "involvement of partners"),
    "b1": Words("problématiques ayant un axe prioritaire", "problems with a priority axis"),
    "b2": Words(
      "objectifs généraux rattachés à une problématique", "general objectives linked to a problem"),
    "c1": Words("date de la dernière révision", "day of the last revision"),
  ])

  static let diagnosisReasons: [String: Words] = [
    "FRESH": Words("12 mois au plus", "12 months at most"),
    "AGEING": Words("de 12 à 24 mois", "12 to 24 months"),
    "OLD": Words("plus de 24 mois", "more than 24 months"),
    "SERIES_MOVED": Words(
      "la série a une nouvelle valeur depuis", "the series has a new value since"),
    "SENACS_ANSWERED_AGAIN": Words(
      "une nouvelle réponse SENACS a été donnée depuis", "a new SENACS answer was given since"),
    "SENACS_REDEFINED": Words(
      "la question SENACS a été modifiée depuis", "the SENACS question was changed since"),
    "COMMUNE_CHANGED": Words(
      "la commune a changé de code ou de périmètre depuis",
      "the commune's code or limits changed since"),
    "QPV_LIST_CHANGED": Words(
      "la liste des QPV a changé le 1er janvier 2024",
      "the list of QPV changed on 1 January 2024"),
    "MEETING_CANCELLED": Words(
      "la réunion citée a été annulée", "the meeting that is named was cancelled"),
    "SOURCE_UNKNOWN": Words(
      "source introuvable : vérifiez le code de la série ou de la réunion (pour SENACS : campagne:question)",
      "the source is not found: check the code of the series or the meeting (for SENACS: campaign:question)"
    ),
    "NO_AXIS": Words("aucun axe prioritaire n'y répond", "no priority axis answers it"),
    "NO_EVIDENCE": Words("aucun élément daté à l'appui", "no dated item shows it"),
    "NO_PROBLEM": Words("rattaché à aucune problématique", "linked to no problem"),
    "NO_OBJECTIVE": Words("aucun objectif général", "no general objective"),
    "NO_ANSWER_YET": Words("aucune réponse prévue", "no answer planned"),
    "LINK_UNKNOWN": Words(
      "rattaché à un code absent du diagnostic à cette date",
      "linked to a code that is not in the diagnosis on that day"),
    "DONE": Words("réalisée", "done"), "DONE_LATE": Words("réalisée en retard", "done late"),
    "DROPPED": Words("abandonnée", "dropped"), "PLANNED": Words("prévue", "planned"),
    "LATE": Words("en retard", "late"),
  ]
}
