import RPCContract
import Tabular
import Values

extension FactKind {
  /// `sessions.csv`.
  ///
  /// The federation loads sessions, attendance and enrolments only: the other kinds are facts by which it is judged.
  public static let sessions = FactKind(
    TableForm(
      "sessions.csv", key: ["session_code"],
      columns: [
        Column("session_code", example: "T01")
          .fr("code de la session", "Le code de la session de formation")
          .en("session code", "The code of the training session"),
        Column("course", .text)
          .fr("formation", "La formation à laquelle la session appartient")
          .en("course", "The course of which it is a session"),
        Column("title", .text)
          .fr("intitulé", "L'intitulé de la session")
          .en("title", "The session's title"),
        Column("qualifying", .flag)
          .fr(
            "qualifiante",
            "Si la formation apprend à observer le territoire et à en faire le diagnostic"
          )
          .en(
            "qualifying",
            "Whether the course qualifies its participants in watching and diagnosing their territory"
          ),
        Column("state", .oneOf(SessionState.self))
          .fr("état", "Session prévue, tenue ou annulée")
          .en("state", "What became of the session"),
        Column("first_day", .date)
          .fr("premier jour", "Le premier jour de la session")
          .en("first day", "The session's first day"),
        Column("last_day", .date)
          .fr("dernier jour", "Le dernier jour de la session")
          .en("last day", "The session's last day"),
        Column("half_days", .integer(atLeast: 1, atMost: 999))
          .fr("demi-journées", "Le nombre de demi-journées de la session")
          .en("half-days", "How many half-days the session has"),
        Column("half_day_hours", .decimal(atMost: 12))
          .fr("heures par demi-journée", "Le nombre d'heures d'une demi-journée")
          .en("hours a half-day", "How many hours a half-day has"),
        Column("organiser", .oneOf(Organiser.self), mayBeEmpty: true)
          .fr("organisateur", "Qui organise la session")
          .en("organiser", "Who organises the session"),
        Column("headcount", .count, mayBeEmpty: true)
          .fr("présents non nommés", "Le nombre de présents qui ont été comptés sans être nommés")
          .en("people counted", "How many people were present who were counted only, not named"),
        Column(
          "capacity", .integer(atLeast: 1, atMost: 99_999), mayBeEmpty: true, mayBeAbsent: true
        )
        .fr("places", "Le nombre de places de la session ; vide s'il n'est pas connu")
        .en("capacity", "How many people the session has room for; empty where it is not known"),
        Column("place", .text, mayBeEmpty: true, mayBeAbsent: true)
          .fr("lieu", "Le lieu de la session ; vide s'il n'est pas connu")
          .en("place", "Where the session takes place; empty where it is not known"),
        Column("trainer", .text, mayBeEmpty: true, mayBeAbsent: true)
          .fr("intervenant", "Qui anime la session ; vide s'il n'est pas connu")
          .en("trainer", "Who gives the session; empty where it is not known"),
        Column("audience", .text, mayBeEmpty: true, mayBeAbsent: true)
          .fr("public visé", "À qui la session s'adresse ; vide si rien n'est dit")
          .en("audience", "For whom the session is; empty where nothing is said"),
      ], intervals: [("first_day", "last_day")], isReferredTo: true), owner: "training",
    words: ("sessions de formation", "training sessions"),
    event: .rows(type: "session-recorded"), personal: ["trainer"],
    loadedBy: [.operator, .federation])
}
