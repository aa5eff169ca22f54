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
    "caf": Words("Caf", "Caf"), "commune": Words("commune", "commune"),
    "epci": Words("intercommunalité", "group of communes"),
    "metropole": Words("Métropole", "Métropole"),
    "departement": Words("Département", "Département"), "state": Words("État", "state"),
    "msa": Words("MSA", "MSA"), "carsat": Words("Carsat", "Carsat"),
    "federation": Words("fédération", "federation"), "other": Words("autre", "other"),
  ])

  /// What a contribution is for.
  public static let contributionPurpose = Vocabulary([
    "functioning": Words("fonctionnement", "running costs"),
    "action_1": Words("action 1", "action 1"), "action_2": Words("action 2", "action 2"),
    "project": Words("projet", "project"), "other": Words("autre", "other"),
  ])

  static let agreementReasons: [String: Words] = [
    "AMOUNTS_DIFFER": Words(
      "montants différents : est-ce la même année, le même objet, du promis ou du versé ?",
      "the amounts differ: is it the same year, the same purpose, promised or paid?"),
    "NOT_DECLARED": Words(
      "aucun montant déclaré à SENACS : oubli, ou montant déclaré ailleurs ?",
      "no amount declared to SENACS: forgotten, or declared elsewhere?"),
    "NOT_RECORDED": Words(
      "aucun montant enregistré ici : un financement est-il à charger ?",
      "no amount recorded here: is a contribution to be loaded?"),
    "NO_COMMUNE": Words("aucune commune indiquée", "no commune named"),
    "PARTIES_INCOMPLETE": Words(
      "il manque un signataire obligatoire pour ce type de convention",
      "a party is missing that an agreement of its kind needs"),
    "STRUCTURE_INACTIVE": Words(
      "une structure signataire n'est pas active : fermée, non agréée, hors du Rhône ou inconnue",
      "a structure among its parties is not active: closed, not approved, outside the Rhône or not known"
    ),
  ]
}
