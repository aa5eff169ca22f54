package import Composition
import Contracts
import Spreadsheet
package import Texts
package import Values

/// Writes the sheet of attendance to fill in: a row a person, a column a half-day, with the marks that are recorded already.
package struct AttendanceWorkbook: Bilingual {
  /// How many empty rows there are for those who come without having enrolled, of whom one writes the code.
  private static let spareRows = 10

  let file: SessionPeople
  let language: Language
  private let created: Instant

  /// Makes it.
  ///
  /// - Parameters:
  ///   - file: the session, its people and their names.
  ///   - language: the language of the headings.
  ///   - created: the creation time that the workbook states.
  package init(file: SessionPeople, language: Language, created: Instant) {
    self.file = file
    self.language = language
    self.created = created
  }

  /// Writes it to a new file.
  ///
  /// - Throws: `SpreadsheetError`.
  package func write(to path: String) throws {
    let session = file.session
    let workbook = try WorkbookWriter(
      path: path, title: "\(session.sessionCode) \(session.title)",
      comments: file.fictitious == true ? Words.fictitious(language) : "", created: created)
    try workbook.addSheet(
      SheetLayout(AttendanceTabs.list, columns: columns, isProtected: true))
    for one in file.expected {
      let capacity = one.audience.map { Catalogue.audience($0, language) }
      let known = [one.personCode, file.name(of: one.personCode), one.structureCode, capacity]
      let cells: [Cell] = (known + marks(one)).map { text in
        text.map { .text($0) } ?? .empty
      }
      try workbook.append(cells)
    }
    let input = CellLayout(isInput: true)
    for _ in 0..<Self.spareRows {
      try workbook.append(
        [.empty, .empty, .empty],
        layouts: [
          AttendanceTabs.person: input, AttendanceTabs.name: input,
          AttendanceTabs.structure: input,
        ])
    }
    try workbook.addSheet(
      SheetLayout(
        AttendanceTabs.marks, columns: [ColumnLayout("key"), ColumnLayout("value")],
        isProtected: true, isHidden: true))
    for (key, value) in [
      (AttendanceTabs.sessionMark, session.sessionCode),
      (AttendanceTabs.halfDaysMark, String(session.halfDays)),
    ] { try workbook.append([.text(key), .text(value)]) }
    try workbook.close()
  }

  /// The marks of the half-days that are recorded already: all, or none where nobody knows which of them they are.
  private func marks(_ one: ListAttendance.Row) -> [String?] {
    let all = Array(1...max(1, file.session.halfDays))
    let attended: [Int]? =
      switch one.status {
      case "present":
        one.halfDaysAttended ?? (one.halfDaysPresent == file.session.halfDays ? all : nil)
      case "absent": []
      default: nil
      }
    guard let attended else { return [] }
    return all.map { attended.contains($0) ? AttendanceTabs.presence : AttendanceTabs.absence }
  }

  private var columns: [ColumnLayout] {
    let words = Audience.allCases.map { Catalogue.audience($0.rawValue, language) }
    let head = [
      ColumnLayout(pick("Code", "Code"), width: 12), ColumnLayout(pick("Nom", "Name"), width: 32),
      ColumnLayout(pick("Structure", "Structure"), width: 12),
      ColumnLayout(
        pick("Public", "Capacity"), width: 14, isInput: true, validation: .list(words)),
    ]
    return head
      + (1...max(1, file.session.halfDays)).map { number in
        ColumnLayout(
          heading(number), width: 14, isInput: true,
          validation: .list([AttendanceTabs.presence, AttendanceTabs.absence]))
      }
  }

  /// The heading of a half-day's column, with its day and hour where they are known.
  private func heading(_ number: Int) -> String {
    let time = file.session.slots.first { $0.halfDay == number }
    let when = time.map { " · \(day($0.day)) \(language.clock($0.starts))" } ?? ""
    return pick("\(number) (x = présent)", "\(number) (x = present)") + when
  }
}
