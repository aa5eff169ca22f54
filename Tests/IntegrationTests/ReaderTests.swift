import Foundation
import Spreadsheet
import TestSupport
import Testing

/// The program that reads strangers' workbooks, run as the portal runs it.
@Suite("The confined reader", .onWaitingThreads, .timeLimit(.minutes(5)))
struct ReaderTests {
  private struct Result {
    let status: Int32
    let output: [UInt8]
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs the program with a file as its input. Its output is a pipe: it may write no file, not even as its output.
  private func run(_ words: [String] = [], _ input: Data = Data()) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "vigie-\(UUID().uuidString)")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie-reader")
    process.arguments = words
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let told = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: Array(told))
  }

  @Test(
    "before it reads it can open no file, reach no network, start no program and take no 2 GiB",
    arguments: ["open", "socket", "fork", "memory"])
  func confinement(what: String) throws {
    let tried = try run(["--try", what])
    #expect(tried.status == 0 && tried.text == "refused\n", "\(tried)")
  }

  @Test("what it cannot read it tells by its code, and ends")
  func refused() throws {
    let words = Data("a;b\n1;2\n".utf8)
    #expect(TextWorkbook.told(try run([], words).output) == .refused(code: "FILE_NOT_XLSX"))
    #expect(TextWorkbook.told(try run().output) == .refused(code: "FILE_TRUNCATED"))
    #expect(try run(["--help"]).status == 2)
  }

  // MARK: Bombs

  private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// The parts of a workbook whose one sheet has this XML.
  private func parts(_ sheet: String) -> [(name: String, text: String)] {
    let space = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relation(_ kind: String, _ target: String) -> String {
      "<Relationships xmlns=\"\(space)\"><Relationship Id=\"r\" Type=\"\(Self.types)/\(kind)\" Target=\"\(target)\"/></Relationships>"
    }
    return [
      ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
      ("xl/_rels/workbook.xml.rels", relation("worksheet", "s.xml")),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.types)\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
      ),
      ("xl/s.xml", sheet),
    ]
  }

  /// Packs parts by Python's zipfile.
  private func packed(_ parts: [(name: String, text: String)]) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "vigie-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in parts {
      let file = folder.appending(path: part.name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(part.text.utf8).write(to: file)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-m", "zipfile", "-c", "w.xlsx"] + ["_rels", "xl"]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Data(contentsOf: folder.appending(path: "w.xlsx"))
  }

  private func code(_ sheet: String) throws -> String? {
    let told = TextWorkbook.told(try run([], try packed(parts(sheet))).output)
    if case .refused(let code)? = told { return code }
    return nil
  }

  @Test("a sound workbook is told; bombs by packing, by entities and by cells are refused")
  func bombs() throws {
    let row = "<row><c><v>1</v></c></row>"
    let sound = try packed(
      parts("<worksheet xmlns=\"\(Self.main)\"><sheetData>\(row)</sheetData></worksheet>"))
    guard case .workbook(let told)? = TextWorkbook.told(try run([], sound).output) else {
      Issue.record("the sound workbook is not told")
      return
    }
    #expect(told.sheet("S")?.rows.first?[0] == "1")

    // 20 MB of spaces become 20 kB.
    let spaces = String(repeating: " ", count: 20 << 20)
    #expect(
      try code("<worksheet xmlns=\"\(Self.main)\">\(spaces)</worksheet>") == "FILE_TOO_LARGE_INSIDE"
    )
    let entities =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
    #expect(
      try code("\(entities)<worksheet xmlns=\"\(Self.main)\">&b;</worksheet>")
        == "FILE_XML_ENTITIES")
    let outside = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
    #expect(
      try code("\(outside)<worksheet xmlns=\"\(Self.main)\">&a;</worksheet>") == "FILE_XML_ENTITIES"
    )
    // A million cells; numbers that differ, so that packing alone does not betray them.
    var number = 1
    let rows = (0..<1000).map { _ in
      let cells = (0..<1000).map { _ in
        number = number * 48_271 % 2_147_483_647
        return "<c><v>\(number)</v></c>"
      }
      return "<row>\(cells.joined())</row>"
    }
    let sheet =
      "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(rows.joined())</sheetData></worksheet>"
    let million = try run([], try packed(parts(sheet)))
    // It is refused by its cells, or ended by the processor's limit before it has told all; it is never told as a workbook.
    switch TextWorkbook.told(million.output) {
    case .workbook: Issue.record("a million cells were told")
    case .refused(let code): #expect(code == "FILE_TOO_LARGE_INSIDE")
    case nil: #expect(million.status != 0)
    }
  }
}
