import Tabular

extension FactKind {
  /// `mouvements-69.csv`, with INSEE's own columns. Source: INSEE, code officiel géographique.
  public static let movements = FactKind(
    TableForm(
      "mouvements-69.csv",
      key: ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
      columns: [
        Column("MOD")
          .fr(
            "type d'événement", "Le type d'événement selon l'Insee, par exemple 32 pour une fusion"
          )
          .en("kind", "INSEE's kind of movement, such as 32 for a merger"),
        Column("DATE_EFF", .date)
          .fr("date d'effet", "Le jour à partir duquel il vaut")
          .en("day", "The day from which it holds"),
        Column("TYPECOM_AV")
          .fr("type avant", "Le type de commune avant, COM pour une commune")
          .en("type before", "The type of commune before, COM for a commune"),
        Column("COM_AV")
          .fr("code avant", "Le code de la commune avant")
          .en("code before", "The commune's code before"),
        .unkept("TNCC_AV"),
        .unkept("NCC_AV"),
        .unkept("NCCENR_AV"),
        Column("LIBELLE_AV", .text)
          .fr("nom avant", "Le nom de la commune avant")
          .en("name before", "The commune's name before"),
        Column("TYPECOM_AP")
          .fr("type après", "Le type de commune après, COM pour une commune")
          .en("type after", "The type of commune after, COM for a commune"),
        Column("COM_AP")
          .fr("code après", "Le code de la commune après")
          .en("code after", "The commune's code after"),
        .unkept("TNCC_AP"),
        .unkept("NCC_AP"),
        .unkept("NCCENR_AP"),
        Column("LIBELLE_AP", .text)
          .fr("nom après", "Le nom de la commune après")
          .en("name after", "The commune's name after"),
      ]), owner: "registry",
    words: (
      "mouvements de communes publiés par l'Insee",
      "movements of communes, as INSEE publishes them"
    ), name: "movements",
    passedOver: ["TNCC_AV", "NCC_AV", "NCCENR_AV", "TNCC_AP", "NCC_AP", "NCCENR_AP"],
    event: .members(
      [
        "kind": "MOD", "effectiveOn": "DATE_EFF", "from": "COM_AV", "to": "COM_AP",
        "nameBefore": "LIBELLE_AV", "nameAfter": "LIBELLE_AP",
      ], type: "movement-recorded", list: "movements", topic: "communes", beside: ["communes"],
      only: ["TYPECOM_AV": "COM", "TYPECOM_AP": "COM"]), place: .commune("COM_AP"),
    isReference: true, isFollowed: true)
}
