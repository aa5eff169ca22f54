public import Contracts
import Values

/// The people of a session: those who enrolled, and those on its attendance list.
public enum AttendanceList {
  /// Returns a row for each person, by their codes.
  public static func rows(_ places: Places, _ attendance: [Attendance]) -> [ListAttendance.Row] {
    let listed = Dictionary(attendance.map { ($0.personCode, $0) }, uniquingKeysWith: { $1 })
    let enrolled = Dictionary(places.people.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    let queue = places.queue.map(\.code)
    return Set(listed.keys).union(enrolled.keys).sorted().map { code in
      let (row, enrolment) = (listed[code], enrolled[code])
      return ListAttendance.Row(
        personCode: code, structureCode: row?.structureCode ?? enrolment?.structureCode,
        enrolment: enrolment?.state.rawValue,
        queuePlace: queue.firstIndex(of: code).map { $0 + 1 },
        audience: row?.audience.rawValue, status: row?.status.rawValue,
        halfDaysPresent: row?.halfDaysPresent, halfDaysAttended: row?.halfDaysAttended)
    }
  }
}
