import Tabular

extension FactKind {
  /// `agreement_parties.csv`: the structures and the partners that are parties of an agreement. Source: acceptance/year.md.
  ///
  /// The rows stay among the services, as those of ``agreements`` do, without which they mean nothing.
  public static let agreementParties = FactKind(
    TableForm(
      "agreement_parties.csv", key: ["agreement_code", "structure_code", "partner_code"],
      columns: [
        .agreementCode,
        Column("structure_code", mayBeEmpty: true, reference: .structure)
          .fr(
            "code de la structure",
            "Le code de la structure signataire ; vide si c'est un partenaire"
          )
          .en(
            "structure code",
            "The code of the structure that is a party; empty where it is a partner"),
        Column("partner_code", mayBeEmpty: true, reference: .partner)
          .fr(
            "code du partenaire", "Le code du partenaire signataire ; vide si c'est une structure"
          )
          .en(
            "partner code", "The code of the partner that is a party; empty where it is a structure"
          ),
      ],
      exactlyOne: TableForm.ExactlyOne(["structure_code", "partner_code"], code: "PARTY_UNCLEAR")),
    owner: "registry",
    words: ("signataires des conventions", "parties of agreements"),
    event: .members(
      [
        "agreementCode": "agreement_code", "structureCode": "structure_code",
        "partnerCode": "partner_code",
      ], type: "agreement-party-recorded", list: "parties", topic: "agreement-parties"),
    place: .structure("structure_code"), isInternal: true)
}
