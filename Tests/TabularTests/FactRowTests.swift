import Tabular
import Testing
import Values

/// What a row of a fact file may hold. Source: acceptance/formats.md.
@Suite("Rows of a fact file")
struct FactRowTests {
  private struct Facts: FactContext {
    var known: [String: String]?

    func knows(_ value: String, as reference: Reference, on day: CivilDate?) -> Bool {
      value != "NOPE"
    }
    func alike(_ value: String, as reference: Reference) -> [String] { [] }
    func excess(in row: FactRow) -> String? { nil }
    func stored(_ key: [String]) -> [String: String]? { known }
  }

  private static let form = TableForm(
    "f.csv", key: ["code"],
    columns: [
      Column("code"), Column("ref", mayBeEmpty: true, reference: Reference("x", code: "UNKNOWN_X")),
      Column("name", .text, mayBeEmpty: true), Column("note", .freeText, mayBeEmpty: true),
      Column("mail", .email, mayBeEmpty: true), Column("day", .date, mayBeEmpty: true),
      Column("flag", .flag, mayBeEmpty: true),
      Column("count", .integer(atLeast: 1, atMost: 999), mayBeEmpty: true),
      Column("hours", .decimal(atMost: 12), mayBeEmpty: true),
      Column("amount", .amount, mayBeEmpty: true),
      Column("year", .year, mayBeEmpty: true),
      Column("list", .list, mayBeEmpty: true),
    ])

  @Test("a header is refused with all columns that it lacks, and with the one that stands twice")
  func header() throws {
    let form = TableForm(
      "f.csv", key: ["code"],
      columns: [
        Column("code"), Column("name", .text), Column("day", .date),
        Column("note", .freeText, mayBeEmpty: true),
      ])
    func told(_ header: String) throws -> (refusals: [String], findings: [String]) {
      let table = try SchemaReader(
        form.schema, CSVReader(bytes: Array("\(header)\n".utf8)), file: "f.csv")
      let (refusals, findings) = FactCheck(form, Facts()).header(of: table)
      return (
        refusals.map { "\($0.column) \($0.code)" }, findings.map { "\($0.column) \($0.code)" }
      )
    }

    let lacking = try told("code;colour;code")
    let whole = try told("code;name;day;colour")

    #expect(
      lacking.refusals == ["code DUPLICATE_COLUMN", "name MISSING_COLUMN", "day MISSING_COLUMN"])
    #expect(lacking.findings.isEmpty)
    #expect(whole.refusals.isEmpty)
    #expect(whole.findings == ["colour UNKNOWN_COLUMN", "note MISSING_COLUMN"])
  }

  /// Reads a row as if it were the only one of a file.
  private func check(
    _ row: [String: String], _ known: [String: String]? = nil, _ style: FileStyle? = nil
  ) throws -> FactCheck.Outcome {
    let labels = row.keys.sorted()
    let text = ([labels + ["#"]] + [labels.map { row[$0] ?? "" } + ["-"]]).map {
      CSVWriter.record($0)
    }
    var table = try SchemaReader(
      style?.applied(to: Self.form.schema) ?? Self.form.schema,
      CSVReader(bytes: Array(text.joined().utf8)), file: "f.csv")
    var check = FactCheck(Self.form, Facts(known: known))
    return try #require(try check.next(of: &table))
  }

  /// Returns what becomes of a row: its first fault, or the cell that is kept in a column, and the findings.
  private func outcome(
    _ column: String, _ cell: String, with cells: [String: String] = [:],
    known: [String: String]? = nil, style: FileStyle? = nil
  ) throws -> (fault: String?, cell: String, told: [String]) {
    let row = cells.merging(["code": "A"]) { old, _ in old }.merging([column: cell]) { $1 }
    switch try check(row, known, style) {
    case .refused(let finding): return ("\(finding.column) \(finding.code)", "", [])
    case .row(let row, let findings): return (nil, row.text(column), findings.map(\.code))
    }
  }

  @Test("a code has no space around it, is in NFC, and holds nothing that nobody sees")
  func codes() throws {
    for (written, kept) in [
      (" F-1", "F-1"), ("F-1\u{A0}", "F-1"), ("F-1\t\n", "F-1"), ("F 1", "F 1"),
      ("e\u{301}", "\u{E9}"),
    ] {
      let one = try outcome("code", written)
      #expect(one.fault == nil && one.cell.unicodeScalars.elementsEqual(kept.unicodeScalars))
      #expect(one.told == (["F 1", "e\u{301}"].contains(written) ? [] : ["TRIMMED"]))
    }
    for hidden in [
      "\u{FEFF}", "\u{0}", "\u{200B}", "\u{202E}", "\u{AD}", "\u{2060}", "\u{180E}", "\u{3164}",
      "\u{FE0F}", "\u{34F}", "\u{7F}", "\u{85}x", "\u{E0041}",
    ] {
      for code in ["\(hidden)F-1", "F\(hidden)1", "F-1\(hidden)"] where !code.hasPrefix("\u{85}") {
        #expect(
          try outcome("code", code).fault == "code BAD_VALUE", "\(code.unicodeScalars.map(\.value))"
        )
      }
    }
    for inside in ["\u{A0}", "\t", "\n", "\u{2003}", "\u{3000}", "\u{2028}"] {
      #expect(try outcome("code", "F\(inside)1").fault == "code BAD_VALUE")
    }
    #expect(try outcome("ref", "F\u{200B}1").fault == "ref BAD_VALUE")
    #expect(try outcome("list", "A B\u{200B}").fault == "list BAD_VALUE")
    #expect(try outcome("list", "A  B").fault == "list BAD_VALUE")
    #expect(try outcome("code", " \u{A0}").fault == "code MISSING_VALUE")
  }

  @Test("texts and numbers have the bounds of the forms and no others")
  func bounds() throws {
    func text(_ count: Int) -> String { String(repeating: "é", count: count) }
    for (column, most) in [("code", 100), ("ref", 100), ("name", 500), ("note", 20_000)] {
      #expect(try outcome(column, text(most)).fault == nil, "\(column)")
      #expect(try outcome(column, text(most + 1)).fault == "\(column) OUT_OF_RANGE")
    }
    #expect(try outcome("list", "A " + text(101)).fault == "list OUT_OF_RANGE")
    for (column, cell, fault) in [
      ("count", "999", nil), ("count", "1000", "OUT_OF_RANGE"), ("count", "0", "BAD_NUMBER"),
      ("count", "-1", "BAD_NUMBER"), ("count", "1e3", "BAD_NUMBER"),
      ("count", String(repeating: "9", count: 40), "OUT_OF_RANGE"),
      ("count", String(repeating: "0", count: 20) + "7", nil),
      ("hours", "12", nil), ("hours", "12.01", "OUT_OF_RANGE"), ("hours", "-1", "BAD_NUMBER"),
      ("hours", "3,5", "BAD_NUMBER"), ("hours", "1e1", "BAD_NUMBER"), ("hours", ".5", "BAD_NUMBER"),
      ("year", "1900", nil), ("year", "2199", nil), ("year", "1899", "OUT_OF_RANGE"),
      ("year", "99999999999999999999", "OUT_OF_RANGE"), ("year", "-1", "BAD_NUMBER"),
      ("note", "a\n\tb\r\n", nil), ("note", "a\u{7}", "BAD_VALUE"), ("note", "a\u{0}", "BAD_VALUE"),
      ("note", "a\u{9B}", "BAD_VALUE"), ("name", "a\u{0}b", "BAD_VALUE"),
    ] {
      #expect(
        try outcome(column, cell).fault == fault.map { "\(column) \($0)" }, "\(column) \(cell)")
    }
    // Faults are told in the order missing, form, references, range, and only the first of them.
    #expect(try outcome("count", "1000", with: ["ref": "NOPE"]).fault == "ref UNKNOWN_X")
    #expect(try outcome("day", "hier", with: ["ref": "NOPE"]).fault == "day BAD_DATE")
    #expect(try outcome("code", "", with: ["day": "hier"]).fault == "code MISSING_VALUE")
  }

  @Test("days, flags and numbers are read as people write them, and kept as agreed")
  func forms() throws {
    for (column, cell, kept) in [
      ("day", "2025-03-15", "2025-03-15"), ("day", "15/3/2025", "2025-03-15"),
      ("day", "1/2/2025", "2025-02-01"), ("day", "2025-03-15T00:00:00", "2025-03-15"),
      ("day", "15/03/2025 00:00", "2025-03-15"), ("flag", "OUI", "true"), ("flag", "Vrai", "true"),
      ("flag", "1", "true"), ("flag", "non", "false"), ("flag", "FAUX", "false"),
      ("flag", "0", "false"),
    ] { #expect(try outcome(column, cell).cell == kept, "\(cell)") }
    for day in [
      "03/15/2025", "2025/03/15", "15-03-2025", "15.03.2025", "15/03/25", "2025-3-15", "30/02/2025",
      "2025-03-15 08:00", "01/01/0001", "9999-12-31", "1899-12-31", "2200-01-01",
    ] { #expect(try outcome("day", day).fault == "day BAD_DATE", "\(day)") }
    #expect(try outcome("flag", "peut-être").fault == "flag BAD_VALUE")
    let french = FileStyle(
      beginning: Array("code;hours;count\nA;3,5;1 000\n".utf8), isWhole: true)
    #expect(try outcome("hours", "3,5", style: french).cell == "3.5")
    // A value is kept as one text, so digits that a spreadsheet adds are no correction.
    for (column, cell, kept) in [
      ("hours", "3,50", "3.5"), ("hours", "03,0", "3"), ("hours", "0,0", "0"),
      ("count", "0012", "12"),
    ] { #expect(try outcome(column, cell, style: french).cell == kept, "\(cell)") }
    #expect(try outcome("hours", "3.5", style: french).fault == "hours BAD_NUMBER")
    #expect(try outcome("count", "0 5", style: french).fault == "count BAD_NUMBER")
  }

  @Test("an amount has 1 to 12 digits, then at most a decimal character and one or two digits")
  func amounts() throws {
    for (cell, kept) in [
      ("0", "0"), ("0.00", "0"), ("12000", "12000"), ("12000.00", "12000"), ("8000.5", "8000.5"),
      ("0012.30", "12.3"), ("999999999999.99", "999999999999.99"), (" 7 ", "7"), ("", ""),
    ] {
      let one = try outcome("amount", cell)
      #expect(one.fault == nil && one.cell == kept, "\(cell)")
    }
    for cell in [
      "1234567890123", "0000000000001", "1.234", "1.", ".5", "1,5", "-1", "+1", "1e3", "1 000",
      "12 €", "zero", "1.2.3", "٣", String(repeating: "9", count: 40),
    ] { #expect(try outcome("amount", cell).fault == "amount BAD_NUMBER", "\(cell)") }
    // As a French spreadsheet saves amounts.
    let french = FileStyle(
      beginning: Array("code;amount\nA;3,5\nB;1 000\n".utf8), isWhole: true)
    for (cell, kept) in [
      ("12 000,50", "12000.5"), ("999 999 999 999,99", "999999999999.99"), ("5,00", "5"),
    ] { #expect(try outcome("amount", cell, style: french).cell == kept, "\(cell)") }
    for cell in ["1.5", "1,234", "1 000 000 000 000", "12 00"] {
      #expect(
        try outcome("amount", cell, style: french).fault == "amount BAD_NUMBER", "\(cell)")
    }
  }

  @Test("of two columns exactly one is filled; that neither or both are is a fault of form")
  func exactlyOne() throws {
    let form = TableForm(
      "p.csv", key: ["code", "own", "other"],
      columns: [
        Column("code"),
        Column("own", mayBeEmpty: true, reference: Reference("x", code: "UNKNOWN_X")),
        Column("other", mayBeEmpty: true, reference: Reference("y", code: "UNKNOWN_Y")),
        Column("day", .date, mayBeEmpty: true),
      ], exactlyOne: TableForm.ExactlyOne(["own", "other"], code: "PARTY_UNCLEAR"))
    func faults(_ text: String) throws -> [String] {
      var table = try SchemaReader(
        form.schema, CSVReader(bytes: Array(text.utf8)), file: "p.csv")
      var check = FactCheck(form, Facts(known: nil))
      var told: [String] = []
      while let outcome = try check.next(of: &table) {
        guard case .refused(let finding) = outcome else { continue }
        told.append("\(finding.row) \(finding.column) \(finding.value) \(finding.code)")
      }
      return told
    }
    // An empty cell is part of the key, so rows 2 and 3 differ, and row 4 is row 2 once more.
    #expect(
      try faults("code;own;other;day\nA;1;;\nA;;1;\nA;1;;\nA;2;;\n") == ["4 code A DUPLICATE_ROW"])
    for (row, right) in [
      ("A;;;", "own  PARTY_UNCLEAR"), ("A;1;2;", "own 1 PARTY_UNCLEAR"),
      ("A; ; ;", "own   PARTY_UNCLEAR"),
      // The leftmost fault of form is told, and any such fault before an unknown reference.
      ("A\u{200B};1;2;", "code A\u{200B} BAD_VALUE"), ("A;1\u{200B};2;", "own 1\u{200B} BAD_VALUE"),
      ("A;1;2\u{200B};", "own 1 PARTY_UNCLEAR"), ("A;;;hier", "own  PARTY_UNCLEAR"),
      ("A;1;;hier", "day hier BAD_DATE"), ("A;NOPE;2;", "own NOPE PARTY_UNCLEAR"),
      ("A;NOPE;;", "own NOPE UNKNOWN_X"), ("A;;NOPE;", "other NOPE UNKNOWN_Y"),
      (";1;2;", "code  MISSING_VALUE"),
    ] { #expect(try faults("code;own;other;day\n\(row)\n") == ["2 \(right)"], "\(row)") }
    // The order of a file's columns does not matter, and a file may lack the other one.
    #expect(try faults("other;day;own;code\n2;hier;1;A\n") == ["2 own 1 PARTY_UNCLEAR"])
    #expect(try faults("own;code\n1;A\n;A\n") == ["3 own  PARTY_UNCLEAR"])
  }

  @Test(
    "an e-mail address is one",
    arguments: [
      ("marie.durand+caf@exemple.fr", true), ("é@exämple.fr", true), ("a@b", false),
      ("a b@c.fr", false),
      ("a@c.fr\nBcc: x@y.fr", false), ("a@c.fr, b@c.fr", false), ("<a@c.fr>", false),
      ("a@@c.fr", false),
      ("a@c..fr", false), ("a\u{0}@c.fr", false), ("a\u{200B}@c.fr", false), ("@c.fr", false),
      ("a@-c.fr", false),
    ])
  func mail(_ text: String, _ isOne: Bool) throws {
    #expect(try outcome("mail", text).fault == (isOne ? nil : "mail BAD_VALUE"))
  }

  @Test("a column that may be empty and is absent leaves what is known; an empty cell empties it")
  func absent() throws {
    let known = ["code": "A", "name": "Un", "note": "x", "count": "5000"]
    guard case .row(let row, _) = try check(["code": "A", "name": ""], known) else {
      Issue.record("the row is refused")
      return
    }
    // The stored `count` of 5000 is above today's bound and stays as well.
    #expect(row.text("name").isEmpty && row.text("note") == "x" && row.text("count") == "5000")
    guard case .row(let new, _) = try check(["code": "A"]) else {
      Issue.record("the row is refused")
      return
    }
    #expect(new.text("note").isEmpty)
  }

  @Test("a cell that another cell needs is not empty, and one that it does not allow is not filled")
  func conditions() throws {
    let form = TableForm(
      "g.csv", key: ["role"],
      columns: [
        Column("role", .choice(["wide", "own"])), Column("place", .territory, mayBeEmpty: true),
        Column("ref", mayBeEmpty: true, reference: Reference("x", code: "UNKNOWN_X")),
      ],
      filledWhen: [
        "place": TableForm.Condition("role", ["wide"]),
        "ref": TableForm.Condition("role", ["own"], isNeeded: true),
      ])
    func fault(_ row: String) throws -> String? {
      var table = try SchemaReader(
        form.schema, CSVReader(bytes: Array("role;place;ref\n\(row)\n".utf8)), file: "g.csv")
      var check = FactCheck(form, Facts(known: nil))
      let outcome = try #require(try check.next(of: &table))
      guard case .refused(let finding) = outcome else { return nil }
      let beside = finding.beside?.joined(separator: ", ") ?? "-"
      return "\(finding.column) \(finding.code) \(beside)"
    }
    for row in ["wide;;", "wide;69M;", "own;;S1"] { #expect(try fault(row) == nil, "\(row)") }
    // The last rows show the order: missing, form, reference.
    for (row, right) in [
      ("own;;", "ref MISSING_VALUE role = own"), ("wide;;S1", "ref BAD_VALUE role = wide"),
      ("own;69M;S1", "place BAD_VALUE role = own"), ("wide;Lyon;", "place BAD_VALUE -"),
      ("other;;", "role BAD_VALUE wide, own"), ("own;Lyon;", "ref MISSING_VALUE role = own"),
      ("wide;;NOPE", "ref BAD_VALUE role = wide"), ("own;;NOPE", "ref UNKNOWN_X -"),
    ] { #expect(try fault(row) == right, "\(row)") }
    for place in ["69", "69D", "69266", " 69M"] {
      #expect(try fault("wide;\(place);") == nil, "\(place)")
    }
    for place in ["69m", "6926", "38185", "69X", "69 69M"] {
      #expect(try fault("wide;\(place);") == "place BAD_VALUE -", "\(place)")
    }
  }

  @Test("a fact file is read in any style that can be told, by its own columns")
  func styles() throws {
    func style(_ text: String) -> FileStyle {
      FileStyle(of: Self.form.schema, beginning: Array(text.utf8), isWhole: true)
    }
    #expect(style("code;hours\nA;3.5\n").otherThanAgreed.isEmpty)
    #expect(style("code;hours\nA;1.125\n").openColumns(of: Self.form.schema).isEmpty)
    #expect(style("sep=,\ncode,hours\nA,3.5\n").otherThanAgreed == ",")
    #expect(style("code\thours\tname\nA\t3,5\ta;b;c\n").otherThanAgreed == "tab 1,5")
    #expect(
      style("code;hours\nA;3,500\n").openColumns(of: Self.form.schema) == ["hours", "amount"])
    // A comma in another column's text says nothing about numbers.
    #expect(style("code;name;hours\nA;1,5;2\n").otherThanAgreed.isEmpty)
  }
}
