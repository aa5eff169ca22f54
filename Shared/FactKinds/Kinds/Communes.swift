import Tabular

extension FactKind {
  /// `communes-69.csv`, with INSEE's own columns. Source: INSEE, code officiel géographique.
  public static let communes = FactKind(
    TableForm(
      "communes-69.csv", key: ["code_insee"],
      columns: [
        Column("type", .choice(["COM", "ARM"]))
          .fr("type", "Commune (COM) ou arrondissement (ARM)")
          .en("type", "Whether it is a commune (COM) or an arrondissement (ARM)"),
        Column("code_insee", example: "69266")
          .fr("code Insee", "Son code Insee, cinq caractères")
          .en("INSEE code", "Its INSEE code, five characters"),
        Column("libelle", .text)
          .fr("nom", "Son nom")
          .en("name", "Its name"),
        Column("ctcd", .choice(["69M", "69D"]))
          .fr("collectivité", "La Métropole de Lyon (69M) ou le Département du Rhône (69D)")
          .en("ctcd", "The Métropole de Lyon (69M) or the Département du Rhône (69D)"),
        .unkept("arrondissement"),
        Column("commune_parent", .text, mayBeEmpty: true)
          .fr("commune de rattachement", "La commune à laquelle appartient un arrondissement")
          .en("parent", "The commune to which an arrondissement belongs"),
        .unkept("siren_commune"),
        .unkept("epci_siren"),
        .unkept("epci_nom"),
        .unkept("epci_nature"),
        Column("pop_municipale_2023", .inhabitants, mayBeEmpty: true)
          .fr("population municipale", "Sa population municipale ; vide si l'Insee n'en donne pas")
          .en("municipal population", "Its municipal population; absent where INSEE gives none"),
        .unkept("pop_totale_2023", .inhabitants),
      ]), owner: "registry",
    words: (
      "communes et arrondissements publiés par l'Insee",
      "communes and arrondissements, as INSEE publishes them"
    ), name: "communes",
    passedOver: [
      "arrondissement", "siren_commune", "epci_siren", "epci_nom", "epci_nature", "pop_totale_2023",
    ],
    event: .members(
      [
        "type": "type", "code": "code_insee", "name": "libelle", "ctcd": "ctcd",
        "parent": "commune_parent", "population": "pop_municipale_2023",
      ], type: "commune-recorded", list: "communes", beside: ["movements"]),
    place: .commune("code_insee"), isReference: true, isFollowed: true)
}
