/// The sheets and columns of a workbook of attendance, on which its writer and its reader agree.
package enum AttendanceTabs {
  /// The tab that people fill in.
  package static let list = "Présences"
  /// The hidden tab that says of which session it is.
  package static let marks = FormSheets.marks
  /// The columns: the person's code, the name, the structure's code, the capacity; half-day 1 comes next.
  package static let person = 0, name = 1, structure = 2, audience = 3, firstHalfDay = 4
  /// The mark of a half-day at which somebody was there.
  package static let presence = "x"
  /// The mark of a half-day at which somebody was not there.
  package static let absence = "0"

  package static let sessionMark = "session", halfDaysMark = "half_days"
}
