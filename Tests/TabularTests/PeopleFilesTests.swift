import Foundation
import Tabular
import Testing
import Values

/// Files as people really send them, read by a schema in the style that the file shows.
@Suite("Files as people send them")
struct PeopleFilesTests {
  static let schema = """
    {"fields": [{"name": "code", "constraints": {"required": true}}, {"name": "nom"},
      {"name": "etp", "type": "number"}, {"name": "nb", "type": "integer"}, {"name": "jour", "type": "date"}]}
    """

  /// What becomes of a file: the findings as `row column code value`, and the right rows in the one form that is kept.
  struct Outcome {
    var told: [String] = []
    var beside: [[String]] = []
    var rows: [String] = []
  }

  static func read(
    _ text: String, _ schema: String = schema, dates: DateStyle? = nil, dropsTimes: Bool = false,
    isFact: Bool = false
  ) throws -> Outcome {
    let schema = try JSONDecoder().decode(TableSchema.self, from: Data(schema.utf8))
    let bytes = Array(text.utf8)
    var style = FileStyle(beginning: bytes, isWhole: true) { schema.use(of: $0) }
    style.say(dates: dates)
    style.dropsTimes = dropsTimes
    let applied = style.applied(to: schema)
    func reader() -> CSVReader {
      var rest: [UInt8]? = bytes
      return CSVReader(style, keepsEmptyLines: true) {
        defer { rest = nil }
        return rest
      }
    }
    let keys = try ForeignKeys(of: applied, reader(), mapping: [:])
    var table = try SchemaReader(applied, reader(), file: "f", isFact: isFact, keys: keys)
    var outcome = Outcome()
    func tell(_ finding: Finding) {
      outcome.told.append("\(finding.row) \(finding.column) \(finding.code) \(finding.value)")
      if let beside = finding.beside { outcome.beside.append(beside) }
    }
    for finding in table.headerFindings { tell(finding) }
    while let isRight = try table.next({ finding, _ in tell(finding) }) {
      guard isRight else { continue }
      let cells = table.canonicalCells()
      outcome.rows.append((0..<cells.count).map { cells[$0] }.joined(separator: "|"))
    }
    return outcome
  }

  @Test(
    "Excel's line sep= tells the separator, and the header stands in row 2",
    arguments: [";", ",", "\t", "|"])
  func separatorLine(_ mark: String) throws {
    let lines =
      ["sep=\(mark)"]
      + [["code", "nom", "etp"], ["A", "Le Lien", "2.5"], ["", "B", "3"]].map {
        $0.joined(separator: mark)
      }
    let schema = Self.schema.replacing(
      #", {"name": "nb", "type": "integer"}, {"name": "jour", "type": "date"}"#, with: "")
    for begin in ["", "\u{FEFF}"] {
      let outcome = try Self.read(begin + lines.joined(separator: "\r\n"), schema)
      #expect(outcome.told == ["4 code MISSING_VALUE "] && outcome.rows == ["A|Le Lien|2.5"])
    }
  }

  @Test(
    "lines end with CR, LF, CRLF or what a text mode makes of it",
    arguments: ["\r", "\n", "\r\n", "\r\r\n"])
  func lineEnds(_ end: String) throws {
    let lines = ["code;nom;etp;nb;jour", "A;\"x\ry\";1;2;2025-03-01", "B;y;1;2;2025-03-01", ""]
    let outcome = try Self.read(lines.joined(separator: end))
    #expect(
      outcome.told.isEmpty && outcome.rows == ["A|x\ry|1|2|2025-03-01", "B|y|1|2|2025-03-01"])
  }

  @Test("groups have three digits, the first one to three, one mark a file")
  func groups() throws {
    let outcome = try Self.read(
      """
      code;nom;etp;nb;jour
      A;;1 234,50;1 234;
      B;;2 5;1 2;
      C;;12 34,5;12 345 678;
      D;;1\u{A0}234,5;-1 234;
      E;;1234 567;1 234567;
      F;;0,5 00;1234;
      """)
    #expect(outcome.rows == ["A||1234.5|1234|"])
    #expect(
      outcome.told == [
        "3 etp BAD_NUMBER 2 5", "3 nb BAD_NUMBER 1 2", "4 etp BAD_NUMBER 12 34,5",
        "5 etp BAD_NUMBER 1\u{A0}234,5", "6 etp BAD_NUMBER 1234 567", "6 nb BAD_NUMBER 1 234567",
        "7 etp BAD_NUMBER 0,5 00",
      ])
    #expect(try Self.read("code;nom;etp;nb;jour\nA;;2 5;1 2;\n").told.count == 2)
  }

  @Test("zeros may be missing from a day; a year stands first in every order")
  func unpadded() throws {
    let outcome = try Self.read(
      "code;nom;etp;nb;jour\nA;;;;1/3/2025\nB;;;;15/3/2025\nC;;;;2025-03-02\nD;;;;3/15/2025\nE;;;;2025-3-2\n",
      dates: .dayFirst)
    #expect(outcome.rows == ["A||||2025-03-01", "B||||2025-03-15", "C||||2025-03-02"])
    #expect(outcome.told == ["5 jour BAD_DATE 3/15/2025", "6 jour BAD_DATE 2025-3-2"])
  }

  @Test(
    "midnight beside a day is nothing; another time is told with the day in Paris, and taken when asked"
  )
  func times() throws {
    let cells = [
      "2025-03-01T00:00:00", "2025-03-01 00:00", "01/03/2025 00:00:00", "2025-03-01T00:00:00.000Z",
      "2025-12-31 23:30:00", "2025-12-31T23:30:00Z", "13/03/2025 8:05", "2025-02-28T23:00:00+00:00",
    ]
    let text = "code;nom;etp;nb;jour\n" + cells.map { "A;;;;\($0)\n" }.joined()
    let outcome = try Self.read(text)
    #expect(outcome.rows == Array(repeating: "A||||2025-03-01", count: 4))
    #expect(
      outcome.told == cells.dropFirst(4).enumerated().map { "\($0 + 6) jour DAY_WITH_TIME \($1)" })
    let days = ["2025-12-31", "2026-01-01", "2025-03-13", "2025-03-01"]
    #expect(outcome.beside == days.map { [$0] })
    let taken = try Self.read(text, dropsTimes: true)
    #expect(taken.told.isEmpty && taken.rows.suffix(4) == days.map { "A||||\($0)" }[...])
    #expect(try Self.read("code;nom;etp;nb;jour\nA;;;;2025-03-01 25:00\n").told.count == 1)
  }

  @Test("byte order marks are part of no name, and a header that comes again is no row")
  func marks() throws {
    let (header, row) = ("code;nom;etp;nb;jour\n", "A;x;1;2;2025-03-01\n")
    for begin in ["\u{FEFF}\u{FEFF}", "\u{FEFF}\u{FEFF}\u{FEFF}"] {
      let outcome = try Self.read(begin + header + row)
      #expect(outcome.told.isEmpty && outcome.rows.count == 1)
    }
    let quoted = try Self.read("\u{FEFF}\"code\";\"nom\u{FEFF}\";etp;nb;jour\n" + row)
    #expect(quoted.told.isEmpty && quoted.rows.count == 1)
    for again in ["\u{FEFF}" + header, header, "\u{FEFF}\"code\";\"nom\";etp;nb;jour\n"] {
      let outcome = try Self.read("\u{FEFF}" + header + row + again + row)
      #expect(outcome.told.map { $0.prefix(22) } == ["3 code HEADER_REPEATED"])
      #expect(outcome.rows.count == 2)
    }
  }

  @Test(
    "a stray quote is told with the row and the column where it was opened, and takes no other row along"
  )
  func strayQuotes() throws {
    let header = "code;nom;etp;nb;jour\n"
    let pair = try Self.read(header + "A;\"Le Lien;1;2;\nB;b;1;2;\nC;\"c\";1;2;\nD;d;1;2;\n")
    #expect(
      pair.told == ["2 nom STRAY_QUOTE \"Le Lien"] && pair.rows.map(\.first) == ["B", "C", "D"])
    let inside = try Self.read(
      header
        + "A;Centre \"Le Lien\";1;2;\nB;\"Centre \"\"B\"\"\";1;2;\nC;\"Centre\" C;1;2;\nD;\"d\nd\";1;2;\n"
    )
    #expect(inside.told == ["4 nom STRAY_QUOTE \"Centre\" C"])
    #expect(inside.rows == ["A|Centre \"Le Lien\"|1|2|", "B|Centre \"B\"|1|2|", "D|d\nd|1|2|"])
    #expect(throws: CSVError.unterminatedQuote(row: 3)) {
      try Self.read(header + "A;a;1;2;\nB;\"b;1;2;\nC;c;1;2;\n")
    }
  }

  @Test("the same bytes in chunks of any size are the same records")
  func chunks() throws {
    let bytes = Array("a;\"b\"x;c\r\rd;\"e\"\"\";\r\n;;\n\"f\r\n\";g\r\r\n\n;;\n\n".utf8)
    func records(_ size: Int) throws -> [[String]] {
      var rest = bytes[...]
      var reader = CSVReader(keepsEmptyLines: true) {
        defer { rest = rest.dropFirst(size) }
        return rest.isEmpty ? nil : Array(rest.prefix(size))
      }
      var records: [[String]] = []
      while let record = try reader.next() {
        records.append(record + (reader.strayQuote.map { ["\($0)"] } ?? []))
      }
      return records
    }
    let right = [
      ["a", "\"b\"x", "c", "1"], [""], ["d", "e\"", ""], ["", "", ""], ["f\r\n", "g"],
    ]
    for size in 1...bytes.count { #expect(try records(size) == right, "\(size)") }
  }

  @Test("many stray quotes take work as the file is long, up to a bound")
  func quotesInMany() throws {
    // Each line opens a quote that the next line closes, and so on to the end.
    let line = String(repeating: "x", count: 900) + "\";\"y\n"
    let text = "code;nom\n" + String(repeating: line, count: 20_000)
    var reader = CSVReader(bytes: Array(text.utf8))
    #expect(throws: CSVError.self) { while try reader.advance() {} }
  }

  @Test("rows of separators and empty lines are nothing at the end, and told elsewhere")
  func blankRows() throws {
    let (header, row) = ("code;nom;etp;nb;jour\n", "A;x;1;2;2025-03-01\n")
    let end = ";;;;\n; ;\u{A0};;\n\"\";;;;\n\n\n"
    #expect(try Self.read(header + row + end).told.isEmpty)
    #expect(try Self.read(header + row + end).rows.count == 1)
    let between = try Self.read(header + row + ";;;;\n\n" + row + ";;;;\n")
    #expect(between.told == ["3  BLANK_ROW ", "4  BLANK_ROW "] && between.rows.count == 2)
  }

  @Test("each column has its own look; others tell what one leaves open, but never a text")
  func columns() throws {
    let schema = """
      {"fields": [{"name": "t"}, {"name": "d", "type": "date"}, {"name": "e", "type": "date"},
        {"name": "n", "type": "number"}, {"name": "m", "type": "number"}]}
      """
    let outcome = try Self.read(
      "t;d;e;n;m\n2024/05/06;2025-03-01;01/02/2025;1,5;1.5\n1.234;2025-03-02;13/02/2025;1,125;2.5\n",
      schema)
    #expect(outcome.told.isEmpty)
    #expect(
      outcome.rows.map { $0.split(separator: "|").dropFirst().joined(separator: " ") } == [
        "2025-03-01 2025-02-01 1.5 1.5", "2025-03-02 2025-02-13 1.125 2.5",
      ])
    let open = FileStyle(beginning: Array("t;d;e;n;m\n;;01/02/2025;;\n".utf8), isWhole: true)
    #expect(open.look(of: "e").dates == .ambiguous([.dayFirst, .monthFirst]))
  }

  @Test(
    "a file of one column is a file like others, and an order that was said is the one that is read"
  )
  func oneColumn() throws {
    let number = #"{"fields": [{"name": "a", "type": "number"}]}"#
    let day = #"{"fields": [{"name": "a", "type": "date"}]}"#
    #expect(try Self.read("a\n12,50\n13,75\n", number).rows == ["12.5", "13.75"])
    #expect(try Self.read("a\n13/03/2025\n14/3/2025\n", day).rows == ["2025-03-13", "2025-03-14"])
    #expect(try Self.read("a\n2015-06-05\n", day, dates: .iso).rows == ["2015-06-05"])
    #expect(try Self.read("a\n01/02/2025\n", day, dates: .monthFirst).rows == ["2025-01-02"])
    #expect(try Self.read("a\n13/03/2025\n", day, dates: .iso).told == ["2 a BAD_DATE 13/03/2025"])
  }

  @Test("what becomes a fact has the days that facts have, and texts without control characters")
  func facts() throws {
    let text =
      "code;nom;etp;nb;jour\nA;;;;01/01/0001\nB;;;;31/12/2199\nC;x\u{7};;;\nD;x\ty;;;\nE;x\u{0};;;\n"
    let outcome = try Self.read(text, dates: .dayFirst, isFact: true)
    #expect(outcome.rows == ["B||||2199-12-31", "D|x\ty|||"])
    #expect(
      outcome.told == [
        "2 jour BAD_DATE 01/01/0001", "4 nom BAD_VALUE x\u{7}", "6 nom BAD_VALUE x\u{2400}",
      ])
    let long = String(repeating: "é", count: 20_001)
    #expect(
      try Self.read("code\n\(long)\n", isFact: true).told.last?.contains("OUT_OF_RANGE") == true)
  }
}
