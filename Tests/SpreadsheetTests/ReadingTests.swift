import Foundation
import Spreadsheet
import Testing
import Values

@Suite("Workbooks that Excel's like, LibreOffice and openpyxl write")
struct ReadingTests {
  @Test(
    "days and times are those that were entered, whichever of the systems counts them",
    arguments: ["excel-1900", "excel-1904", "libreoffice-1900", "libreoffice-1904"])
  func dates(_ name: String) throws {
    let rows = try WorkbookReader(path: fixture(name)).all()

    #expect(rows.map(\.number) == [1, 2, 3, 5, 6, 7, 8])
    #expect(rows[2][3] == .date(day("2025-03-14")))
    #expect(rows[2][4] == .dateTime(day("2025-03-14"), second: 48_600))
    #expect(rows[2][5] == .time(seconds: 129_600))
    #expect(rows[3][3] == .date(day("2024-02-29")))
    #expect(rows[3][4] == .time(seconds: 64_800))
    let edges =
      name.hasSuffix("1900")
      ? ["1900-01-01", "1900-02-28", "60", "1900-03-01", "9999-12-31", "2958466", "-1"]
      : ["1904-01-01", "1904-01-02", "1904-03-01", "9999-12-31", "2957004", "-1"]
    #expect(rows[6].cells.map(\.text) == edges)
  }

  @Test(
    "texts, numbers, flags, errors and what formulas gave are read; a format with days in quotes is a number",
    arguments: ["excel-1900", "excel-1904", "libreoffice-1900", "libreoffice-1904"])
  func kinds(_ name: String) throws {
    let rows = try WorkbookReader(path: fixture(name)).all()

    #expect(rows[2].cells.prefix(3).map(\.text) == ["0690001", "Centre social “Été”", "Lyon"])
    #expect(rows[3][0] == .empty)
    #expect(rows[3][1] == .text("Espace de vie sociale"))
    #expect(rows[4][0] == .text("  two\nlines  "))
    #expect(rows[4][1] == .text("_x000D_ is text"))
    #expect(rows[4].cells.suffix(4).map(\.text) == ["true", "2", "ab", "#N/A"])
    #expect(rows[4][6] == .error("#N/A"))
    #expect(
      rows[5].cells.map(\.text) == [
        "3", "4.25", "123456789012345", "0.3", "1000000000000000000000", "-0.00000015",
      ])
  }

  @Test("every sheet is there with its visibility, the last cell of one included")
  func sheets() throws {
    let reader = try WorkbookReader(path: fixture("excel-1900"))

    #expect(reader.sheets.map(\.name) == ["Présences", "Vide", "Clés", "Très cachée"])
    #expect(reader.sheets.map(\.visibility) == [.visible, .visible, .hidden, .veryHidden])
    #expect(try reader.all(1).isEmpty)
    let last = try #require(try reader.all(2).first)
    #expect(last.number == 1_048_576)
    #expect(last[16_383] == .text("last"))
    #expect(last[16_382] == .empty)
    #expect(last.cells.count == 16_384)
  }

  @Test(
    "a header's merged ranges tell which columns it is over",
    arguments: ["excel-1900", "libreoffice-1904"])
  func merged(_ name: String) throws {
    let reader = try WorkbookReader(path: fixture(name))

    #expect(
      try reader.mergedRanges(of: reader.sheets[0]) == [
        CellRange(rows: 1...1, columns: 0...2), CellRange(rows: 1...1, columns: 3...5),
      ])
    #expect(try reader.mergedRanges(of: reader.sheets[1]).isEmpty)
  }

  @Test("what openpyxl writes is read too")
  func openpyxl() throws {
    let reader = try WorkbookReader(path: fixture("openpyxl"))
    let rows = try reader.all()

    #expect(reader.sheets.map(\.name) == ["Feuille 1", "Autre"])
    #expect(rows.map(\.number) == [1, 3, 4])
    #expect(
      rows[1].cells == [
        .date(day("2025-12-31")), .dateTime(day("2025-07-01"), second: 29_730),
        .date(day("2025-07-01")), .time(seconds: 32_700), .time(seconds: 108_000),
      ])
    #expect(
      rows[2].cells == [.text("Maison des familles"), .flag(false), .number(12), .text(" padded ")])
    #expect(try reader.all(1)[0][1] == .text("là"))
    #expect(
      try reader.mergedRanges(of: reader.sheets[0]) == [CellRange(rows: 1...2, columns: 0...1)])
  }

  @Test("two sheets can be read in turns")
  func turns() throws {
    let reader = try WorkbookReader(path: fixture("openpyxl"))
    var first = try reader.rows(of: reader.sheets[0])
    var second = try reader.rows(of: reader.sheets[1])

    #expect(try first.next()?.number == 1)
    #expect(try second.next()?.number == 2)
    #expect(try first.next()?.number == 3)
    #expect(try second.next() == nil)
    #expect(try first.next()?.number == 4)
  }
}

@Suite("What a workbook's XML may say")
struct FormatTests {
  private func cells(_ xml: String) throws -> [Cell] {
    try Workbook(data: "<row>\(xml)</row>").read().first?.cells ?? []
  }

  @Test("cells and rows without a reference follow the one before")
  func places() throws {
    let rows = try Workbook(
      data: """
        <row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="4"/><row><c><v>4</v></c></row>
        """
    ).read()

    #expect(rows.map(\.number) == [1, 5])
    #expect(rows[0].cells == [.number(1), .empty, .empty, .number(2), .number(3)])
  }

  @Test("inline and shared strings join their runs and leave out phonetic ones")
  func runs() throws {
    let runs =
      "<r><t xml:space=\"preserve\">a </t></r><r><rPr><b/></rPr><t> b</t></r><rPh><t>x</t></rPh>"
    var workbook = Workbook(
      data: "<row><c t=\"inlineStr\"><is>\(runs)</is></c><c t=\"s\"><v>0</v></c></row>")
    workbook["xl/sharedStrings.xml"] = "<sst><si>\(runs)</si></sst>"

    #expect(try workbook.read()[0].cells == [.text("a b"), .text("a b")])
  }

  @Test("escapes are read once, halves of a character together")
  func escapes() throws {
    func text(_ escaped: String) throws -> [Cell] {
      try cells("<c t=\"str\"><v>\(escaped)</v></c>")
    }

    #expect(try text("a_x000D_\nb") == [.text("a\r\nb")])
    #expect(try text("_x005F_x000D_") == [.text("_x000D_")])
    #expect(try text("_xD83D__xDE00_é_x00E9_") == [.text("😀éé")])
    #expect(try text("_xD83D_!_x0000_") == [.text("\u{FFFD}!\u{FFFD}")])
    #expect(try text("_x00_ _xGGGG_ _x000D") == [.text("_x00_ _xGGGG_ _x000D")])
  }

  @Test("an identifier of more than fifteen digits keeps them, and its sign and zeros")
  func identifiers() throws {
    let numbers = [
      "12345678901234567", "-1.50", "1E+3", "0.30000000000000004", "-0", "9.9999999999999999E-2",
    ]
    let found = try cells(numbers.map { "<c><v>\($0)</v></c>" }.joined())

    #expect(
      found.map(\.text) == ["12345678901234567", "-1.5", "1000", "0.3", "0", "0.1"])
    #expect(found[0] == .number(12_345_678_901_234_568, written: "12345678901234567"))
  }

  @Test("a cell's format makes a day of a number; the formats of styles do not")
  func formats() throws {
    #expect(
      try cells("<c s=\"0\"><v>45730</v></c><c s=\"1\"><v>45730</v></c><c s=\"9\"><v>1</v></c>")
        == [.number(45_730), .date(day("2025-03-14")), .number(1)])
    #expect(
      try cells("<c s=\"1\"><v>45730.9</v></c><c s=\"2\"><v>45730.999999</v></c>")
        == [.date(day("2025-03-14")), .date(day("2025-03-15"))])
  }

  @Test("days of ISO 8601, as strict workbooks have them, are read")
  func isoDates() throws {
    let written = ["2025-03-14", "2025-03-14T13:30:00", "2025-03-14T00:00:00.000Z", "soon"]
    #expect(
      try cells(written.map { "<c t=\"d\"><v>\($0)</v></c>" }.joined()) == [
        .date(day("2025-03-14")), .dateTime(day("2025-03-14"), second: 48_600),
        .date(day("2025-03-14")), .text("soon"),
      ])
  }

  @Test("a prefix of the namespace, and upper case in the container, change nothing")
  func prefixes() throws {
    var workbook = Workbook(
      sheet: """
        <x:worksheet xmlns:x="\(Workbook.namespace)"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c>
        </x:row></x:sheetData></x:worksheet>
        """)
    workbook.parts["XL/Worksheets/Sheet1.xml"] = workbook.parts.removeValue(
      forKey: "xl/worksheets/sheet1.xml")

    let rows = try workbook.read()
    #expect(rows.map(\.number) == [2])
    #expect(rows[0][1] == .number(7))
  }

  @Test(
    "a clock's time in Paris is written as an instant, in winter, in summer and where clocks change"
  )
  func instants() {
    func text(_ text: String, _ hour: Int) -> String {
      Cell.dateTime(day(text), second: hour * 3600 + 1800).text
    }

    #expect(text("2025-01-15", 13) == "2025-01-15T12:30:00Z")
    #expect(text("2025-07-15", 13) == "2025-07-15T11:30:00Z")
    #expect(text("2025-03-30", 1) == "2025-03-30T00:30:00Z")
    #expect(text("2025-03-30", 2) == "2025-03-30T01:30:00Z")
    #expect(text("2025-03-30", 3) == "2025-03-30T01:30:00Z")
    #expect(text("2025-10-26", 1) == "2025-10-25T23:30:00Z")
    #expect(text("2025-10-26", 2) == "2025-10-26T00:30:00Z")
    #expect(text("2025-10-26", 3) == "2025-10-26T02:30:00Z")
  }
}
