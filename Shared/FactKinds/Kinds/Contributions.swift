import Tabular
import Values

extension FactKind {
  /// `contributions.csv`: the money that partners promised and paid to structures. Source: acceptance/year.md.
  ///
  /// No event tells of the rows, not even to another service: who gives a structure how much concerns these two and the Caf alone.
  public static let contributions = FactKind(
    TableForm(
      "contributions.csv", key: ["structure_code", "year", "partner_code", "purpose"],
      columns: [
        .structureCode,
        Column("year", .year)
          .fr("année", "L'année que le financement concerne")
          .en("year", "The year that the money is for"),
        Column("partner_code", reference: .partner)
          .fr("code du partenaire", "Le code du partenaire qui finance")
          .en("partner code", "The code of the partner who gives it"),
        Column("purpose", .oneOf(ContributionPurpose.self))
          .fr(
            "objet",
            "Ce qui est financé : le fonctionnement, l'action 1 ou 2 de la fiche action, un projet ou autre chose"
          )
          .en(
            "purpose",
            "What the money is for: the running of the structure, the sheet's action 1 or 2, a project or something else"
          ),
        Column("promised", .amount, mayBeEmpty: true)
          .fr("montant promis", "Le montant promis, en euros ; vide s'il n'est pas connu")
          .en("promised", "The amount promised, in euros; empty where it is not known"),
        Column("paid", .amount, mayBeEmpty: true)
          .fr("montant versé", "Le montant versé, en euros ; vide s'il n'est pas connu")
          .en("paid", "The amount paid, in euros; empty where it is not known"),
      ]), owner: "registry",
    words: (
      "financements des structures par les partenaires", "what partners give to structures"
    ), place: .structure("structure_code"), isConfided: true)
}
