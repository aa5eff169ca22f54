import Testing
import Values

@testable import Spreadsheet

@Suite("Names of others in a workbook")
struct NamespaceTests {
  private static let x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"

  /// Returns a workbook whose only cell is the day 1 March 2025, in the 1904 date system.
  private func workbook(_ more: String, prefix: String = "") -> Workbook {
    var workbook = Workbook(data: #"<row r="1"><c r="A1" s="1"><v>44255</v></c></row>"#)
    let (open, name) = prefix.isEmpty ? ("", "xmlns") : ("\(prefix):", "xmlns:\(prefix)")
    workbook["xl/workbook.xml"] = """
      <\(open)workbook \(name)="\(Workbook.namespace)" xmlns:r="\(Workbook.types)" xmlns:x14="\(Self.x14)">
      <\(open)workbookPr date1904="1"/><\(open)sheets><\(open)sheet name="S" sheetId="1" x14:id="no" r:id="rId1"/></\(open)sheets>
      \(more)</\(open)workbook>
      """
    return workbook
  }

  @Test("an extension's element of the same name says nothing, nor does what stands in it")
  func extensions() throws {
    for more in [
      "", #"<extLst><ext uri="u"><x14:workbookPr defaultImageDpi="32767"/></ext></extLst>"#,
      "<x14:a><workbookPr date1904=\"0\"/><sheets><sheet name=\"T\" sheetId=\"2\" r:id=\"rId9\"/></sheets></x14:a>",
    ] {
      #expect(try workbook(more).read().first?[0] == .date(day("2025-03-01")))
    }
  }

  @Test("a workbook whose own names have a prefix is read")
  func prefixed() throws {
    #expect(try workbook("", prefix: "x").read().first?[0] == .date(day("2025-03-01")))
  }

  @Test("a format under a condition is none of the cells'")
  func conditionalFormats() throws {
    var workbook = Workbook(data: #"<row r="1"><c r="A1" s="1"><v>45717</v></c></row>"#)
    workbook["xl/styles.xml"] = """
      <styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>
      <dxfs><dxf><numFmt numFmtId="14" formatCode="0.00%"/></dxf></dxfs></styleSheet>
      """
    #expect(try workbook.read().first?[0] == .date(day("2025-03-01")))
  }

  @Test("many namespaces are bounded like many names")
  func bounded() throws {
    let many = (0..<20_000).map {
      "<a\($0):b xmlns:a\($0)=\"urn:\($0):\(String(repeating: "x", count: 40))\"/>"
    }
    #expect(try workbook(many.joined()).code() == "FILE_TOO_LARGE_INSIDE")
  }

  @Test(
    "General is a number whatever stands beside it",
    arguments: [
      "[$-40C]General", "General\" kg\"", "General;-General", "[Red]General", "General_)",
      "[>100]General;General", "\"d\"General", "general", "\\dGeneral", "Standard",
    ])
  func general(_ code: String) { #expect(DateFormat(code: code) == nil) }
}
