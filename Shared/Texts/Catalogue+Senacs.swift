/// The words of SENACS: sections of a codebook, groups of peers.
extension Catalogue {
  /// Why a comparison is not shown.
  public static let held = Vocabulary([
    "CAMPAIGN_OPEN": Words(
      "La comparaison de cette campagne sera montrée après sa clôture.",
      "The comparison of this campaign is shown when it is closed."),
    "TOO_FEW_PEERS": Words(
      "masqué (secret statistique) : trop peu de réponses",
      "hidden (statistical secrecy): too few answers"),
    "NO_GROUP": Words(
      "Aucun groupe de structures comparables n'est assez grand.",
      "No group of comparable structures is large enough."),
    "TIED_TO_OTHERS": Words(
      "masqué : se déduirait avec d'autres questions",
      "hidden: would follow together with other questions"),
    "NOT_ASKED_THEN": Words(
      "la question n'était pas posée, ou pas ainsi", "it was not asked, or not in this way"),
  ])

  /// The words for findings about answers, and for the reasons of a figure's members.
  static let answerReasons: [String: Words] = [
    "SUM_DIFFERS": Words(
      "la somme n'est pas le total, à 1 près", "the sum is not the total, within 1"),
    "PART_EXCEEDS_WHOLE": Words("la partie dépasse le tout", "the part is more than the whole"),
    "DIFFERENCE_DIFFERS": Words(
      "ce n'est pas la différence, à 1 près", "it is not the difference, within 1"),
    "CHANGED_MUCH": Words(
      "a beaucoup changé depuis la dernière réponse ; est-ce bien cela ?",
      "changed much since the last answer; is it right?"),
    "OTHER_CAMPAIGN": Words(
      "la ligne est d'une autre campagne ; la charger avec celle-là",
      "the row is of another campaign; load it with that one"),
    "OTHER_YEAR": Words(
      "ce n'est pas l'année des données de la campagne",
      "it is not the year of the campaign's data"),
    "DATE_IN_FUTURE": Words("ce jour n'est pas encore venu", "that day has not come yet"),
    "CLOSED_DURING_CAMPAIGN": Words("fermée pendant la campagne", "closed during the campaign"),
    "RECEIVED_LATE": Words("reçue après la clôture", "received after the closing day"),
    "NOT_ACTIVE_THROUGHOUT": Words("pas active toute l'année", "not active all year"),
    "NOT_ACTIVE": Words("pas active ce jour", "not active on that day"),
    "NO_SUCH_POST": Words("n'a pas ce poste", "has no such post"),
    "NO_DEPARTURE": Words("personne n'est parti", "nobody left"),
    "NOT_REACHED": Words("personne n'en est venu", "nobody came from it"),
    "HEADCOUNT": Words("comptés, non nommés", "counted, not named"),
    "POST_VACANT": Words("aucun de ces postes n'est pourvu", "none of these posts is filled"),
    "NOT_QUALIFYING": Words(
      "formation qui ne compte pas pour la fiche", "a training that does not count for the sheet"),
    "SESSION_NOT_HELD": Words("session qui n'a pas eu lieu", "a session that was not held"),
    "WAITING": Words("sur liste d'attente", "on the waiting list"),
    "ABSENT": Words("absent de la session", "absent from the session"),
    "NO_HALF_DAY": Words("aucune demi-journée de présence", "present for no half-day"),
    "NOT_EMPLOYEE": Words("pas salarié", "not an employee"),
    "NOBODY_TRAINED": Words("en poste, personne n'est formé", "nobody in post is trained"),
    "NOT_NAMED": Words("n'est pas citée", "is not named"),
    "LEVEL_0": Words("niveau 0", "level 0"), "LEVEL_1": Words("niveau 1", "level 1"),
    "NOT_INVITED": Words("invitée à rien", "invited to nothing"),
    "NOT_PRESENT": Words("présente à aucune", "present at none"),
    "FORM_WRONG": Words("ne peut être pris comme formulaire", "cannot be taken as a form"),
    "NOT_BEGUN": Words(
      "réponse non commencée ; laissée de côté", "the answer was not begun; passed over"),
    "NOT_THE_LATEST": Words(
      "gardée ; une autre réponse de la structure, plus récente, compte",
      "kept; another, later answer of the structure counts"),
    "BEFORE_OPENING": Words(
      "validée avant l'ouverture de la campagne ; est-ce bien cela ?",
      "validated before the campaign opened; is it right?"),
    "NOT_EXPECTED": Words(
      "hors de la liste attendue ; gardée, comptée nulle part",
      "not on the list of those expected; kept, counted nowhere"),
    "DIFFERS_FROM_REGISTRY": Words(
      "le registre dit autre chose ; c'est lui qui compte",
      "the registry says otherwise, and its word counts"),
  ]

  /// The sections of a codebook.
  public static let section = Vocabulary([
    "identity": Words("Identité", "Identity"), "territory": Words("Territoire", "Territory"),
    "governance": Words("Gouvernance et bénévolat", "Governance and volunteers"),
    "staff": Words("Équipe", "Staff"), "money": Words("Finances", "Money"),
    "actions": Words("Actions et publics", "Actions and people reached"),
    "partners": Words("Partenaires", "Partners"), "answer": Words("Réponse", "Answer"),
  ])

  /// The kinds of structures in the plural, such as “centres sociaux”.
  public static let kinds = Vocabulary([
    "CS": Words("centres sociaux", "centres sociaux"),
    "EVS": Words("espaces de vie sociale", "espaces de vie sociale"),
  ])

  /// Where structures lie.
  public static let area = Vocabulary([
    "qpv": Words("en quartier prioritaire", "in a priority neighbourhood"),
    "urban": Words("en zone urbaine", "in an urban area"),
    "rural": Words("en zone rurale", "in a rural area"),
    "unknown": Words("de zone inconnue", "of unknown area"),
  ])
}
