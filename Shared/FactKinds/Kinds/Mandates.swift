import Tabular
import Values

extension FactKind {
  /// `mandates.csv`.
  public static let mandates = FactKind(
    TableForm(
      "mandates.csv", key: ["person_code", "structure_code", "function", "from"],
      columns: [
        .personCode,
        .structureCode,
        Column("function", .oneOf(MandateFunction.self))
          .fr("fonction", "La fonction que la personne occupe dans cette structure")
          .en("function", "The function that the person holds there"),
        Column("from", .date)
          .fr("du", "Le premier jour en poste")
          .en("from", "The first day in post"),
        Column("to", .date, mayBeEmpty: true)
          .fr("au", "Le dernier jour en poste ; vide s'il n'y en a pas encore")
          .en("to", "The last day in post; empty while there is none"),
        Column("interim", .flag)
          .fr("intérim", "Si la fonction est occupée par intérim")
          .en("interim", "Whether somebody holds the post for the time being only"),
        Column("end_reason", .oneOf(DepartureReason.self), mayBeEmpty: true)
          .fr("motif de départ", "Pourquoi la personne a quitté le poste")
          .en("reason of departure", "Why the person left the post"),
      ], intervals: [("from", "to")]), owner: "registry",
    words: (
      "postes : qui occupe quelle fonction, où et quand",
      "mandates: who holds which post, where and when"
    ),
    event: .members(
      [
        "personCode": "person_code", "structureCode": "structure_code", "function": "function",
        "from": "from", "to": "to", "interim": "interim",
      ], type: "mandate-recorded", list: "mandates"), place: .people("structure_code"),
    personal: ["end_reason"], isFollowed: true)
}
