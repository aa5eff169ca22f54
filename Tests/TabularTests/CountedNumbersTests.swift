import Tabular
import Testing
import Values

/// Times of the day, and lists of numbers of which another cell has the count.
@Suite("Half-days in a fact file")
struct CountedNumbersTests {
  private struct Facts: FactContext {
    var known: [String: String]?

    func knows(_ value: String, as reference: Reference, on day: CivilDate?) -> Bool { true }
    func alike(_ value: String, as reference: Reference) -> [String] { [] }
    func excess(in row: FactRow) -> String? { nil }
    func stored(_ key: [String]) -> [String: String]? { known }
  }

  private static let form = TableForm(
    "h.csv", key: ["code"],
    columns: [
      Column("code"), Column("count", .integer(atLeast: 0, atMost: 999), mayBeEmpty: true),
      Column("list", .list, mayBeEmpty: true, mayBeAbsent: true),
      Column("starts", .time, mayBeEmpty: true), Column("ends", .time, mayBeEmpty: true),
    ], intervals: [("starts", "ends")],
    countedNumbers: TableForm.CountedNumbers("list", count: "count", code: "HALF_DAYS_UNCLEAR"))

  /// Returns the fault of a row as `column code`, or else the cell that is kept in a column.
  private func told(
    _ header: String, _ row: String, keeps column: String, known: [String: String]? = nil
  ) throws -> String {
    var table = try SchemaReader(
      Self.form.schema, CSVReader(bytes: Array("\(header)\n\(row)\n".utf8)), file: "h.csv")
    var check = FactCheck(Self.form, Facts(known: known))
    switch try #require(try check.next(of: &table)) {
    case .refused(let finding): return "\(finding.column) \(finding.code)"
    case .row(let row, _): return row.text(column)
    }
  }

  @Test("a time is kept as HH:MM, however people and workbooks write it")
  func times() throws {
    for (cell, kept) in [
      ("09:30", "09:30"), ("9:30", "09:30"), ("9h30", "09:30"), ("9h", "09:00"), ("14H00", "14:00"),
      ("23:59:00", "23:59"), (" 00:00 ", "00:00"), ("", ""),
    ] { #expect(try told("code;starts", "A;\(cell)", keeps: "starts") == kept, "\(cell)") }
    for cell in [
      "24:00", "9:60", "9", "9:3", "09:30:01", "h30", ":30", "9h30m", "-1:00", "9:00:00:00", "９:00",
      "midi",
    ] {
      #expect(
        try told("code;starts", "A;\(cell)", keeps: "starts") == "starts BAD_FORMAT", "\(cell)")
    }
  }

  @Test("a half-day does not end before it begins")
  func order() throws {
    func ends(_ row: String) throws -> String {
      try told("code;starts;ends", row, keeps: "ends")
    }
    #expect(try ends("A;9h00;12h30") == "12:30")
    #expect(try ends("A;14:00;9:00") == "ends INTERVAL_REVERSED")
    #expect(try ends("A;14:00;14:00") == "14:00")
    #expect(try ends("A;;9:00") == "09:00")
  }

  @Test("a list has ascending numbers, as many as the count says; an empty one says nothing")
  func lists() throws {
    func list(_ row: String) throws -> String {
      try told("code;count;list", row, keeps: "list")
    }
    for (row, kept) in [("A;3;1 2 4", "1 2 4"), ("A;1;7", "7"), ("A;3;", ""), ("A;;", "")] {
      #expect(try list(row) == kept, "\(row)")
    }
    for row in [
      "A;2;1 2 4", "A;;1 2", "A;2;2 1", "A;2;1 1", "A;1;0", "A;1;-1", "A;1;01", "A;1;x", "A;2;1,2",
      "A;1;99999999999999999999",
    ] { #expect(try list(row) == "list HALF_DAYS_UNCLEAR", "\(row)") }
  }

  @Test("a file without the list leaves it as it is, unless it changes the count alone")
  func absent() throws {
    let known = ["code": "A", "count": "2", "list": "1 3", "starts": "", "ends": ""]
    #expect(try told("code;count", "A;2", keeps: "list", known: known) == "1 3")
    #expect(
      try told("code;count", "A;3", keeps: "list", known: known) == "list HALF_DAYS_UNCLEAR")
    #expect(try told("code;count;list", "A;3;", keeps: "list", known: known).isEmpty)
  }
}
