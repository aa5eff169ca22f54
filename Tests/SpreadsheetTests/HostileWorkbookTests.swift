import CZip
import Foundation
import Spreadsheet
import Testing
import Values

@Suite("Workbooks that mean harm, or were harmed")
struct HostileWorkbookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func code(of bytes: some Sequence<UInt8>) throws -> String? {
    let path = folder.path("f.xlsx")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    do {
      try WorkbookReader(path: path).everything()
      return nil
    } catch let error as SpreadsheetError {
      return error.code
    }
  }

  private func bytes(of workbook: Workbook) throws -> [UInt8] {
    try workbook.write(folder.path("w.xlsx"))
    return Array(try Data(contentsOf: URL(fileURLWithPath: folder.path("w.xlsx"))))
  }

  @Test("the workbook that the others are made of can be read")
  func sound() throws {
    #expect(
      try Workbook(data: "<row><c t=\"s\"><v>1</v></c></row>").read()[0].cells == [.text("one")])
  }

  @Test("what is no workbook is told by its kind")
  func kinds() throws {
    #expect(throws: SpreadsheetError.self) { try WorkbookReader(path: folder.path("absent")) }
    #expect(try code(of: Array("a;b\n".utf8)) == "FILE_NOT_XLSX")
    #expect(throws: SpreadsheetError.self) { try WorkbookReader(path: folder.url.path) }
    #expect(try code(of: []) == "FILE_TRUNCATED")
    #expect(
      try code(of: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]) == "FILE_ENCRYPTED")
    var other = Workbook()
    other.parts = ["mimetype": Array("application/vnd.oasis.opendocument.spreadsheet".utf8)]
    #expect(try other.code() == "FILE_NOT_XLSX")
    var binary = Workbook()
    binary.parts["_rels/.rels"] = Workbook.relationships([
      ("r", "officeDocument", "xl/workbook.bin")
    ])
    #expect(try binary.code() == "FILE_NOT_XLSX")
    var empty = Workbook()
    empty["xl/workbook.xml"] = "<workbook/>"
    #expect(try empty.code() == "FILE_NOT_XLSX")
    var text = Workbook()
    text["xl/workbook.xml"] = "<document/>"
    #expect(try text.code() == "FILE_NOT_XLSX")
  }

  @Test("a file longer than the bound is refused before it is read")
  func long() throws {
    let path = folder.path("f.xlsx")
    try Data([0x50, 0x4B, 3, 4]).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: UInt64(SpreadsheetLimits.fileBytes) + 1)
    try file.close()

    #expect(throws: SpreadsheetError.tooLarge) { try WorkbookReader(path: path) }
  }

  @Test("a workbook cut off at any byte is refused")
  func truncated() throws {
    let bytes = try bytes(of: Workbook(data: "<row><c><v>1</v></c></row>"))
    for length in 0..<bytes.count {
      let code = try code(of: bytes.prefix(length))
      #expect(code == "FILE_TRUNCATED", "\(length) of \(bytes.count) bytes")
    }
    #expect(try code(of: bytes) == nil)
  }

  @Test("a part cut off at any byte is refused, though its container is whole")
  func truncatedPart() throws {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row></sheetData></worksheet>"
    for length in 0..<sheet.count {
      #expect(
        try Workbook(sheet: String(sheet.prefix(length))).code() == "FILE_TRUNCATED", "\(length)")
    }
  }

  @Test("a bomb is refused by its ratio, by what it declares, and when it declares too little")
  func bombs() throws {
    let bomb = Workbook(data: String(repeating: " ", count: 64 << 20))
    #expect(try bomb.code() == "FILE_TOO_LARGE_INSIDE")

    let bytes = try bytes(of: Workbook(data: "<row><c><v>1</v></c></row>"))
    for (size, code) in [
      (UInt32(0xF000_0000), "FILE_TOO_LARGE_INSIDE"), (10, "FILE_TOO_LARGE_INSIDE"),
    ] {
      var patched = bytes
      let entry = try #require(centralEntry(of: "xl/worksheets/sheet1.xml", in: bytes))
      for index in 0..<4 {
        patched[entry + 24 + index] = UInt8(truncatingIfNeeded: size >> (8 * index))
      }
      #expect(try self.code(of: patched) == code, "\(size)")
    }
  }

  /// Returns where an entry's record in the zip directory begins.
  private func centralEntry(of name: String, in bytes: [UInt8]) -> Int? {
    let data = Data(bytes)
    return data.range(of: Data(name.utf8), options: .backwards).map { $0.lowerBound - 46 }
  }

  @Test("more entries than a workbook has are refused")
  func entries() throws {
    var workbook = Workbook()
    for index in 0..<SpreadsheetLimits.entries { workbook["x/\(index)"] = "" }
    #expect(try workbook.code() == "FILE_TOO_LARGE_INSIDE")
  }

  @Test("a compression that workbooks do not have is refused, none at all is not")
  func compression() throws {
    var workbook = Workbook(data: "<row><c><v>1</v></c></row>")
    workbook.compression = ZIP_CM_STORE
    #expect(try workbook.code() == nil)
    workbook.compression = ZIP_CM_BZIP2
    #expect(try workbook.code() == "FILE_DAMAGED")
  }

  @Test(
    "a document type is refused in every part, whatever it declares",
    arguments: [
      "<!DOCTYPE x>", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
      "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://example.org/x\"> %p;]>",
    ])
  func entities(_ doctype: String) throws {
    let whole = Workbook(data: "<row><c t=\"s\"><v>1</v></c></row>")
    for part in whole.parts.keys {
      var workbook = whole
      workbook[part] = doctype + (whole[part] ?? "")
      #expect(try workbook.code() == "FILE_XML_ENTITIES", "\(part)")
    }
    var wide = whole
    let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + doctype + "<sst/>"
    wide.parts["xl/sharedStrings.xml"] = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try wide.code() == "FILE_XML_ENTITIES")
  }

  @Test("parts that are missing, or relationships that lead nowhere, are refused")
  func relationships() throws {
    let whole = Workbook(data: "<row><c t=\"s\"><v>1</v></c></row>")
    for part in whole.parts.keys {
      var workbook = whole
      workbook[part] = nil
      let code = part == "_rels/.rels" ? "FILE_NOT_XLSX" : "FILE_DAMAGED"
      #expect(try workbook.code() == code, "\(part)")
    }
    var outside = whole
    outside.parts["xl/_rels/workbook.xml.rels"] = Workbook.relationships([
      ("rId1", "worksheet", "../../../../etc/passwd")
    ])
    #expect(try outside.code() == "FILE_DAMAGED")
    var external = whole
    external["xl/_rels/workbook.xml.rels"] = external["xl/_rels/workbook.xml.rels"]?
      .replacing("Target=\"worksheets", with: "TargetMode=\"External\" Target=\"worksheets")
    #expect(try external.code() == "FILE_DAMAGED")
  }

  @Test(
    "cells and rows that cannot be are refused",
    arguments: [
      "<row r=\"0\"/>", "<row r=\"-1\"/>", "<row r=\"x\"/>", "<row r=\"1048577\"/>",
      "<row r=\"2\"/><row r=\"2\"/>",
      "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"99999999999999999999\"/>", "<row><row/></row>",
      "<row r=\"1\"><c r=\"A2\"/></row>",
      "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
      "<row><c r=\"B1\"/><c r=\"A1\"/></row>", "<row><c r=\"1\"/></row>",
      "<row><c r=\"A0\"/></row>",
      "<row><c r=\"AAAA1\"/></row>", "<row><c r=\"\"/></row>",
      "<row><c t=\"zz\"><v>1</v></c></row>",
      "<row><c t=\"s\"><v>2</v></c></row>", "<row><c t=\"s\"><v>-1</v></c></row>",
      "<row><c t=\"s\"><v>x</v></c></row>", "<row><c t=\"s\"><v></v></c></row>",
      "<row><c t=\"b\"><v>2</v></c></row>", "<row><c><v>1 2</v></c></row>",
      "<row><c><v>nan</v></c></row>",
      "<row><c><v>0x10</v></c></row>", "<row><c><v>1e999</v></c></row>", "<row><c><c/></c></row>",
      "<row><c><v>1</row>", "&nbsp;", "<row><c><v>\u{1}</v></c></row>",
    ])
  func cells(_ data: String) throws {
    #expect(try Workbook(data: data).code() == "FILE_DAMAGED")
  }

  @Test(
    "a merged range that is none is refused",
    arguments: ["", "A1:", "B2:A1", "A1:B2:C3", "A1:XFE1"])
  func merged(_ reference: String) throws {
    let sheet = "<worksheet><mergeCells><mergeCell ref=\"\(reference)\"/></mergeCells></worksheet>"
    #expect(try Workbook(sheet: sheet).code() == "FILE_DAMAGED")
  }

  @Test("more columns than a sheet has are refused, with references and without")
  func columns() throws {
    let many = String(repeating: "<c><v>1</v></c>", count: 20_000)
    #expect(try Workbook(data: "<row>\(many)</row>").code() == "FILE_RECORD_TOO_LONG")
    #expect(
      try Workbook(data: "<row><c r=\"XFE1\"><v>1</v></c></row>").code() == "FILE_RECORD_TOO_LONG")
    #expect(try Workbook(data: "<row><c r=\"XFD1\"><v>1</v></c></row>").code() == nil)
  }

  /// Returns text that deflate cannot make much shorter.
  private func noise(_ count: Int) -> String {
    var generator = SplitMix64(seed: 7)
    return String(
      decoding: (0..<count).map { _ in UInt8(97 + generator.next() % 26) }, as: UTF8.self)
  }

  @Test(
    "a text longer than a cell's is refused, inline and shared, and so are a row's texts together")
  func texts() throws {
    let most = noise(SpreadsheetLimits.textBytes)
    func inline(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    func shared(_ text: String, times count: Int = 1) -> Workbook {
      let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: count)
      var workbook = Workbook(data: "<row>\(cells)</row>")
      workbook["xl/sharedStrings.xml"] = "<sst><si><t>\(text)</t></si></sst>"
      return workbook
    }

    #expect(try Workbook(data: "<row>\(inline(most))</row>").code() == nil)
    #expect(try Workbook(data: "<row>\(inline(most + "x"))</row>").code() == "FILE_RECORD_TOO_LONG")
    let formula = "<c t=\"str\"><v>\(most)</v></c>"
    #expect(try Workbook(data: "<row>\(formula)</row>").code() == nil)
    #expect(
      try Workbook(data: "<row>\(formula.replacing("</v>", with: "x</v>"))</row>").code()
        == "FILE_RECORD_TOO_LONG")
    #expect(try shared(most).code() == nil)
    #expect(try shared(most + "x").code() == "FILE_TOO_LARGE_INSIDE")
    let error = "<c t=\"e\"><v>\(most)</v></c>"
    #expect(
      try Workbook(data: "<row>\(String(repeating: error, count: 65))</row>").code()
        == "FILE_RECORD_TOO_LONG")
    #expect(try shared(most, times: 64).code() == nil)
    #expect(try shared(most, times: 65).code() == "FILE_RECORD_TOO_LONG")
  }

  @Test(
    "a formula whose result was not stored is told, wherever it stands; an empty text is a result")
  func formulas() throws {
    // openpyxl writes <v></v> or <v/> where no result is stored; Excel stores an empty string for ="".
    for cell in [
      "<c><f>1+1</f></c>", "<c><f>1+1</f><v></v></c>", "<c><f>1+1</f><v/></c>",
      "<c t=\"str\"><f>A1</f></c>", "<c t=\"b\"><f>TRUE()</f></c>",
    ] {
      #expect(
        try Workbook(data: "<row><c><v>1</v></c>\(cell)</row>").code()
          == "FILE_FORMULA_WITHOUT_VALUE", "\(cell)")
    }
    for cell in ["<c t=\"str\"><f>\"\"</f><v></v></c>", "<c><f>1+1</f><v>2</v></c>", "<c><v/></c>"]
    {
      #expect(try Workbook(data: "<row>\(cell)</row>").code() == nil, "\(cell)")
    }
  }

  @Test("deep nesting, endless tags and names without number are refused")
  func markup() throws {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(try Workbook(data: deep).code() == "FILE_TOO_LARGE_INSIDE")
    #expect(
      try Workbook(data: "<row x=\"\(noise(2 << 20))\"/>").code() == "FILE_TOO_LARGE_INSIDE")
    let names = (0..<20_000).map { "<name\($0)/>" }.joined()
    #expect(try Workbook(data: names).code() == "FILE_TOO_LARGE_INSIDE")
    let attributes = (0..<20_000).map { "<a name\($0)=\"\"/>" }.joined()
    #expect(try Workbook(data: attributes).code() == "FILE_TOO_LARGE_INSIDE")
  }

  @Test("an entry that is there twice is refused")
  func twice() throws {
    var workbook = Workbook(data: "<row><c><v>1</v></c></row>")
    workbook["xl/worksheets/sheet2.xml"] = "<worksheet/>"
    let text = Data(try bytes(of: workbook))
    #expect(try code(of: text) == nil)
    var twice = text
    let name = Data("xl/worksheets/sheet2.xml".utf8)
    while let range = twice.range(of: name) {
      twice.replaceSubrange(range, with: Data("xl/worksheets/sheet1.xml".utf8))
    }
    #expect(try code(of: twice) == "FILE_DAMAGED")
  }

  @Test("names of sheets and parts without end are refused")
  func longNames() throws {
    let long = noise(SpreadsheetLimits.partNameBytes + 1)
    var sheet = Workbook()
    sheet["xl/workbook.xml"] = sheet["xl/workbook.xml"]?.replacing("\"S\"", with: "\"\(long)\"")
    #expect(try sheet.code() == "FILE_TOO_LARGE_INSIDE")
    var part = Workbook()
    part.parts["_rels/.rels"] = Workbook.relationships([("r", "officeDocument", long)])
    #expect(try part.code() == "FILE_TOO_LARGE_INSIDE")
  }

  @Test("more sheets, formats and merged ranges than the limits are refused")
  func counts() throws {
    var sheets = Workbook()
    let sheet = #"<sheet name="S" r:id="rId1"/>"#
    sheets["xl/workbook.xml"] =
      "<workbook xmlns:r=\"\(Workbook.types)\">\(String(repeating: sheet, count: SpreadsheetLimits.sheets + 1))</workbook>"
    #expect(try sheets.code() == "FILE_TOO_LARGE_INSIDE")
    var formats = Workbook()
    let many = (0...SpreadsheetLimits.cellFormats).map { "<xf numFmtId=\"\($0)\"/>" }.joined()
    formats["xl/styles.xml"] = "<styleSheet><cellXfs>\(many)</cellXfs></styleSheet>"
    #expect(try formats.code() == "FILE_TOO_LARGE_INSIDE")
    let ranges = (1...SpreadsheetLimits.mergedRanges + 1).map {
      "<mergeCell ref=\"A\($0):B\($0)\"/>"
    }
    #expect(
      try Workbook(sheet: "<worksheet>\(ranges.joined())</worksheet>").code()
        == "FILE_TOO_LARGE_INSIDE")
  }

  @Test("after an error a sheet has no more rows")
  func afterError() throws {
    try Workbook(data: "<row><c><v>1</v></c></row><row r=\"0\"/>").write(folder.path("w.xlsx"))
    let reader = try WorkbookReader(path: folder.path("w.xlsx"))
    var rows = try reader.rows(of: reader.sheets[0])

    #expect(try rows.next()?.number == 1)
    #expect(throws: SpreadsheetError.self) { try rows.next() }
    #expect(try rows.next() == nil)
  }

  @Test(
    "thousands of workbooks with flipped bits and lost, doubled or random bytes never crash or hang",
    arguments: ["excel-1900", "libreoffice-1904", "openpyxl"])
  func mutations(_ name: String) throws {
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: fixture(name))))
    var generator = SplitMix64(seed: 20_250_314)
    var refused = 0
    for _ in 0..<1000 {
      if try code(of: generator.mutated(whole)) != nil { refused += 1 }
    }
    #expect(refused > 500)
  }

  @Test("thousands of sheets whose XML was mutated inside a sound container never crash or hang")
  func mutatedXML() throws {
    let data = (1...3).map {
      "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>1</v></c><c r=\"C\($0)\" s=\"1\"><v>4573\($0)</v></c>"
        + "<c r=\"D\($0)\" t=\"inlineStr\"><is><r><t>_x000D_</t></r></is></c></row>"
    }
    let whole = Workbook(data: data.joined())
    var generator = SplitMix64(seed: 42)
    var refused = 0
    for index in 0..<2000 {
      var workbook = whole
      let part = [
        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
      ][
        index % 4]
      workbook.parts[part] = generator.mutated(workbook.parts[part] ?? [])
      if try workbook.code() != nil { refused += 1 }
    }
    #expect(refused > 500)
  }
}

extension SplitMix64 {
  /// Returns the bytes with one to eight random changes.
  fileprivate mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &self) where bytes.count > 8 {
      let place = Int.random(in: 0..<bytes.count - 8, using: &self)
      switch Int.random(in: 0..<4, using: &self) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 1: bytes[place] = .random(in: 0...255, using: &self)
      case 2: bytes.removeSubrange(place..<place + Int.random(in: 1...8, using: &self))
      default: bytes.insert(contentsOf: bytes[place..<place + 8], at: place)
      }
    }
    return bytes
  }
}
