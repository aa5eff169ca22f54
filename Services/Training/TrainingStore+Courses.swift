import CentreNetwork
import Contracts
import FactKinds
import ServiceHost
import Storage
import TrainingDomain
import Values

/// Sessions as the catalogue of courses shows them, with their half-days and their places.
extension TrainingStore {
  /// A session with its state and its places.
  typealias Course = (row: ListCourses.Row, state: SessionState, places: Places)

  private static let enrolments = HistoryTable(.enrolments)
  private static let halfDays = HistoryTable(.halfDays)
  /// The most versions of the enrolment of somebody who waits that are looked at.
  private static let mostVersions = 1000

  /// Returns the planned sessions that begin in a period, by their codes: those after a code, or the first ones, and no more than `most`.
  static func readCourses(
    beginningFrom from: CivilDate, until: CivilDate, after code: String?, most: Int,
    in transaction: ReadTransaction
  ) throws -> [ListCourses.Row] {
    let merges = try NetworkReader().merges(in: transaction)
    let codes = try sessions.compactMap(in: transaction) { row -> String? in
      guard row.text("state") == SessionState.planned.rawValue,
        let first = CivilDate(row.text("first_day")), from <= first, first <= until
      else { return nil }
      return row.text("session_code")
    }
    return try codes.filter { $0 > code ?? "" }.sorted().prefix(most)
      .compactMap { try readCourse($0, merges, in: transaction)?.row }
  }

  /// Returns a session in any state; nil for a code that no session has. Several entries of one person count once.
  static func readCourse(
    _ code: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> Course? {
    guard let row = try sessions.find([code], in: transaction),
      let state = SessionState(rawValue: row.text("state")),
      let firstDay = CivilDate(row.text("first_day")),
      let lastDay = CivilDate(row.text("last_day")), let count = Int(row.text("half_days"))
    else { return nil }
    let places = try readPlaces(
      of: code, capacity: Int(row.text("capacity")), merges, in: transaction)
    let course = ListCourses.Row(
      course: row.text("course"), title: row.text("title"), sessionCode: code,
      firstDay: firstDay, lastDay: lastDay, place: row.filledText("place"),
      organiser: row.filledText("organiser"), trainer: row.filledText("trainer"),
      audience: row.filledText("audience"),
      halfDays: count, slots: try readSlots(of: code, in: transaction),
      capacity: places.capacity, free: places.free, waiting: places.queue.count)
    return (course, state, places)
  }

  /// Returns the rows of attendance of a session, one a person, in any order.
  static func readAttendance(
    of code: String, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> [Attendance] {
    Attendance.joined(
      try attendance.rows(ofFirstKey: code, in: transaction).compactMap(makeAttendance),
      by: merges)
  }

  private static func readSlots(
    of code: String, in transaction: ReadTransaction
  ) throws -> [HalfDaySlot] {
    try halfDays.rows(ofFirstKey: code, in: transaction).compactMap { row -> HalfDaySlot? in
      guard let number = Int(row.text("half_day")), let day = CivilDate(row.text("day")) else {
        return nil
      }
      return HalfDaySlot(
        halfDay: number, day: day, starts: row.text("starts"), ends: row.text("ends"))
    }.sorted { $0.halfDay < $1.halfDay }
  }

  /// Reads who enrolled, by their present enrolments. Only the queue is in the order of recording, so earlier versions are read only of
  /// those who wait.
  private static func readPlaces(
    of code: String, capacity: Int?, _ merges: Merges, in transaction: ReadTransaction
  ) throws -> Places {
    let people = try enrolments.rows(ofFirstKey: code, in: transaction).compactMap {
      row -> Places.Person? in
      let person = row.text("person_code")
      guard let state = Enrolment.State(rawValue: row.text("state")),
        let enrolledOn = CivilDate(row.text("enrolled_on"))
      else { return nil }
      let recordedAt =
        try state == .waiting
        ? waitsSince(code, person, enrolledOn, in: transaction)
        : Instant.parisMidnight(enrolledOn)
      return Places.Person(
        code: person, structureCode: row.filledText("structure_code"), state: state,
        enrolledOn: enrolledOn, recordedAt: recordedAt)
    }
    return Places(capacity: capacity, people: people, merges: merges)
  }

  /// Returns when it was recorded that somebody waits since a day. A correction of something else, such as the structure, leaves the
  /// person's place in the queue as it is.
  private static func waitsSince(
    _ session: String, _ person: String, _ enrolledOn: CivilDate, in transaction: ReadTransaction
  ) throws -> Instant {
    let versions = try enrolments.versions(
      ofKeysBeginning: [session, person], limit: mostVersions, in: transaction)
    var since: Instant?
    for version in versions {
      let isSo =
        !HistoryTable.isWithdrawn(version)
        && version.text("state") == Enrolment.State.waiting.rawValue
        && version.text("enrolled_on") == enrolledOn.iso
      if !isSo {
        since = nil
      } else if since == nil {
        since = version.instant("recorded_at")
      }
    }
    return since ?? Instant.parisMidnight(enrolledOn)
  }
}
