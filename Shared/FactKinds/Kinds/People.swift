import Tabular

extension FactKind {
  /// `people.csv`.
  public static let people = FactKind(
    TableForm(
      "people.csv", key: ["person_code"],
      columns: [
        Column("person_code", example: "P01")
          .fr(
            "code de la personne", "Le code de la personne, qui n'est nommée que dans le registre"
          )
          .en("person code", "The code of the person, who is named in the registry only"),
        Column("family_name", .text)
          .fr("nom", "Le nom de famille")
          .en("family name", "The family name"),
        Column("given_name", .text)
          .fr("prénom", "Le prénom")
          .en("given name", "The given name"),
        Column("email", .email, mayBeEmpty: true)
          .fr("courriel", "L'adresse électronique")
          .en("e-mail", "The e-mail address"),
      ], isReferredTo: true), owner: "registry",
    words: ("personnes, nommées dans le registre seulement", "people, named in the registry only"),
    added: [.id],
    event: .members(["id": "id", "code": "person_code"], type: "person-recorded", list: "people"),
    place: .people(nil), personal: ["family_name", "given_name", "email"], isFollowed: true)
}
