import Tabular

extension FactKind {
  /// `agreement_communes.csv`: the communes that an agreement covers. Source: acceptance/year.md.
  ///
  /// The rows stay among the services, as those of ``agreements`` do, without which they mean nothing.
  public static let agreementCommunes = FactKind(
    TableForm(
      "agreement_communes.csv", key: ["agreement_code", "commune_code"],
      columns: [
        .agreementCode,
        Column(
          "commune_code",
          reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "commune_as_of")
        )
        .fr(
          "code Insee de la commune",
          "Le code Insee de la commune ; à Lyon, celui de l'arrondissement ou de la ville"
        )
        .en(
          "commune's INSEE code",
          "The INSEE code of the commune; in Lyon, of an arrondissement or of the city"),
        Column("commune_as_of", .date)
          .fr("date du code Insee", "La date à laquelle ce code est valable")
          .en("day of that code", "The day for which the code is given"),
      ]), owner: "registry",
    words: ("communes que les conventions couvrent", "communes that agreements cover"),
    event: .members(
      [
        "agreementCode": "agreement_code", "commune": "commune_code",
        "communeAsOf": "commune_as_of",
      ], type: "agreement-commune-recorded", list: "communes", topic: "agreement-communes"),
    place: .commune("commune_code"), isInternal: true)
}
