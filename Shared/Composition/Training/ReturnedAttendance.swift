package import Contracts
import ServiceKit
import Spreadsheet
import Texts
package import Values

/// A sheet of attendance that was filled in: who was there for how many half-days.
package struct ReturnedAttendance: Sendable {
  /// The most rows of a tab that are read.
  private static let maxRows = 2000

  /// What a row says of somebody.
  package struct Line: Sendable, Hashable {
    /// The row of the tab.
    package let row: Int
    /// The person's code.
    package let personCode: String
    /// The person's structure; nil for none.
    package let structureCode: String?
    /// In what capacity.
    package let audience: Audience
    /// The numbers of the half-days at which the person was there.
    package let halfDays: [Int]
  }

  /// The rows on which something is marked; the others say nothing, and nothing is recorded of them.
  package private(set) var lines: [Line] = []
  /// How many people have no mark.
  package private(set) var unmarked = 0
  /// What is wrong; then nothing may be recorded.
  package private(set) var faults: [Finding] = []

  private let halfDays: Int
  private let fileName: String

  /// Reads a workbook.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - name: the file's name, which findings tell.
  ///   - session: the session of which it must be.
  /// - Throws: `SpreadsheetError`; `ConfigurationProblem` for another workbook, or the sheet of another session.
  package init(_ path: String, name: String, of session: ListCourses.Row) throws {
    fileName = name
    halfDays = session.halfDays
    let workbook = try WorkbookReader(path: path)
    let marks = Dictionary(
      try Self.rows(AttendanceTabs.marks, workbook, name).map { ($0[0].text, $0[1].text) }
    ) { first, _ in first }
    let own = marks[AttendanceTabs.sessionMark] ?? ""
    guard own == session.sessionCode else {
      throw ConfigurationProblem(
        "« \(name) » est la feuille de présence de « \(own) », et non de \(session.sessionCode).",
        "“\(name)” is the sheet of attendance of “\(own)”, not of \(session.sessionCode).")
    }
    guard marks[AttendanceTabs.halfDaysMark] == String(halfDays) else {
      throw ConfigurationProblem(
        "« \(name) » : le nombre de demi-journées de \(session.sessionCode) a changé. Écrivez une nouvelle feuille : vigie training sheet \(session.sessionCode) --xlsx FICHIER",
        "“\(name)”: the number of half-days of \(session.sessionCode) changed. Write a new sheet: vigie training sheet \(session.sessionCode) --xlsx FILE"
      )
    }
    var seen: Set<String> = []
    for row in try Self.rows(AttendanceTabs.list, workbook, name).dropFirst() {
      let code = Self.text(row, AttendanceTabs.person)
      let marked = take(row)
      guard !code.isEmpty else {
        if !marked.isEmpty { add(row, "person_code", "", "MISSING_VALUE") }
        continue
      }
      guard seen.insert(code).inserted else {
        add(row, "person_code", code, "DUPLICATE_ROW")
        continue
      }
      take(row, of: code, marked)
    }
  }

  /// Reads a row's half-days: number → whether the person was there, of those that are marked. Other marks are faults.
  private mutating func take(_ row: Row) -> [Int: Bool] {
    var found: [Int: Bool] = [:]
    for number in 1...max(1, halfDays) {
      let text = Self.text(row, AttendanceTabs.firstHalfDay + number - 1)
      switch text.lowercased() {
      case "": continue
      case "x", "1", "true", "oui", "yes", "présent", "present": found[number] = true
      case "0", "-", "false", "non", "no", "absent": found[number] = false
      default:
        found[number] = false
        add(row, String(number), text, "BAD_MARK")
      }
    }
    return found
  }

  private mutating func take(_ row: Row, of code: String, _ marked: [Int: Bool]) {
    guard !marked.isEmpty else {
      unmarked += 1
      return
    }
    let capacity = Self.text(row, AttendanceTabs.audience)
    guard let audience = Self.audience(capacity) else {
      return add(row, "audience", capacity, capacity.isEmpty ? "MISSING_VALUE" : "BAD_VALUE")
    }
    let structure = Self.text(row, AttendanceTabs.structure)
    lines.append(
      Line(
        row: row.number, personCode: code, structureCode: structure.isEmpty ? nil : structure,
        audience: audience, halfDays: marked.filter { $0.value }.keys.sorted()))
  }

  private mutating func add(_ row: Row, _ column: String, _ value: String, _ code: String) {
    faults.append(
      Finding(file: fileName, row: row.number, column: column, value: value, code: code))
  }

  /// A capacity by its word in either language, or by its code.
  private static func audience(_ text: String) -> Audience? {
    Audience.allCases.first { one in
      one.rawValue == text
        || Language.allCases.contains { Catalogue.audience(one.rawValue, $0) == text }
    }
  }

  private static func text(_ row: Row, _ column: Int) -> String {
    TerminalText.oneLine(row[column].text)
  }

  /// The rows of a tab.
  private static func rows(
    _ tab: String, _ workbook: WorkbookReader, _ name: String
  ) throws -> [Row] {
    guard let sheet = workbook.sheets.first(where: { $0.name == tab }) else {
      throw ConfigurationProblem(
        "« \(name) » n'est pas une feuille de présence de Vigie : l'onglet \(tab) manque.",
        "“\(name)” is no sheet of attendance of Vigie's: the tab \(tab) is missing.")
    }
    var reader = try workbook.rows(of: sheet)
    var rows: [Row] = []
    while let row = try reader.next() {
      guard rows.count < maxRows else {
        throw ConfigurationProblem(
          "« \(name) » a trop de lignes (\(maxRows) au plus).",
          "“\(name)” has too many rows (\(maxRows) at most).")
      }
      rows.append(row)
    }
    return rows
  }
}
