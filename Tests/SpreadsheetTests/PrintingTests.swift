import Foundation
import Spreadsheet
import Testing
import Values

@Suite("Sheets that are printed and filled in")
struct PrintingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let layout = SheetLayout(
    "Formulaire",
    opening: [SheetLayout.Line("Campagne", .title), SheetLayout.Line("Que faire")],
    columns: [
      ColumnLayout("key", isHidden: true), ColumnLayout("Question", width: 40, wraps: true),
      ColumnLayout("Réponse", width: 20, isInput: true),
    ],
    pages: PrintedPages(foot: "Centre A & B", page: "Page", of: "sur"), isProtected: true)

  private func write(
    _ layout: SheetLayout, _ rows: (WorkbookWriter) throws -> Void
  ) throws -> String {
    let path = folder.path("w.xlsx")
    let writer = try WorkbookWriter(path: path, title: "", created: .now)
    try writer.addSheet(layout)
    try rows(writer)
    try writer.close()
    return path
  }

  private func sheet(_ path: String) throws -> String {
    try part("xl/worksheets/sheet1.xml", of: path)
  }

  @Test("it is A4, as wide as a page, with its header on each page and its number at the foot")
  func pages() throws {
    let path = try write(Self.layout) { try $0.append([.text("k"), .text("q"), .empty]) }
    let (xml, book) = (try sheet(path), try part("xl/workbook.xml", of: path))

    #expect(xml.contains("<pageSetUpPr fitToPage=\"1\"/>"))
    #expect(xml.contains("paperSize=\"9\" fitToHeight=\"0\" orientation=\"portrait\""), "\(xml)")
    #expect(xml.contains("Centre A &amp;&amp; B") && xml.contains("Page &amp;P sur &amp;N"))
    // The key is not printed; the header is the third row.
    #expect(book.contains("Formulaire!$B$1:$C$4") && book.contains("Formulaire!$3:$3"), "\(book)")
    // What stands above the header would fill a small screen, so nothing is frozen.
    #expect(!xml.contains("state=\"frozen\""))
    #expect(xml.contains("<mergeCell ref=\"B1:C1\"/>"))
  }

  @Test("rows are as high as their texts, and one that is written in by hand has its lines")
  func heights() throws {
    let long = String(repeating: "mot ", count: 40)
    let path = try write(Self.layout) {
      try $0.append([.text("k1"), .text("court"), .empty])
      try $0.append([.text("k2"), .text(long), .empty])
      try $0.append([.text("k3"), .text("court"), .empty], lines: 3)
      try $0.append(SheetLayout.Line(long, .band))
    }
    let heights = try sheet(path).matches(of: #/<row r="\d+"[^>]* ht="([\d.]+)" customHeight="1"/#)
      .compactMap { Double($0.1) }

    // The title, the line, the header, and the four rows.
    #expect(heights.count == 7)
    #expect(heights[3] == 16 && heights[5] == 42)
    // 160 characters in columns of 40, and of 60 together.
    #expect((4...6).contains((heights[4] / 13).rounded(.down)))
    #expect((2...4).contains((heights[6] / 13).rounded(.down)))
  }

  @Test("a page does not end with a heading, and a group begins a page where little stays empty")
  func groups() throws {
    func breaks(_ before: Int) throws -> [Int] {
      let path = try write(Self.layout) {
        for row in 0..<before { try $0.append([.text("k\(row)"), .text("q"), .empty]) }
        try $0.append(SheetLayout.Line("Partie", .band))
        for row in 0..<30 { try $0.append([.text("l\(row)"), .text("q"), .empty]) }
      }
      return try sheet(path).matches(of: #/<brk id="(\d+)"/#).compactMap { Int($0.1) }
    }
    // A page has room for 45 rows, of which the first are higher. A break's number is the row after which it comes.
    #expect(try breaks(5).isEmpty)
    for before in 38...40 { #expect(try breaks(before) == [before + 3], "\(before)") }
    // The first page is full long before the heading, which stands on the second.
    let full = try breaks(60)
    #expect(full.count == 2 && (43...46).contains(full[0]), "\(full)")
  }

  @Test("numbers and days are checked with words of ours, and may stay; a list takes nothing else")
  func remarks() throws {
    let layouts: [ColumnLayout.Validation] = [
      .date(day("1970-01-01")...day("2099-12-31")), .number(0...9.5), .list(["oui", "non"]),
    ]
    let path = try write(Self.layout) { writer in
      for (number, validation) in layouts.enumerated() {
        let cell = CellLayout(isInput: true, validation: validation, remark: "Mot \(number)")
        try writer.append([.text("k\(number)"), .text("q"), .empty], layouts: [2: cell])
      }
    }
    let xml = try sheet(path)
    let rules = xml.matches(of: #/<dataValidation [^>]*>/#).map { String($0.0) }

    #expect(rules.count == 3 && rules.allSatisfy { $0.contains("error=\"Mot ") }, "\(rules)")
    #expect(rules.map { $0.contains("errorStyle=\"warning\"") } == [true, true, false])
    #expect(xml.contains("<formula1>25569</formula1><formula2>73050</formula2>"))
    #expect(xml.contains("<formula1>0</formula1><formula2>9.5</formula2>"))
  }

  @Test("columns are measured by a font that Excel and LibreOffice have in the same widths")
  func font() throws {
    let path = try write(Self.layout) { _ in }
    let styles = try part("xl/styles.xml", of: path)

    let first = try #require(styles.firstMatch(of: #/<fonts count="\d+"><font>.*?<\/font>/#)).0
    #expect(first.contains("<sz val=\"10\"/>") && first.contains("<name val=\"Arial\"/>"))
  }
}
