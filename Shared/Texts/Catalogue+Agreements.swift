/// The words of agreements, partners and what these give.
extension Catalogue {
  /// What an agreement is.
  public static let agreementKind = Vocabulary([
    "tripartite": Words("convention tripartite", "tripartite agreement"),
    "ctg": Words("CTG", "CTG"), "city_policy": Words("contrat de ville", "contrat de ville"),
    "other": Words("autre", "other"),
  ])

  /// How an agreement stands on a day.
  public static let agreementState = Vocabulary([
    "draft": Words("non signée", "not signed"), "upcoming": Words("à venir", "upcoming"),
    "active": Words("en cours", "in force"), "ended": Words("terminée", "ended"),
  ])

  /// What a partner is.
  public static let partnerKind = Vocabulary([
    "caf": Words("Caf", "Caf"), "commune": Words("communes", "communes"),
    "epci": Words("intercommunalités", "groups of communes"),
    "metropole": Words("Métropole", "Métropole"),
    "departement": Words("Département", "Département"), "state": Words("État", "state"),
    "msa": Words("MSA", "MSA"), "carsat": Words("Carsat", "Carsat"),
    "federation": Words("fédération", "federation"), "other": Words("autres", "others"),
  ])

  /// What a contribution is for.
  public static let contributionPurpose = Vocabulary([
    "functioning": Words("fonctionnement", "running costs"),
    "action_1": Words("action 1", "action 1"), "action_2": Words("action 2", "action 2"),
    "project": Words("projet", "project"), "other": Words("autre", "other"),
  ])

  static let agreementReasons: [String: Words] = [
    "AMOUNTS_DIFFER": Words(
      "les montants diffèrent : même année, même objet, promis ou versé ?",
      "the amounts differ: the same year, the same purpose, promised or paid?"),
    "NOT_DECLARED": Words(
      "rien de déclaré à SENACS : oublié, ou compté ailleurs ?",
      "nothing declared to SENACS: forgotten, or counted elsewhere?"),
    "NOT_RECORDED": Words(
      "rien d'enregistré ici : contribution à charger ?",
      "nothing recorded here: a contribution to load?"),
    "NO_COMMUNE": Words("aucune commune", "no commune"),
    "PARTIES_INCOMPLETE": Words(
      "il manque un signataire que ce type de convention exige",
      "a party is missing that an agreement of its kind needs"),
    "STRUCTURE_INACTIVE": Words(
      "une structure signataire n'est pas active : fermée, sans agrément, hors du Rhône ou inconnue",
      "a structure among its parties is not active: closed, without approval, outside the Rhône or not known"
    ),
  ]
}
