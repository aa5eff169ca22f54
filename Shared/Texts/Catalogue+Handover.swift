/// The words of a hand-over and of a renewal.
extension Catalogue {
  /// The parts of a hand-over that a key may not be allowed to see.
  public static let handoverPart = Vocabulary([
    "team": Words("l'équipe et les noms", "the team and names"),
    "agreements": Words("les conventions", "agreements"),
    "funding": Words("les financements", "funding"),
    "trainings": Words("les formations", "trainings"),
    "veille": Words("la veille sociale", "social watch"),
    "senacs": Words("les réponses à SENACS", "answers to SENACS"),
    "sheet": Words("la restitution SENACS", "the SENACS feedback sheet"),
    "territory": Words("le portrait de territoire", "the territory's portrait"),
  ])

  /// The steps of a renewal.
  public static let renewalStep = Vocabulary([
    "BASE": Words("volet du diagnostic", "base of the diagnosis"),
    "PROBLEMS": Words(
      "un axe prioritaire pour chaque problématique", "a priority axis for each problem"),
    "OBJECTIVES": Words(
      "chaque objectif général rattaché à une problématique",
      "each general objective linked to a problem"),
    "REVISION": Words("révision du diagnostic", "revision of the diagnosis"),
    "READING_FIRST": Words(
      "première évaluation du diagnostic", "first assessment of the diagnosis"),
    "READING_SECOND": Words(
      "deuxième évaluation du diagnostic", "second assessment of the diagnosis"),
    "READING_FINAL": Words(
      "évaluation finale du diagnostic", "final assessment of the diagnosis"),
    "AGREEMENT": Words("suite de la convention", "what follows the agreement"),
    "DECISION": Words("décision d'agrément", "decision on the approval"),
  ])

  static let renewalReasons: [String: Words] = [
    "NOTHING_YET": Words("rien encore", "nothing yet"),
    "REVISION_OLD": Words("révision de plus de 12 mois", "revised more than 12 months ago"),
    "LINKS_LACKING": Words("rattachements incomplets", "some links are missing"),
    "NOT_NEEDED": Words(
      "inutile : les deux évaluations concordent", "not needed: the two assessments agree"),
    "NOT_FOLLOWED": Words(
      "aucune convention signée ne prend la suite", "no signed agreement follows"),
    "NOT_DECIDED": Words("aucun agrément ne prend la suite", "no approval follows"),
    "APPROVAL_OPEN": Words(
      "l'agrément en cours n'a pas de dernier jour", "the present approval has no last day"),
    "NOT_APPROVED": Words(
      "la structure n'est pas active à cette date : fermée, non agréée ou hors du Rhône",
      "the structure is not active on that day: closed, not approved or outside the Rhône"),
  ]
}
