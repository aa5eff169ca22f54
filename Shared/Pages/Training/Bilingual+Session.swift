import Contracts
import Texts
import Values

/// The words for a session.
extension Bilingual {
  /// When a session takes place: one day, or from the first to the last.
  func days(of session: ListCourses.Row) -> String {
    session.firstDay == session.lastDay
      ? pick("le \(day(session.firstDay))", "on \(day(session.firstDay))")
      : pick(
        "du \(day(session.firstDay)) au \(day(session.lastDay))",
        "from \(day(session.firstDay)) to \(day(session.lastDay))")
  }

  /// A half-day with its hours.
  func hours(of time: HalfDaySlot) -> String {
    pick(
      "le \(day(time.day)), de \(language.clock(time.starts)) à \(language.clock(time.ends))",
      "on \(day(time.day)), \(time.starts) to \(time.ends)")
  }

  /// Who organises a session; nil where nobody said who.
  func organiser(of session: ListCourses.Row) -> String? {
    switch session.organiser {
    case "federation": pick("la fédération des centres sociaux", "the federation of social centres")
    case "caf": pick("la Caf du Rhône", "the Caf of the Rhône")
    default: nil
    }
  }

  /// A number of half-days.
  func halfDays(_ count: Int) -> String {
    language.count(
      count, .init("demi-journée", "demi-journées"), .init("half-day", "half-days"))
  }
}
