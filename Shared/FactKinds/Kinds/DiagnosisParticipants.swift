import Tabular
import Values

extension FactKind {
  /// `diagnosis_participants.csv`: who took part, counted and not named.
  public static let participants = FactKind(
    TableForm(
      "diagnosis_participants.csv", key: ["structure_code", "held_on", "audience", "way"],
      columns: [
        .structureCode,
        Column("held_on", .date)
          .fr("date", "Le jour de leur participation")
          .en("held on", "The day"),
        Column("audience", .oneOf(ParticipantGroup.self))
          .fr("public", "Qui a pris part : habitants, professionnels ou partenaires")
          .en("audience", "Who took part: inhabitants, professionals or partners"),
        Column("way", .choice(["meeting", "survey", "interviews", "walk", "other"]))
          .fr("modalité", "De quelle manière ils ont pris part")
          .en("way", "How they took part"),
        Column("people", .count)
          .fr("personnes", "Combien ils étaient")
          .en("people", "How many they were"),
      ]), owner: "evaluation",
    words: (
      "participants à un diagnostic partagé, comptés",
      "who took part in a shared diagnosis, counted"
    ), place: .structure("structure_code"))
}
