import RPCContract
import Tabular
import Values

extension FactKind {
  /// `enrolments.csv`: who enrolled in which training session. Source: acceptance/year.md.
  ///
  /// Enrolments are about people, as attendance is: the same roles load them, submit them and are told of them.
  public static let enrolments = FactKind(
    TableForm(
      "enrolments.csv", key: ["session_code", "person_code"],
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
        Column("enrolled_on", .date)
          .fr("inscrit le", "Le jour de l'inscription")
          .en("enrolled on", "The day of the enrolment"),
        Column("state", .oneOf(EnrolmentState.self))
          .fr("état de l'inscription", "Inscrit, en attente d'une place ou annulé")
          .en(
            "state of the enrolment", "Whether the person has a place, waits for one, or cancelled"),
      ]), owner: "training",
    words: ("inscriptions aux formations", "enrolments in training"),
    event: .rows(type: "enrolment-recorded"), place: .people("structure_code"),
    loadedBy: [.operator, .federation], submittedBy: [.operator, .federation, .partner])
}
