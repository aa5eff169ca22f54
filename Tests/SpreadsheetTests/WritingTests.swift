import Foundation
import Spreadsheet
import Testing
import Values

@Suite("Workbooks that are written")
struct WritingTests {
  private let folder: TemporaryFolder
  private let created = Instant("2025-03-14T09:00:00Z") ?? .now

  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ layout: SheetLayout, _ rows: [[Cell]], as name: String = "w.xlsx"
  ) throws -> String {
    let path = folder.path(name)
    let writer = try WorkbookWriter(
      path: path, title: "Présences & <1>", created: created)
    try writer.addSheet(layout)
    for row in rows { try writer.append(row) }
    try writer.close()
    return path
  }

  private static let layout = SheetLayout(
    "Présences",
    columns: [
      ColumnLayout("clé", isHidden: true), ColumnLayout("nom", width: 30),
      ColumnLayout("jour", format: .date, isInput: true),
      ColumnLayout("nombre", format: .integer, isInput: true, validation: .wholeNumber(0...500)),
      ColumnLayout("part", format: .decimal(places: 2)),
      ColumnLayout("thème", isInput: true, validation: .list(["santé, soins", "“autre”", "=1+1"])),
    ], isProtected: true)

  @Test("what is written is read again: texts with every character, days, numbers, flags")
  func roundTrip() throws {
    let texts = [
      "0690001", "é😀", "_x000D_", "__x005F__", "a\r\nb", "\u{1B}[31m", "<&>\"'", " x ",
      "\u{85}\u{2028}",
      "\t", "]]>",
    ]
    let rows: [[Cell]] =
      texts.map { [.text($0)] } + [
        [
          .text("k"), .empty, .date(day("1900-01-01")), .number(12), .number(0.1, written: "0.1"),
          .flag(true),
        ],
        [.date(day("1900-02-28")), .date(day("1900-03-01")), .date(day("9999-12-31"))],
        [.dateTime(day("2025-03-14"), second: 48_601), .time(seconds: 129_601), .error("#N/A")],
      ]
    let reader = try WorkbookReader(path: try write(Self.layout, rows))
    let found = try reader.all()

    #expect(found.map(\.number) == Array(1...rows.count + 1))
    #expect(found[0].cells.map(\.text) == Self.layout.columns.map(\.header))
    for (row, right) in zip(found.dropFirst(), rows.dropLast()) { #expect(row.cells == right) }
    #expect(
      found.last?.cells == [
        .dateTime(day("2025-03-14"), second: 48_601), .time(seconds: 129_601), .text("#N/A"),
      ])
    #expect(reader.sheets.map(\.name) == ["Présences", "_lists"])
    #expect(reader.sheets.map(\.visibility) == [.visible, .hidden])
    #expect(try reader.all(1).map { $0[0].text } == ["santé, soins", "“autre”", "=1+1"])
  }

  @Test("a text is never a formula, whatever it begins with")
  func formulas() throws {
    let texts = [
      "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "{=1}",
      "=HYPERLINK(\"x\")",
      "http://example.org",
    ]
    let layout = SheetLayout("=S+", columns: [ColumnLayout("=header")])
    let path = try write(layout, texts.map { [.text($0)] })
    let xml = try part("xl/worksheets/sheet1.xml", of: path)

    #expect(!xml.contains("<f") && !xml.contains("hyperlink"))
    #expect(xml.components(separatedBy: "<c ").count - 1 == texts.count + 1)
    #expect(xml.components(separatedBy: "t=\"inlineStr\"").count - 1 == texts.count + 1)
    #expect(xml.contains("<t>=1+1</t>"))
    let reader = try WorkbookReader(path: path)
    #expect(try reader.all().dropFirst().map { $0[0] } == texts.map { .text($0) })
  }

  @Test("a day before 1900 is written as a text")
  func oldDays() throws {
    let rows: [[Cell]] = [
      [.date(day("1899-12-31"))], [.dateTime(day("1850-01-01"), second: 1)],
    ]
    let reader = try WorkbookReader(path: try write(Self.layout, rows))

    #expect(
      try reader.all().dropFirst().map { $0[0] } == [.text("1899-12-31"), .text("1850-01-01")])
  }

  @Test("inputs are unlocked in a protected sheet, keys are hidden, the header stays in view")
  func protection() throws {
    let path = try write(Self.layout, [[.text("k"), .text("n"), .empty, .empty, .empty, .empty]])
    let xml = try part("xl/worksheets/sheet1.xml", of: path)
    let styles = try part("xl/styles.xml", of: path)

    #expect(xml.contains("<sheetProtection sheet=\"1\""))
    #expect(!xml.contains("password"))
    #expect(xml.contains("state=\"frozen\"") && xml.contains("ySplit=\"1\""))
    #expect(xml.firstMatch(of: #/<col min="1" max="1"[^>]*hidden="1"/#) != nil)
    #expect(xml.firstMatch(of: #/<col min="2" max="2" width="30\.7/#) != nil)
    #expect(styles.contains("<protection locked=\"0\"/>"))
    #expect(styles.contains("dd/mm/yyyy"))
    // The input column and its empty cell have the unlocked style; the key has another one.
    func style(_ pattern: Regex<(Substring, Substring)>) -> Int? {
      xml.firstMatch(of: pattern).flatMap { Int($0.1) }
    }
    let key = try #require(style(#/<c r="A2" s="(\d+)"/#))
    let input = try #require(style(#/<c r="C2" s="(\d+)"/#))
    #expect(style(#/<col min="3" max="3"[^>]*style="(\d+)"/#) == input)
    let formats = try #require(styles.firstMatch(of: #/<cellXfs.*<\/cellXfs>/#)).0
      .split(separator: "<xf ").dropFirst()
    #expect(formats.map { $0.contains("locked=\"0\"") }[input])
    #expect(!formats.map { $0.contains("locked=\"0\"") }[key])
  }

  @Test("validations cover the column under its header; a list stands in a sheet of its own")
  func validations() throws {
    let xml = try part("xl/worksheets/sheet1.xml", of: try write(Self.layout, []))

    #expect(xml.contains("sqref=\"D2:D1048576\""))
    #expect(xml.contains("type=\"whole\""))
    #expect(xml.contains("<formula1>0</formula1><formula2>500</formula2>"))
    #expect(xml.contains("sqref=\"F2:F1048576\""))
    #expect(xml.contains("<formula1>_lists!$A$1:$A$3</formula1>"))
  }

  @Test("the same calls give the same bytes")
  func reproducible() throws {
    let rows: [[Cell]] = [[.text("a"), .text("b"), .date(day("2025-03-14")), .number(1)]]
    let first = try Data(contentsOf: URL(fileURLWithPath: write(Self.layout, rows, as: "1.xlsx")))
    // The zip container's clock counts in steps of two seconds.
    Thread.sleep(forTimeInterval: 2.1)
    let second = try Data(contentsOf: URL(fileURLWithPath: write(Self.layout, rows, as: "2.xlsx")))

    #expect(first == second)
    let core = try part("docProps/core.xml", of: folder.path("1.xlsx"))
    #expect(core.contains("2025-03-14T09:00:00Z") && core.contains("Présences &amp; &lt;1&gt;"))
  }

  @Test(
    "a name that is taken or not allowed, a text too long and a folder that is absent are refused")
  func refused() throws {
    #expect(throws: SpreadsheetError.self) {
      try WorkbookWriter(path: folder.path("no/w.xlsx"), title: "", created: created)
    }
    let writer = try WorkbookWriter(
      path: folder.path("w.xlsx"), title: "", created: created)
    for name in ["", "a/b", "'a'", String(repeating: "a", count: 32)] {
      #expect(throws: SpreadsheetError.self, "\(name)") {
        try writer.addSheet(SheetLayout(name, columns: []))
      }
    }
    try writer.addSheet(SheetLayout("a", columns: [ColumnLayout("h")]))
    #expect(throws: SpreadsheetError.self) { try writer.addSheet(SheetLayout("A", columns: [])) }
    #expect(throws: SpreadsheetError.self) {
      try writer.append([.text(String(repeating: "x", count: 32_768))])
    }
    #expect(throws: SpreadsheetError.self) { try writer.append([.number(.nan, written: "")]) }
  }

  @Test("a workbook that is not closed leaves nothing, and what was there before")
  func abandoned() throws {
    let path = try write(Self.layout, [])
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    do {
      let writer = try WorkbookWriter(
        path: path, title: "", created: created)
      try writer.addSheet(Self.layout)
    }

    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["w.xlsx"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }
}
