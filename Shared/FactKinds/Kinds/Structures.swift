import Tabular

extension FactKind {
  /// `structures.csv`.
  public static let structures = FactKind(
    TableForm(
      "structures.csv", key: ["structure_code", "valid_from"],
      columns: [
        Column("structure_code", example: "S01")
          .fr("code de la structure", "Le code de la structure")
          .en("structure code", "The code of the structure"),
        Column("kind", .choice(["CS", "EVS"]))
          .fr("type", "CS pour un centre social, EVS pour un espace de vie sociale")
          .en(
            "kind", "What the structure is: a centre social (CS) or an espace de vie sociale (EVS)"),
        Column("name", .text)
          .fr("nom de la structure", "Le nom de la structure")
          .en("structure's name", "The structure's name"),
        Column("manager_siren", .siren, mayBeEmpty: true)
          .fr("SIREN du gestionnaire", "Le SIREN de l'organisme qui gère la structure")
          .en("manager's SIREN", "The SIREN of the body that runs the structure"),
        Column("siret", .siret, mayBeEmpty: true)
          .fr("SIRET", "Le SIRET de la structure")
          .en("SIRET", "The structure's SIRET"),
        Column(
          "commune_code",
          reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "commune_as_of")
        )
        .fr(
          "code Insee de la commune",
          "Le code Insee de la commune ; à Lyon, celui de l'arrondissement"
        )
        .en("commune's INSEE code", "The INSEE code of the commune, of an arrondissement in Lyon"),
        Column("commune_as_of", .date)
          .fr("date du code Insee", "La date à laquelle ce code est valable")
          .en("day of that code", "The day for which the code is given"),
        Column("federated", .flag, mayBeEmpty: true)
          .fr("adhérente", "Si la structure adhère à la fédération")
          .en("federated", "Whether the structure is a member of the federation"),
        Column("zone", .choice(["urban", "rural"]), mayBeEmpty: true)
          .fr("zone", "En zone urbaine ou rurale")
          .en("zone", "Where the structure is"),
        Column("qpv", .flag, mayBeEmpty: true)
          .fr(
            "QPV", "Si elle est située dans un quartier prioritaire ou en accueille les habitants"
          )
          .en("QPV", "Whether it is in or serves a quartier prioritaire"),
        Column("closed_on", .date, mayBeEmpty: true)
          .fr("fermée le", "Le jour de la fermeture ; vide tant qu'elle est ouverte")
          .en("closed on", "The day on which it closed; empty while it is open"),
        Column("qpv_code", mayBeEmpty: true, mayBeAbsent: true, example: "QN06901M")
          .fr("code du QPV", "Le code du quartier prioritaire où elle se trouve")
          .en("QPV code", "The code of the quartier prioritaire in which it stands"),
        Column("valid_from", .date, mayBeEmpty: true, mayBeAbsent: true)
          .fr(
            "valable à partir du",
            "Le jour à partir duquel la ligne vaut ; vide si elle a toujours valu"
          )
          .en("valid from", "The day from which the row holds; empty for since ever"),
      ], isReferredTo: true), owner: "registry",
    words: (
      "structures : centres sociaux et espaces de vie sociale",
      "structures: centres sociaux and espaces de vie sociale"
    ), added: [.id, .fictitious],
    event: .members(
      [
        "id": "id", "code": "structure_code", "kind": "kind", "name": "name",
        "commune": "commune_code", "communeAsOf": "commune_as_of", "closedOn": "closed_on",
        "fictitious": "fictitious", "federated": "federated", "zone": "zone", "qpv": "qpv",
        "qpvCode": "qpv_code", "validFrom": "valid_from",
      ], type: "structure-recorded", list: "structures"), place: .structure("structure_code"),
    isFollowed: true)
}
