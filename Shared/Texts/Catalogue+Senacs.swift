/// The words of SENACS: sections of a codebook, groups of peers.
extension Catalogue {
  /// The name of a section of a codebook.
  public static func section(_ name: String, _ language: Language) -> String {
    sections[name].map { language.pick($0.french, $0.english) } ?? name
  }

  /// Returns the words for a kind of structure in the plural, such as “centres sociaux”.
  public static func kinds(_ kind: String, _ language: Language) -> String {
    kinds[kind].map { language.pick($0.french, $0.english) } ?? kind
  }

  /// Where structures lie: `qpv`, `urban`, `rural` or `unknown`.
  public static func area(_ area: String, _ language: Language) -> String {
    areas[area].map { language.pick($0.french, $0.english) } ?? area
  }

  /// Why a comparison is not shown.
  public static func held(_ reason: String, _ language: Language) -> String {
    heldReasons[reason].map { language.pick($0.french, $0.english) } ?? reason
  }

  private static let heldReasons: [String: Words] = [
    "CAMPAIGN_OPEN": (
      "La comparaison de cette campagne sera montrée après sa clôture.",
      "The comparison of this campaign is shown when it is closed."
    ),
    "TOO_FEW_PEERS": (
      "masqué (secret statistique) : trop peu de réponses",
      "hidden (statistical secrecy): too few answers"
    ),
    "NO_GROUP": (
      "Aucun groupe de structures comparables n'est assez grand.",
      "No group of comparable structures is large enough."
    ),
    "TIED_TO_OTHERS": (
      "masqué : se déduirait avec d'autres questions",
      "hidden: would follow together with other questions"
    ),
    "NOT_ASKED_THEN": (
      "la question n'était pas posée, ou pas ainsi", "it was not asked, or not in this way"
    ),
  ]

  /// The words for findings about answers, and for the reasons of a figure's members.
  static let answerReasons: [String: Words] = [
    "SUM_DIFFERS": ("la somme n'est pas le total, à 1 près", "the sum is not the total, within 1"),
    "PART_EXCEEDS_WHOLE": ("la partie dépasse le tout", "the part is more than the whole"),
    "DIFFERENCE_DIFFERS": (
      "ce n'est pas la différence, à 1 près", "it is not the difference, within 1"
    ),
    "CHANGED_MUCH": (
      "a beaucoup changé depuis la dernière réponse ; est-ce bien cela ?",
      "changed much since the last answer; is it right?"
    ),
    "OTHER_CAMPAIGN": (
      "la ligne est d'une autre campagne ; la charger avec celle-là",
      "the row is of another campaign; load it with that one"
    ),
    "OTHER_YEAR": (
      "ce n'est pas l'année des données de la campagne",
      "it is not the year of the campaign's data"
    ),
    "DATE_IN_FUTURE": ("ce jour n'est pas encore venu", "that day has not come yet"),
    "CLOSED_DURING_CAMPAIGN": ("fermée pendant la campagne", "closed during the campaign"),
    "RECEIVED_LATE": ("reçue après la clôture", "received after the closing day"),
    "NOT_ACTIVE_THROUGHOUT": ("pas active toute l'année", "not active all year"),
    "NOT_ACTIVE": ("pas active ce jour", "not active on that day"),
    "NO_SUCH_POST": ("n'a pas ce poste", "has no such post"),
    "NO_DEPARTURE": ("personne n'est parti", "nobody left"),
    "NOT_REACHED": ("personne n'en est venu", "nobody came from it"),
    "HEADCOUNT": ("comptés, non nommés", "counted, not named"),
    "POST_VACANT": ("aucun de ces postes n'est pourvu", "none of these posts is filled"),
    "NOT_QUALIFYING": (
      "formation qui ne compte pas pour la fiche", "a training that does not count for the sheet"
    ),
    "SESSION_NOT_HELD": ("session qui n'a pas eu lieu", "a session that was not held"),
    "WAITING": ("sur liste d'attente", "on the waiting list"),
    "ABSENT": ("absent de la session", "absent from the session"),
    "NO_HALF_DAY": ("aucune demi-journée de présence", "present for no half-day"),
    "NOT_EMPLOYEE": ("pas salarié", "not an employee"),
    "NOBODY_TRAINED": ("en poste, personne n'est formé", "nobody in post is trained"),
    "NOT_NAMED": ("n'est pas citée", "is not named"),
    "LEVEL_0": ("niveau 0", "level 0"), "LEVEL_1": ("niveau 1", "level 1"),
    "NOT_INVITED": ("invitée à rien", "invited to nothing"),
    "NOT_PRESENT": ("présente à aucune", "present at none"),
    "FORM_WRONG": ("ne peut être pris comme formulaire", "cannot be taken as a form"),
    "NOT_BEGUN": (
      "réponse non commencée ; laissée de côté", "the answer was not begun; passed over"
    ),
    "NOT_THE_LATEST": (
      "gardée ; une autre réponse de la structure, plus récente, compte",
      "kept; another, later answer of the structure counts"
    ),
    "BEFORE_OPENING": (
      "validée avant l'ouverture de la campagne ; est-ce bien cela ?",
      "validated before the campaign opened; is it right?"
    ),
    "NOT_EXPECTED": (
      "hors de la liste attendue ; gardée, comptée nulle part",
      "not on the list of those expected; kept, counted nowhere"
    ),
    "DIFFERS_FROM_REGISTRY": (
      "le registre dit autre chose ; c'est lui qui compte",
      "the registry says otherwise, and its word counts"
    ),
  ]

  private static let sections: [String: Words] = [
    "identity": ("Identité", "Identity"), "territory": ("Territoire", "Territory"),
    "governance": ("Gouvernance et bénévolat", "Governance and volunteers"),
    "staff": ("Équipe", "Staff"), "money": ("Finances", "Money"),
    "actions": ("Actions et publics", "Actions and people reached"),
    "partners": ("Partenaires", "Partners"), "answer": ("Réponse", "Answer"),
  ]

  private static let kinds: [String: Words] = [
    "CS": ("centres sociaux", "centres sociaux"),
    "EVS": ("espaces de vie sociale", "espaces de vie sociale"),
  ]

  private static let areas: [String: Words] = [
    "qpv": ("en quartier prioritaire", "in a priority neighbourhood"),
    "urban": ("en zone urbaine", "in an urban area"),
    "rural": ("en zone rurale", "in a rural area"),
    "unknown": ("de zone inconnue", "of unknown area"),
  ]
}
