import Contracts
import FactKinds
import ServiceHost
import Storage
import TrainingDomain
import Values

/// What a session's documents are made from.
extension TrainingStore {
  /// Returns what a session is called, when and where it takes place; nil for a code that no session has.
  static func readHead(
    of code: String, in transaction: ReadTransaction
  ) throws -> GetSessionFile.Session? {
    guard let row = try sessions.find([code], in: transaction),
      let firstDay = CivilDate(row.text("first_day")),
      let lastDay = CivilDate(row.text("last_day")), let halfDays = Int(row.text("half_days"))
    else { return nil }
    let (organiser, place) = (row.text("organiser"), row.text("place"))
    return GetSessionFile.Session(
      code: code, course: row.text("course"), title: row.text("title"), state: row.text("state"),
      firstDay: firstDay, lastDay: lastDay, halfDays: halfDays,
      organiser: organiser.isEmpty ? nil : organiser, place: place.isEmpty ? nil : place,
      times: [])
  }

  /// Returns everybody who enrolled in a session or stands on its list.
  static func readPeople(
    of code: String, in transaction: ReadTransaction
  ) throws -> [GetSessionFile.Person] {
    let enrolled = try HistoryTable(.enrolments).rows(ofFirstKey: code, in: transaction).map {
      row in
      let structure = row.text("structure_code")
      return SessionFile.Enrolled(
        personCode: row.text("person_code"), structureCode: structure.isEmpty ? nil : structure,
        state: row.text("state"))
    }
    return SessionFile.people(
      enrolled: enrolled,
      attendance: try attendance.rows(ofFirstKey: code, in: transaction)
        .compactMap(makeAttendance))
  }

  /// Returns the sheets of satisfaction of a session.
  static func readSatisfaction(
    of code: String, in transaction: ReadTransaction
  ) throws -> Satisfaction {
    Satisfaction(
      try HistoryTable(.satisfaction).rows(ofFirstKey: code, in: transaction).compactMap { row in
        guard let rating = Int(row.text("rating")), let useful = Int(row.text("useful")) else {
          return nil
        }
        return Satisfaction.Sheet(rating: rating, useful: useful, remark: row.text("remark"))
      })
  }
}
