import Foundation
import Tabular
import Testing

@Suite("How a foreign file is written")
struct FileStyleTests {
  private func style(_ text: String, isWhole: Bool = true) -> FileStyle {
    FileStyle(beginning: Array(text.utf8), isWhole: isWhole)
  }

  @Test("encodings are told apart; bytes that mean nothing are none")
  func encodings() {
    let text = "nom;ville\nCafé;Lyon\n"
    func units(_ swap: Bool) -> [UInt8] {
      text.utf16.flatMap {
        swap ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
      }
    }
    let latin = Array(text.utf8).split(separator: 0xC3).map(Array.init)
    for (bytes, encoding) in [
      (Array(text.utf8), TextEncoding.utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8),
      (latin[0] + [0xE9] + latin[1].dropFirst(), .windows1252),
      ([0xFF, 0xFE] + units(false), .utf16LittleEndian),
      ([0xFE, 0xFF] + units(true), .utf16BigEndian),
    ] {
      #expect(TextEncoding(beginning: bytes) == encoding)
      // The bytes come in chunks of three, which cut characters.
      var (transcoder, whole) = (Transcoder(encoding), [UInt8]())
      for start in stride(from: 0, to: bytes.count, by: 3) {
        whole += transcoder.utf8(Array(bytes[start..<min(start + 3, bytes.count)]))
      }
      whole += transcoder.finish()
      #expect(String(decoding: whole, as: UTF8.self).hasSuffix(text), "\(encoding)")
    }
    #expect(
      TextEncoding(beginning: [0x61, 0x81]) == nil && TextEncoding(beginning: [0x61, 0]) == nil)
  }

  @Test("UTF-8 with one byte of something else is open")
  func mixedEncoding() {
    #expect(TextEncoding(beginning: Array("café".utf8) + [0xE9, 0x61]) == nil)
  }

  @Test("a separator is what gives every row as many cells; if two do, it is open")
  func separators() {
    #expect(style("a;b,c\n1;2,5\n2;x\n").separator == .found(";"))
    #expect(style("a\tb\n1,5\t2,5\n").separator == .found("\t"))
    #expect(style("a;b,c\n1;2,5\n").separator == .ambiguous([";", ","]))
    // The semicolon gives six columns in both rows. The comma gives two, because each row has one comma.
    #expect(style("a;b;c;d;e, f;g\n1;2,5;3;4;5;6\n").separator == .found(";"))
    #expect(style("a\nb\n").separator == .nothing)
    // A row with one cell too many is a fault, not a sign of another separator.
    #expect(style("a;b\n1;2;3\n").separator == .found(";"))
    // A record that the end of the sample cuts off says nothing.
    #expect(style("a;b\n1;2\n3", isWhole: false).separator == .found(";"))
  }

  @Test("what lies before the header says nothing; an encoding that was said is believed")
  func preamble() {
    let text = "Export, 2024\n\nnom;montant;jour\na;1,5;13/01/2024\n"
    let found = FileStyle(beginning: Array(text.utf8), isWhole: true, headerRow: 3)
    #expect(
      found.separator == .found(";") && found.decimal == .found(",")
        && found.dates == .found(.dayFirst))
    let wide = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let said = FileStyle(
      beginning: wide, isWhole: true, headerRow: 3, encoding: .utf16LittleEndian)
    #expect(
      said
        == {
          var one = found; one.encoding = .utf16LittleEndian; return one
        }())
  }

  @Test("a decimal comma and a decimal point are told apart; three digits after it may be a group")
  func decimals() {
    #expect(style("a;b\n1;2,5\n3;1 234,50\n").decimal == .found(","))
    #expect(style("a;b\n1;2.5\n").decimal == .found("."))
    #expect(style("a;b\n1;0,125\n").decimal == .found(","))
    #expect(style("a;b\n1;1,125\n").decimal == .ambiguous([","]))
    #expect(style("a;b\n1;2.5\n3;2,5\n").decimal == .ambiguous([",", "."]))
    #expect(style("a;b\n1;2025-01-02\n").decimal == .nothing)
  }

  @Test("a day above 12 shows the order; without one it is open")
  func dates() {
    #expect(style("a;b\n1;2025-03-01\n").dates == .found(.iso))
    #expect(style("a;b\n1;01/03/2025\n2;13/03/2025\n").dates == .found(.dayFirst))
    #expect(style("a;b\n1;01/03/2025\n2;03/13/2025\n").dates == .found(.monthFirst))
    #expect(style("a;b\n1;01/03/2025\n").dates == .ambiguous([.dayFirst, .monthFirst]))
    #expect(
      style("a;b\n1;13/03/2025\n2;03/13/2025\n").dates == .ambiguous([.dayFirst, .monthFirst]))
    #expect(style("a;b\n1;13.03.2025\n").dateSeparator == ".")
    #expect(style("a;b\n1;x/y/z\n").dates == .nothing)
  }

  @Test("a schema is read in the file's style")
  func applied() throws {
    let text = "n;d\n2,5;13/03/2025\n"
    let schema = TableSchema([.init("n", .number), .init("d", .date)])
    let own = style(text).applied(to: schema)
    var table = try SchemaReader(own, CSVReader(bytes: Array(text.utf8)), file: "f")
    var isRight: Bool?
    while let one = try table.next({ finding, _ in Issue.record("\(finding)") }) { isRight = one }
    #expect(isRight == true && own.fields.map(\.decimalChar) == [",", nil])
    #expect(own.fields.map(\.days) == [nil, .init(order: .dayFirst)])
  }

  @Test("columns are proposed by their words, then by likeness; each field once")
  func mapping() {
    let schema = TableSchema([
      .init("code_structure"), .init("nb_salaries", .integer, labels: ["fr": "Nombre de salariés"]),
      .init("budget_total", .number), .init("nom"),
    ])
    let proposals = ColumnMapping.proposals(
      for: ["Code structure", "NOMBRE DE SALARIES", "budjet total", "nom", "Observations", ""],
      schema)
    #expect(
      proposals.map { "\($0.label) → \($0.field)" } == [
        "Code structure → code_structure", "NOMBRE DE SALARIES → nb_salaries",
        "budjet total → budget_total",
      ])
    // One edit in twelve characters lowers the likeness by 1/12.
    #expect(proposals.map(\.likeness) == [1, 1, 1 - 1.0 / 12])
  }

  @Test(
    "a space between groups of three digits is one of numbers, not of texts or telephone numbers")
  func groups() {
    func group(_ cells: String...) -> Character? {
      FileStyle(
        beginning: Array((["a;b"] + cells.map { "x;\($0)" }).joined(separator: "\n").utf8),
        isWhole: true
      ).group
    }
    #expect(group("1 234") == " " && group("12\u{202F}345,60") == "\u{202F}")
    #expect(group("1\u{A0}234\u{A0}567") == "\u{A0}")
    for other in ["04 78 00 00 00", "12 rue", "1 23", "1234 567", "1 234 x", "2 "] {
      #expect(group(other) == nil, "\(other)")
    }
  }
}
