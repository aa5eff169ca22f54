import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// Sends the same file by every way in which rows can come in. Source: acceptance/formats.md, “How files are read”.
@Suite("Files at every door", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct FileDoorsTests {
  let system: RunningSystem
  private let folder: String

  init() throws {
    system = try RunningSystem()
    try system.load()
    folder = "\(system.home)/doors"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  private struct Told: Decodable {
    struct One: Decodable {
      let row: Int
      let column, value, code: String
      let beside: [String]?
      var brief: String { "\(row) \(column) \(code) \(value)" }
    }
    let loaded, unchanged: Int
    let refused, findings: [One]
    var notes: [String] { findings.map(\.brief) }
  }

  private func load(_ name: String, _ text: String) throws -> Told {
    let printed = try system.vigie(
      "import", write(name, text), "--fictitious", "--format", "json")
    try #require([0, 3].contains(printed.code), "\(printed.errors)")
    return try JSONDecoder().decode(Told.self, from: Data(printed.output.utf8))
  }

  private static let structures =
    "structure_code;kind;name;manager_siren;siret;commune_code;commune_as_of;federated;zone;qpv;closed_on"

  @Test(
    "structures: what a code may be, what it looks like, whose SIRET it has, and what a row may change"
  )
  func structures() throws {
    let siret = "35600000000048"
    let told = try load(
      "structures.csv",
      """
      \(Self.structures)
      Z1;CS;Un;;\(siret);69381;1/1/2024;oui;;Vrai;
      z1 ;CS;Deux;;\(siret);69381;2024-01-01;;;;
      Ｚ１;CS;Trois;;;69381;2024-01-01;;;;
      \u{FEFF}Z2;CS;Quatre;;;69381;2024-01-01;;;;
      Z3\u{200B};CS;Cinq;;;69381;2024-01-01;;;;
      Z\u{202E}4;CS;Six;;;69381;2024-01-01;;;;
      Z5\u{0};CS;Sept;;;69381;2024-01-01;;;;
      Z6;CS;Hu\u{0}it;;;69381;2024-01-01;;;;
      \(String(repeating: "Z", count: 101));CS;Neuf;;;69381;2024-01-01;;;;
      Z7;CS;"Le "Lien;;;69381;2024-01-01;;;;
      \(Self.structures)
      Z8;CS;Onze;;;69381;2024-01-01;;;;
      ;;;;;;;;;;

      """)
    #expect(told.loaded == 4)
    #expect(
      told.refused.map { "\($0.row) \($0.code)" } == [
        "5 BAD_VALUE", "6 BAD_VALUE", "7 BAD_VALUE", "8 BAD_VALUE", "9 BAD_VALUE",
        "10 OUT_OF_RANGE",
        "11 STRAY_QUOTE", "12 HEADER_REPEATED",
      ])
    #expect(
      told.notes == [
        "3 structure_code TRIMMED z1 ", "3 siret SIRET_REPEATED \(siret)",
        "3 structure_code CODE_LOOKS_LIKE z1", "4 structure_code CODE_LOOKS_LIKE Ｚ１",
      ])
    #expect(told.findings.map { $0.beside ?? [] } == [[], ["Z1"], ["Z1"], ["Z1", "z1"]])

    // A file without some columns leaves their values; a file with empty cells in them empties the values.
    let part = try load(
      "structures.csv",
      "structure_code;kind;name;commune_code;commune_as_of\nZ1;CS;Uno;69381;2024-01-01\n")
    #expect(part.refused.isEmpty && part.findings.last?.brief == "2 name CORRECTED Uno")
    #expect(part.findings.last?.beside == ["Un"])
    let again = try load(
      "structures.csv",
      "sep=,\n\(Self.structures.replacing(";", with: ","))\nZ1,CS,Uno,,,69381,2024-01-01,true,,true,\n"
    )
    #expect(again.notes == ["1  FILE_STYLE ,", "3 siret CORRECTED "])
    #expect(again.findings.last?.beside == [siret])
    #expect(
      try load("structures.csv", "\(Self.structures)\nZ1;CS;Uno;;;69381;2024-01-01;true;;true;\n")
        .unchanged == 1)
  }

  @Test("sessions, people and answers: the bounds of numbers, addresses, half-days and open lists")
  func bounds() throws {
    let sessions = try load(
      "sessions.csv",
      """
      session_code;course;title;qualifying;state;first_day;last_day;half_days;half_day_hours;organiser;headcount
      N1;c;t;oui;held;1/3/2025;2/3/2025;5;3,5;caf;99999
      N2;c;t;non;held;2025-03-01;2025-03-02;1000;3,5;caf;
      N3;c;t;non;held;2025-03-01;2025-03-02;4;12,25;caf;
      N4;c;t;non;held;2025-03-01;2025-03-02;4;3,5;caf;100000
      N5;c;t;non;held;01/01/0001;2025-03-02;4;3,5;caf;
      N6;c;t;non;held;2025-03-01;2025-12-31;612;3,5;caf;

      """)
    #expect(
      sessions.refused.map { "\($0.row) \($0.column) \($0.code)" } == [
        "3 half_days OUT_OF_RANGE", "4 half_day_hours OUT_OF_RANGE", "5 headcount OUT_OF_RANGE",
        "6 first_day BAD_DATE",
      ])
    #expect(sessions.notes == ["1  FILE_STYLE 1,5", "2 half_days MANY_HALF_DAYS 5"])
    #expect(sessions.findings.last?.beside == ["4"])
    let open = try load(
      "sessions.csv",
      "session_code;course;title;qualifying;state;first_day;last_day;half_days;half_day_hours\nN7;c;t;oui;held;2025-03-01;2025-03-01;2;3,500\n"
    )
    #expect(open.loaded == 0 && open.refused.map(\.code) == ["DECIMAL_OPEN"])

    let people = try load(
      "people.csv",
      "person_code;family_name;given_name;email\nN1;Un;A;a@exemple.fr\nN2;Deux;B;\"b@exemple.fr\nBcc: c@exemple.fr\"\n"
    )
    #expect(people.refused.map(\.brief) == ["3 email BAD_VALUE b@exemple.fr\nBcc: c@exemple.fr"])

    let answers = try load(
      "evaluation_answers.csv",
      "year;structure_code;answered_on;training_actions;senacs_text\n2025;S01;2025-12-01;AUTOFORM COOP;a\u{7}\n2025;S01;2025-12-02;AUTOFORM COOP;a\n20250;S01;2025-12-03;;\n"
    )
    #expect(
      answers.refused.map { "\($0.row) \($0.column) \($0.code)" } == [
        "2 senacs_text BAD_VALUE", "4 year OUT_OF_RANGE",
      ])
    let unknown = try #require(answers.findings.first { $0.code == "CODE_UNKNOWN" })
    #expect(unknown.brief == "3 training_actions CODE_UNKNOWN COOP")
    #expect(unknown.beside?.contains("AUTOFORM") == true)
    let typed = try system.vigie(
      "evaluation", "answer", "S01", "training_actions=COOP", "--year", "2025")
    #expect(typed.code == 1 && typed.errors.contains("--new-code"), "\(typed.errors)")
  }

  @Test("rows of a call are read as rows of a file")
  func calls() throws {
    let call = try system.vigie(
      "call", "vigie.files.v1/SubmitRows",
      """
      {"file": "people.csv", "fictitious": true, "cause": "test", "rows": [
        {"person_code": " C1 ", "family_name": "Un", "given_name": "A", "email": "x@y.fr"},
        {"person_code": "C1", "family_name": "Un", "given_name": "A"},
        {"person_code": "C\\u0000", "family_name": "Un", "given_name": "A"},
        {"person_code": "c1", "family_name": "Un", "given_name": "A"}]}
      """, "--service", "registry")
    for word in ["TRIMMED", "DUPLICATE_ROW", "BAD_VALUE", "CODE_LOOKS_LIKE"] {
      #expect(call.output.contains(word), "\(word) \(call.output) \(call.errors)")
    }
    let attendance = try system.vigie(
      "call", "vigie.training.v1/RecordAttendance",
      #"{"sessionCode": "T01", "personCode": "P02", "audience": "employee", "status": "present", "halfDaysPresent": 1000}"#,
      "--service", "training")
    #expect(
      attendance.code == 1
        && attendance.errors.contains("halfDaysPresent a whole number from 0 to 999"),
      "\(attendance.errors)")
  }

  @Test(
    "answers with groups, stray quotes, blank rows and a day that is none: each row is told, the others count"
  )
  func answers() throws {
    let codebook = try write("codebook.json", SenacsAnswersTests.codebook)
    #expect(try system.vigie("senacs", "codebook", "2025", "--set", codebook).code == 0)
    let file = try write(
      "answers.csv",
      """
      sep=;
      code_structure;q1;salaries;produits;statut;date_validation
      S10;"Le Lien;10;12 345,50;valide;1/6/2025
      S13;b;1 2;2 5;valide;15/06/2025
      S15;"Le "Pont";10;5;valide;15/06/2025
      S16;d;10;5;valide;01/01/0001
      S17;e;1 000;1 000,5;valide;2025-06-15 23:30:00
      S18;f;1 000;1 000,5;valide;15/06/2025 00:00
      ;;;;;
      ;;;;;


      """)
    let told = try system.vigie(
      "senacs", "load", "2025", file, "--fictitious", "--refused", "\(folder)/refused.csv")
    for line in [
      "row 3, column q1, “\"Le Lien”: refused [STRAY_QUOTE]",
      "row 4, column salaries, “1 2”: refused [BAD_NUMBER]",
      "row 4, column produits, “2 5”: refused [BAD_NUMBER]",
      "row 5, column q1, “\"Le \"Pont\"”: refused [STRAY_QUOTE]",
      "row 6, column date_validation, “01/01/0001”: refused [BAD_DATE]",
      "row 7, column date_validation, “2025-06-15 23:30:00”: refused [DAY_WITH_TIME]",
    ] { #expect(told.output.tells(line), "\(line)\n\(told.output)\(told.errors)") }
    #expect(told.output.contains("(day in Paris: 2025-06-15)"), "\(told.output)")
    #expect(told.output.contains("1 answer loaded, 5 refused."), "\(told.output)")
    #expect(!told.output.contains("BLANK_ROW"))
    let taken = try system.vigie("senacs", "load", "2025", file, "--fictitious", "--drop-times")
    #expect(
      taken.output.contains("1 answer loaded, 1 known already, 4 refused."), "\(taken.output)")
  }

  @Test(
    "of a folder links are not followed, and a file that is not what its name says is not shown")
  func folders() throws {
    let secret = try write("secret.txt", "root;x;secret\na;b;c\n")
    let drop = "\(folder)/drop"
    try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(drop)/structures.csv", withDestinationPath: secret)
    try FileManager.default.copyItem(atPath: secret, toPath: "\(drop)/people.csv")
    #expect(mkfifo("\(drop)/mandates.csv", 0o600) == 0)
    let told = try system.vigie("import", drop, "--fictitious")
    #expect(
      told.output.contains("structures.csv: no row loaded, 1 refused."), "\(told.output)")
    #expect(told.output.split(separator: "\n").count { $0.contains("FILE_NOT_REGULAR") } == 2)
    #expect(
      told.output.tells(
        "columns person_code, family_name, given_name: file refused [MISSING_COLUMN]"))
    #expect(!(told.output + told.errors).contains("secret;") && !told.output.contains("root"))
  }

  @Test("a list with a code as long as codes may be is laid out like others")
  func longCode() throws {
    let code = String(repeating: "L", count: 100)
    _ = try load("structures.csv", "\(Self.structures)\n\(code);CS;Long;;;69381;2024-01-01;;;;\n")
    let listed = try system.vigie("registry", "list")
    let lines = listed.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(code) } && !lines.contains { $0.hasSuffix(" ") })
  }

  @Test(
    "a workbook whose numbers and days are texts is read as a text file, and its days with a time as they stand"
  )
  func workbookOfTexts() throws {
    let schema = try write(
      "s.json",
      """
      {"fields": [{"name": "code"}, {"name": "n", "type": "number"}, {"name": "jour", "type": "date"},
        {"name": "f", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
        {"name": "at", "type": "datetime"}]}
      """)
    func book(_ name: String, _ rows: [[Cell]]) throws -> String {
      let path = "\(folder)/\(name)"
      let writer = try WorkbookWriter(
        path: path, title: "t", created: .now)
      try writer.addSheet(
        SheetLayout("S", columns: ["code", "n", "jour", "f", "at"].map { ColumnLayout($0) }))
      for row in rows { try writer.append(row) }
      try writer.close()
      return path
    }
    let day = try #require(CivilDate("2025-12-31"))
    let path = try book(
      "t.xlsx",
      [
        [.text("A"), .text("1 234,50"), .text("31/12/2025"), .text("oui")],
        [.text("B"), .number(12.5, written: "12.5"), .date(day), .flag(true)],
        [.text("C"), .text("2 5"), .dateTime(day, second: 84_600), .flag(false)],
        [.text("D"), .empty, .dateTime(day, second: 0), .empty, .dateTime(day, second: 0)],
      ])
    func check(_ more: String...) throws -> RunningSystem.Result {
      try RunningSystem.vigie(["check", path, "--schema", schema, "--lang", "en"] + more)
    }
    let told = try check()
    #expect(
      told.output.hasPrefix(
        "File read as: decimal comma, thousands set apart, dates day/month/year"))
    #expect(
      told.output.tells("row 4, column n, “2 5”: refused [BAD_NUMBER]"),
      "\(told.output)\(told.errors)")
    #expect(told.output.tells("row 4, column jour, “2025-12-31T23:30:00”: refused [DAY_WITH_TIME]"))
    #expect(told.output.contains("4 rows, 1 to correct."))
    #expect(try !check("--drop-times").output.contains("DAY_WITH_TIME"))
    let open = try book("u.xlsx", [[.text("A"), .text("1,5"), .text("01/02/2025"), .empty]])
    let asked = try RunningSystem.vigie(["check", open, "--schema", schema, "--lang", "en"])
    #expect(asked.code == 1 && asked.errors.contains("Say which with --dates"), "\(asked.errors)")
    let said = try RunningSystem.vigie(["check", open, "--schema", schema, "--dates", "day-first"])
    #expect(said.code == 0, "\(said.errors)\(said.output)")
  }
}
