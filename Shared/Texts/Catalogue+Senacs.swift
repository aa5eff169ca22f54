/// The words of SENACS: sections of a codebook, groups of peers.
extension Catalogue {
  /// Why a comparison is not shown.
  public static let held = Vocabulary([
    "CAMPAIGN_OPEN": Words(
      "La comparaison de cette campagne sera affichée après sa clôture.",
      "The comparison of this campaign is shown when it is closed."),
    "TOO_FEW_PEERS": Words(
      "masqué (secret statistique) : trop peu de réponses",
      "suppressed (statistical secrecy): too few answers"),
    "NO_GROUP": Words(
      "Aucun groupe de structures comparables n'est assez grand.",
      "No group of comparable structures is large enough."),
    "TIED_TO_OTHERS": Words(
      "masqué : se déduirait avec d'autres questions",
      "suppressed: would follow together with other questions"),
    "NOT_ASKED_THEN": Words(
      "la question n'était pas posée, ou pas ainsi", "it was not asked, or not in this way"),
  ])

  /// The words for findings about answers, and for the reasons of a figure's members.
  static let answerReasons: [String: Words] = [
    "SUM_DIFFERS": Words(
      "la somme des parties ne correspond pas au total (à 1 près)",
      "the sum of the parts is not the total (within 1)"),
    "PART_EXCEEDS_WHOLE": Words(
      "valeur supérieure au total dont elle fait partie",
      "a value above the total that it is part of"),
    "DIFFERENCE_DIFFERS": Words(
      "ne correspond pas à la différence attendue (à 1 près)",
      "not the difference that was expected (within 1)"),
    "CHANGED_MUCH": Words(
      "écart important avec la réponse précédente : à confirmer",
      "far from the answer before: to be confirmed"),
    "OTHER_CAMPAIGN": Words(
      "ligne d'une autre campagne : chargez-la avec celle-ci",
      "a row of another campaign: load it with that campaign"),
    "OTHER_YEAR": Words(
      "année différente de l'année des données de la campagne",
      "not the year of the campaign's data"),
    "DATE_IN_FUTURE": Words("date dans le futur", "a date in the future"),
    "CLOSED_DURING_CAMPAIGN": Words(
      "fermée avant la clôture", "closed before the closing day"),
    "RECEIVED_LATE": Words("reçue après la clôture", "received after the closing day"),
    "NOT_ACTIVE_THROUGHOUT": Words("non active toute l'année", "not active all year"),
    "NOT_ACTIVE": Words("non active à cette date", "not active on that day"),
    "NO_SUCH_POST": Words(
      "poste inexistant dans la structure", "the structure has no such post"),
    "NO_DEPARTURE": Words("aucun départ", "nobody left"),
    "NOT_REACHED": Words(
      "aucune personne touchée par les formations", "nobody was reached by training"),
    "HEADCOUNT": Words("effectif sans noms", "counted without names"),
    "POST_VACANT": Words("poste vacant", "the post is vacant"),
    "NOT_QUALIFYING": Words(
      "formation non prise en compte par la fiche action",
      "a training that the action sheet does not count"),
    "SESSION_NOT_HELD": Words(
      "session annulée ou non tenue", "a session that was cancelled or not held"),
    "WAITING": Words("sur liste d'attente", "on the waiting list"),
    "ABSENT": Words("absente à la session", "absent from the session"),
    "NO_HALF_DAY": Words(
      "présence nulle : aucune demi-journée", "no presence: not one half-day"),
    "NOT_EMPLOYEE": Words("non salariée", "not an employee"),
    "NOBODY_TRAINED": Words("aucune personne formée en poste", "nobody in post is trained"),
    "NOT_NAMED": Words("moyen non cité", "this way is not named"),
    "LEVEL_0": Words("niveau 0 (non)", "level 0 (no)"),
    "LEVEL_1": Words("niveau 1 (consultées)", "level 1 (looked at)"),
    "NOT_INVITED": Words("aucune invitation", "no invitation"),
    "NOT_PRESENT": Words("présente à aucune réunion", "present at no meeting"),
    "FORM_WRONG": Words("formulaire non utilisable", "the form cannot be used"),
    "NOT_BEGUN": Words("réponse non commencée : ignorée", "answer not begun: passed over"),
    "NOT_THE_LATEST": Words(
      "gardée, mais une réponse plus récente de la structure est retenue",
      "kept, but a later answer of the structure is the one that counts"),
    "BEFORE_OPENING": Words(
      "validée avant l'ouverture de la campagne : vérifiez la date",
      "validated before the campaign opened: check the date"),
    "NOT_EXPECTED": Words(
      "hors liste des structures attendues ; réponse gardée, non comptée dans la participation",
      "not on the list of expected structures; the answer is kept and not counted in participation"),
    "DIFFERS_FROM_REGISTRY": Words(
      "différent du registre des structures : c'est le registre qui est retenu",
      "not what the registry of structures says: the registry is used"),
  ]

  /// The sections of a codebook.
  public static let section = Vocabulary([
    "identity": Words("Identité", "Identity"), "territory": Words("Territoire", "Territory"),
    "governance": Words("Gouvernance et bénévolat", "Governance and volunteers"),
    "staff": Words("Équipe", "Staff"),
    "money": Words("Budget et financements", "Budget and funding"),
    "actions": Words("Actions et publics", "Actions and people reached"),
    "partners": Words("Partenaires", "Partners"),
    "answer": Words("Validation de la réponse", "Validation"),
  ])

  /// The kinds of structures in the plural, such as “centres sociaux”.
  public static let kinds = Vocabulary([
    "CS": Words("centres sociaux", "centres sociaux"),
    "EVS": Words("espaces de vie sociale", "espaces de vie sociale"),
  ])

  /// Where structures lie.
  public static let area = Vocabulary([
    "qpv": Words("en quartier prioritaire (QPV)", "in a priority neighbourhood (QPV)"),
    "urban": Words("en zone urbaine", "in an urban area"),
    "rural": Words("en zone rurale", "in a rural area"),
    "unknown": Words("de zone non renseignée", "of an area that is not told"),
  ])

  /// A band of sizes in words: `moins de 5 ETP`, `de 5 à moins de 15 ETP`, `15 ETP et plus`.
  ///
  /// - Parameters:
  ///   - band: `<5`, `5-15` or `>=15`; any other text comes back as it is.
  ///   - unit: what is counted.
  ///   - language: the language to answer in.
  /// - Returns: the words.
  public static func size(_ band: String, of unit: String, _ language: Language) -> String {
    if band.hasPrefix("<") {
      return language.pick("moins de ", "below ") + "\(band.dropFirst()) \(unit)"
    }
    if band.hasPrefix(">=") {
      return "\(band.dropFirst(2)) \(unit)" + language.pick(" et plus", " and more")
    }
    let ends = band.split(separator: "-").map(String.init)
    guard ends.count == 2 else { return band }
    return language.pick(
      "de \(ends[0]) à moins de \(ends[1]) \(unit)", "\(ends[0]) to below \(ends[1]) \(unit)")
  }
}
