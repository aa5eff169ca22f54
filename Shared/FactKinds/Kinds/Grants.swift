import Tabular
import Values

extension FactKind {
  /// The roles that may be limited to a territory.
  private static let limitable = GrantRole.allCases.filter { $0 != .structure }.map(\.rawValue)

  /// `grants.csv`: what people may do when they sign in. It is no agreed file, and it stays among the services.
  public static let grants = FactKind(
    TableForm(
      "grants.csv", key: ["person_code", "role", "territory_code", "structure_code", "from"],
      columns: [
        .personCode,
        Column("role", .oneOf(GrantRole.self))
          .fr(
            "rôle",
            "À quel titre la personne peut agir : administrateur (operator), fédération, structure ou auditeur"
          )
          .en("role", "What the person may act as"),
        Column("territory_code", .territory, mayBeEmpty: true)
          .fr(
            "territoire",
            "Le seul territoire sur lequel la personne peut agir : 69, 69M, 69D ou le code Insee d'une commune ; vide s'il n'y a pas de limite"
          )
          .en(
            "territory",
            "The only territory where the person may act: 69, 69M, 69D or the INSEE code of a commune; empty for no limit"
          ),
        Column("structure_code", mayBeEmpty: true, reference: .structure)
          .fr(
            "code de la structure",
            "Le code de la structure pour laquelle la personne agit ; pour le rôle structure seulement"
          )
          .en(
            "structure code",
            "The code of the structure for which the person acts; for the role structure only"),
        Column("from", .date)
          .fr("du", "Le premier jour de l'habilitation")
          .en("from", "The first day of the grant"),
        Column("to", .date, mayBeEmpty: true)
          .fr("au", "Le dernier jour de l'habilitation ; vide s'il n'y en a pas encore")
          .en("to", "The last day of the grant; empty while there is none"),
      ], intervals: [("from", "to")],
      filledWhen: [
        "territory_code": TableForm.Condition("role", limitable),
        "structure_code": TableForm.Condition(
          "role", [GrantRole.structure.rawValue], isNeeded: true),
      ]), owner: "registry",
    words: (
      "habilitations : ce que chacun peut faire, de quand à quand",
      "grants: what each person may do, from when to when"
    ),
    event: .members(
      [
        "personCode": "person_code", "role": "role", "territory": "territory_code",
        "structure": "structure_code", "from": "from", "to": "to",
      ], type: "grant-recorded", list: "grants"), place: .people(nil), isFollowed: true,
    isInternal: true)
}
