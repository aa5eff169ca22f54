import Tabular
import Values

extension FactKind {
  /// `partners.csv`: who signs agreements with structures, and who gives them money. Source: acceptance/year.md.
  ///
  /// They are not the partners that read the exchange. The rows stay among the services, like those of agreements and contributions, which
  /// name them.
  public static let partners = FactKind(
    TableForm(
      "partners.csv", key: ["partner_code"],
      columns: [
        Column("partner_code", example: "PA-CAF")
          .fr("code du partenaire", "Le code du partenaire")
          .en("partner code", "The code of the partner"),
        Column("name", .text)
          .fr("nom du partenaire", "Le nom du partenaire")
          .en("partner's name", "The partner's name"),
        Column("kind", .oneOf(PartnerKind.self))
          .fr("type", "La Caf, une commune, un EPCI, la Métropole, le Département, l'État ou autre")
          .en(
            "kind",
            "The Caf, a commune, an EPCI, the Métropole, the Département, the state or another"),
      ], isReferredTo: true), owner: "registry",
    words: (
      "partenaires : Caf, communes, EPCI, Métropole et autres",
      "partners: Caf, communes, EPCI, Métropole and others"
    ),
    event: .members(
      ["code": "partner_code", "name": "name", "kind": "kind"], type: "partner-recorded",
      list: "partners"), isInternal: true)
}
