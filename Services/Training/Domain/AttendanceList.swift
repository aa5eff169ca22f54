public import Contracts
import Values

/// The people of a session: those who enrolled, and those on its attendance list.
public enum AttendanceList {
  /// Joins enrolments and attendance.
  ///
  /// - Parameters:
  ///   - places: who enrolled.
  ///   - attendance: the session's rows, one a person, joined by the same merges as the places.
  /// - Returns: a row for each person, in the order of their codes.
  public static func rows(_ places: Places, _ attendance: [Attendance]) -> [ListAttendance.Row] {
    let listed = Dictionary(attendance.map { ($0.personCode, $0) }, uniquingKeysWith: { $1 })
    return Set(listed.keys).union(places.codes).sorted().map { code in
      let row = listed[code]
      // The entry that stands for the others comes first.
      let entry = row?.entries.first
      return ListAttendance.Row(
        personCode: code, attendedAs: entry == code ? nil : entry,
        structureCode: row?.structureCode ?? places.structure(of: code),
        enrolment: places.person(code)?.state.rawValue, queuePlace: places.queuePlace(of: code),
        audience: row?.audience.rawValue, status: row?.status.rawValue,
        halfDaysPresent: row?.halfDaysPresent, halfDaysAttended: row?.halfDaysAttended)
    }
  }
}
