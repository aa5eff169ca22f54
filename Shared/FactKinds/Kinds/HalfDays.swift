import RPCContract
import Tabular

extension FactKind {
  /// `half_days.csv`: when each half-day of a training session takes place. A session may have fewer rows than half-days.
  public static let halfDays = FactKind(
    TableForm(
      "half_days.csv", key: ["session_code", "half_day"],
      columns: [
        .sessionCode,
        Column("half_day", .integer(atLeast: 1, atMost: 999))
          .fr("demi-journée", "Le numéro de la demi-journée dans la session, à partir de 1")
          .en("half-day", "The number of the half-day in the session, from 1"),
        Column("day", .date)
          .fr("jour", "Le jour de la demi-journée")
          .en("day", "The day of the half-day"),
        Column("starts", .time)
          .fr("début", "L'heure à laquelle la demi-journée commence")
          .en("starts", "The time at which the half-day begins"),
        Column("ends", .time)
          .fr("fin", "L'heure à laquelle la demi-journée finit")
          .en("ends", "The time at which the half-day ends"),
      ], intervals: [("starts", "ends")]), owner: "training",
    words: ("demi-journées des sessions", "half-days of sessions"), name: "half-days",
    table: "half_days",
    event: .rows(type: "half-day-recorded"), loadedBy: [.operator, .federation],
    limits: [Limit(column: "half_day", reference: "session_code", most: "half_days")])
}
