import Foundation
import Tabular
import Testing

private func records(_ bytes: [UInt8], chunk: Int = .max) throws -> [[String]] {
  var rest = bytes[...]
  var reader = CSVReader(chunks: {
    let next = Array(rest.prefix(chunk))
    rest = rest.dropFirst(chunk)
    return next.isEmpty ? nil : next
  })
  var records: [[String]] = []
  while let record = try reader.next() { records.append(record) }
  return records
}

@Suite("Delimited text")
struct CSVTests {
  @Test("quotes, both line ends, a byte order mark and empty lines are read as RFC 4180 says")
  func forms() throws {
    let text = "\u{FEFF}a;b\r\n\"x;\"\"y\"\"\";\"two\nlines\"\n\nlast;"
    let right = [["a", "b"], ["x;\"y\"", "two\nlines"], ["last", ""]]
    for chunk in [1, 2, 3, 1000] { #expect(try records(Array(text.utf8), chunk: chunk) == right) }
  }

  @Test("a quote that is never closed, and bytes that are no UTF-8, name the record")
  func faults() {
    #expect(throws: CSVError.unterminatedQuote(row: 2)) { try records(Array("a\n\"b".utf8)) }
    #expect(throws: CSVError.notUTF8(row: 1)) { try records([0x61, 0xE9, 0x0A]) }
  }

  @Test("what is written is read again, whatever the cells hold")
  func roundTrip() throws {
    // A separator or a quote is one even with a combining accent behind it.
    let alphabet = Array("ab;\"\n\r é,\t") + ["\u{301}"]
    for _ in 0..<300 {
      let rows = (0..<3).map { _ in
        (0..<3).map { _ in String((0..<4).map { _ in alphabet.randomElement()! }) + "x" }
      }
      let text = rows.map { CSVWriter.record($0) }.joined()
      #expect(try records(Array(text.utf8)) == rows)
    }
  }

  @Test("random bytes never stop the reader")
  func fuzz() {
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...200)).map { _ in UInt8.random(in: 0...255) }
      _ = try? records(bytes, chunk: 7)
    }
  }

  @Test("a cell that a spreadsheet would run is guarded when asked; a plain number is not")
  func formulas() throws {
    let dangerous = [
      "=1+1", "+33 4 72", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "+", "-1.", "--1",
      "-1e5",
    ]
    let harmless = ["a=1", "-1", "+12", "-1.5", "+0,25", "", "'=1", "12"]
    let written = CSVWriter.record(dangerous + harmless, guardsFormulas: true)

    #expect(try records(Array(written.utf8)) == [dangerous.map { "'" + $0 } + harmless])
    #expect(CSVWriter.record(["=1"]) == "=1\n")
  }
}
