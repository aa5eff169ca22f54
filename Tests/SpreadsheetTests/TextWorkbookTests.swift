import Foundation
import Spreadsheet
import Testing

@Suite("Workbooks that another program reads")
struct TextWorkbookTests {
  private func lines(_ bytes: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    TextWorkbook.tell(bytes) { lines += $0 }
    return lines
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func bytes(of workbook: Workbook) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try workbook.write(folder.path("w.xlsx"))
    return try bytes(folder.path("w.xlsx"))
  }

  @Test(
    "what comes through lines is what the file says, cell by cell",
    arguments: ["excel-1900", "excel-1904", "libreoffice-1900", "libreoffice-1904", "openpyxl"])
  func same(name: String) throws {
    let path = try fixture(name)
    guard case .workbook(let told)? = TextWorkbook.told(lines(try bytes(path))) else {
      Issue.record("\(name) could not be read")
      return
    }
    let reader = try WorkbookReader(path: path)
    #expect(told.sheets.map(\.name) == reader.sheets.map(\.name))
    #expect(told.sheets.map(\.visibility) == reader.sheets.map(\.visibility))
    for (index, sheet) in told.sheets.enumerated() {
      let rows = try reader.all(index)
      #expect(sheet.rows == rows.map(TextWorkbook.Row.init))
      for (one, other) in zip(sheet.rows, rows) {
        #expect((0..<10).map { one[$0] } == (0..<10).map { other[$0].text })
      }
    }
  }

  @Test("tabs, line ends and backslashes of texts come through")
  func escapes() throws {
    let text = "a\tb\\t\\\nc\r\u{1F600}"
    let workbook = Workbook(
      data: "<row><c t=\"inlineStr\"><is><t>a&#9;b\\t\\&#10;c&#13;&#128512;</t></is></c></row>")
    guard case .workbook(let told)? = TextWorkbook.told(lines(try bytes(of: workbook))) else {
      Issue.record("it could not be read")
      return
    }
    #expect(told.sheet("S")?.rows.first?[0] == text && told.sheet("T") == nil)
  }

  @Test("what cannot be read is told by its code")
  func refused() throws {
    let sound = try bytes(of: Workbook(data: "<row><c><v>1</v></c></row>"))
    #expect(TextWorkbook.told(lines(Array("a;b\n".utf8))) == .refused(code: "FILE_NOT_XLSX"))
    #expect(TextWorkbook.told(lines([])) == .refused(code: "FILE_TRUNCATED"))
    let half = Array(sound.prefix(sound.count / 2))
    #expect(TextWorkbook.told(lines(half)) == .refused(code: "FILE_TRUNCATED"))
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(TextWorkbook.told(lines(old)) == .refused(code: "FILE_ENCRYPTED"))
  }

  @Test("a workbook with more cells than may be in memory is refused")
  func manyCells() throws {
    let row = "<row>" + String(repeating: "<c><v>1</v></c>", count: 10_000) + "</row>"
    // 51 rows of 10,000 cells, of which 500,000 are allowed. They are not packed: so many alike would be a bomb by their ratio.
    var workbook = Workbook(data: String(repeating: row, count: 51))
    workbook.compression = 0
    let told = TextWorkbook.told(lines(try bytes(of: workbook)))
    #expect(told == .refused(code: "FILE_TOO_LARGE_INSIDE"))
  }

  @Test(
    "lines of another form are not believed",
    arguments: [
      "", "E", "S\tvisible\tA\n", "R\t1\t0\ta\nE\n", "S\tshown\tA\nE\n", "S\tvisible\nE\n",
      "S\tvisible\tA\nR\t0\t0\ta\nE\n", "S\tvisible\tA\nR\t1\t16384\ta\nE\n",
      "S\tvisible\tA\nR\t1\t-1\ta\nE\n", "S\tvisible\tA\nR\t1\t0\nE\n",
      "S\tvisible\tA\nR\t2\t0\ta\nR\t2\t0\ta\nE\n", "S\tvisible\tA\nR\t1\t0\t\\x\nE\n",
      "S\tvisible\tA\nR\t1\t0\ta\\\nE\n", "X\nE\n", "E\nE\n", "F\n",
    ])
  func hostile(lines: String) {
    #expect(TextWorkbook.told(Array(lines.utf8)) == nil)
  }

  @Test("bytes that are no UTF-8, a code without end and a text without end are not believed")
  func bounds() {
    #expect(TextWorkbook.told(Array("S\tvisible\t".utf8) + [0xFF, 10] + Array("E\n".utf8)) == nil)
    let code = "F\t" + String(repeating: "A", count: 65) + "\n"
    #expect(TextWorkbook.told(Array(code.utf8)) == nil)
    let text = String(repeating: "a", count: SpreadsheetLimits.textBytes + 1)
    #expect(TextWorkbook.told(Array("S\tvisible\tA\nR\t1\t0\t\(text)\nE\n".utf8)) == nil)
    #expect(TextWorkbook.told(Array("S\tvisible\tA\nR\t1\t0\t\\\\\nE\n".utf8)) != nil)
  }
}
