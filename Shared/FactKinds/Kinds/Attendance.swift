import RPCContract
import Tabular
import Values

extension FactKind {
  /// `attendance.csv`.
  public static let attendance = FactKind(
    TableForm(
      "attendance.csv", key: ["session_code", "person_code"],
      columns: [
        .sessionCode,
        .personCode,
        Column("structure_code", mayBeEmpty: true, reference: .structure)
          .fr(
            "code de la structure",
            "Le code de la structure de la personne à ce moment ; vide s'il n'est pas connu"
          )
          .en(
            "structure code",
            "The code of the person's structure at that time; empty where it is not known"),
        Column("audience", .oneOf(Audience.self))
          .fr("public", "À quel titre la personne participe")
          .en("audience", "As what the person takes part"),
        Column("status", .oneOf(AttendanceStatus.self))
          .fr("présence", "Présente, absente ou en attente d'une place")
          .en("presence", "Whether the person was present"),
        Column("half_days_present", .integer(atLeast: 0, atMost: 999), mayBeEmpty: true)
          .fr(
            "demi-journées de présence",
            "Le nombre de demi-journées de présence ; si la cellule est vide, la ligne n'entre dans aucun indicateur"
          )
          .en(
            "half-days present",
            "How many half-days the person was present; where it is empty, the row counts in no figure"
          ),
        Column("half_days_attended", .list, mayBeEmpty: true, mayBeAbsent: true, example: "1")
          .fr(
            "demi-journées suivies",
            "Les numéros des demi-journées suivies, dans l'ordre, par exemple 1 2 4 ; vide si seul leur nombre est connu"
          )
          .en(
            "half-days attended",
            "The numbers of the half-days attended, in order, such as 1 2 4; empty where only their count is known"
          ),
      ],
      countedNumbers: TableForm.CountedNumbers(
        "half_days_attended", count: "half_days_present", code: "HALF_DAYS_UNCLEAR")),
    owner: "training",
    words: ("présences aux formations", "attendance of training"),
    event: .rows(type: "attendance-recorded"),
    place: .people("structure_code"), loadedBy: [.operator, .federation],
    submittedBy: [.operator, .federation, .partner],
    limits: [
      Limit(column: "half_days_present", reference: "session_code", most: "half_days"),
      Limit(column: "half_days_attended", reference: "session_code", most: "half_days"),
    ])
}
