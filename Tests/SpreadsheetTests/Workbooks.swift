import CZip
import Foundation
import Spreadsheet
import Testing
import Values

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "vigie-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Returns the path of a workbook in the folder Fixtures.
func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "xlsx")).path
}

/// Returns the text of a part of a workbook.
func part(_ name: String, of path: String) throws -> String {
  var code: Int32 = 0
  let zip = try #require(zip_open(path, ZIP_RDONLY, &code))
  defer { zip_discard(zip) }
  let file = try #require(zip_fopen(zip, name, 0))
  defer { zip_fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = zip_fread(file, &bytes, UInt64(bytes.count))
  return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
}

extension WorkbookReader {
  func all(_ index: Int = 0) throws -> [Row] {
    var reader = try rows(of: sheets[index])
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  /// Reads everything that can be read.
  func everything() throws {
    for (index, sheet) in sheets.enumerated() {
      for row in try all(index) { _ = row.cells.map(\.text) }
      _ = try mergedRanges(of: sheet)
    }
  }
}

func day(_ text: String) -> CivilDate {
  // Made from its parts, because a workbook may hold days that no fact may have.
  let parts = text.split(separator: "-").compactMap { Int($0) }
  return CivilDate(year: parts[0], month: parts[1], day: parts[2])
    ?? CivilDate(daysSinceEpoch: 0)
}

/// A workbook that is written part by part, so that a test can replace or leave out each part.
struct Workbook {
  static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  var parts: [String: [UInt8]] = [
    "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
    "xl/_rels/workbook.xml.rels": relationships([
      ("rId1", "worksheet", "worksheets/sheet1.xml"),
      ("rId2", "sharedStrings", "sharedStrings.xml"), ("rId3", "styles", "/xl/styles.xml"),
    ]),
    "xl/workbook.xml": Array(
      #"<workbook xmlns:r="\#(types)"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        .utf8),
    "xl/styles.xml": Array(
      """
      <styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>
      """.utf8),
    "xl/sharedStrings.xml": Array("<sst><si><t>zero</t></si><si><t>one</t></si></sst>".utf8),
  ]
  var compression = ZIP_CM_DEFLATE

  /// Makes a workbook with one sheet, whose `sheetData` is given.
  init(data: String = "") {
    self.init(sheet: "<worksheet><sheetData>\(data)</sheetData></worksheet>")
  }

  init(sheet: String) { self["xl/worksheets/sheet1.xml"] = sheet }

  subscript(part: String) -> String? {
    get { parts[part].map { String(decoding: $0, as: UTF8.self) } }
    set { parts[part] = newValue.map { Array($0.utf8) } }
  }

  static func relationships(_ targets: [(String, String, String)]) -> [UInt8] {
    let lines = targets.map {
      #"<Relationship Id="\#($0.0)" Type="\#(types)/\#($0.1)" Target="\#($0.2)"/>"#
    }
    return Array("<Relationships>\(lines.joined())</Relationships>".utf8)
  }

  func write(_ path: String) throws {
    var code: Int32 = 0
    let zip = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code))
    for (name, bytes) in parts.sorted(by: { $0.key < $1.key }) {
      let copy = try #require(malloc(max(1, bytes.count)))
      copy.copyMemory(from: bytes, byteCount: bytes.count)
      let source = try #require(zip_source_buffer(zip, copy, UInt64(bytes.count), 1))
      let index = zip_file_add(zip, name, source, 0)
      #expect(index >= 0)
      zip_set_file_compression(zip, UInt64(index), compression, 1)
    }
    #expect(zip_close(zip) == 0)
  }

  /// Writes the workbook, reads all of it, and returns the rows of its first sheet.
  @discardableResult
  func read() throws -> [Row] {
    let folder = try TemporaryFolder()
    try write(folder.path("w.xlsx"))
    let reader = try WorkbookReader(path: folder.path("w.xlsx"))
    try reader.everything()
    return try reader.all()
  }

  /// Returns the code of the error with which reading fails; nil if the workbook can be read.
  func code() throws -> String? {
    do {
      try read()
      return nil
    } catch let error as SpreadsheetError {
      return error.code
    }
  }
}
