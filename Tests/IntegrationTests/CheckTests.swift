import Foundation
import TestSupport
import Testing

/// Runs `vigie check` on files as people have them; no service runs.
@Suite("A file of anyone's, checked", .onWaitingThreads)
struct CheckTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "vigie-check-\(UUID().uuidString)")
  private static let schema = """
    {"fields": [
      {"name": "code_structure", "labels": {"fr": "Code de la structure"}, "constraints": {"required": true}},
      {"name": "budget_total", "type": "number", "constraints": {"minimum": 0}},
      {"name": "agrement", "type": "date"}]}
    """

  private func check(
    _ bytes: some Sequence<UInt8>, _ words: String..., files: [String] = []
  ) throws -> RunningSystem.Result {
    try check(bytes, words: words, files: files)
  }

  private func check(
    _ bytes: some Sequence<UInt8>, words: [String], files: [String] = []
  ) throws -> RunningSystem.Result {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: "f.csv"))
    try Data(Self.schema.utf8).write(to: folder.appending(path: "s.json"))
    return try RunningSystem.vigie(
      ["check", "\(folder.path)/f.csv", "--schema", "\(folder.path)/s.json", "--lang", "en"] + words
        + files.flatMap { ["--\($0)", "\(folder.path)/\($0)"] })
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test("a French file in Windows-1252 with decimal commas is read as it is")
  func french() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let text =
      "code_structure;budget_total;agrement\nS01;1234,50;13/03/2025\nCaf\u{E9};-2;31/12/2024\n;x;30/2/2025\n"
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    let result = try check(latin, files: ["refused", "findings"])
    #expect(result.code == 1)
    #expect(
      result.output.hasPrefix(
        "File read as: Windows-1252, separator semicolon, decimal comma, dates day/month/year\n"))
    #expect(
      result.output.contains(
        "row 3, column budget_total, “-2”: refused. Beyond the bounds (at least 0). [OUT_OF_RANGE]")
    )
    #expect(result.output.contains("3 rows, 2 to correct."))
    #expect(
      try self.text("refused")
        == "code_structure;budget_total;agrement\nCafé;-2;31/12/2024\n;x;30/2/2025\n")
    let findings = try self.text("findings")
    for start in [
      "row;column;value;code;", "3;budget_total;-2;OUT_OF_RANGE;",
      "4;code_structure;;MISSING_VALUE;",
      "4;budget_total;x;BAD_NUMBER;", "4;agrement;30/2/2025;BAD_DATE;",
    ] { #expect(findings.split(separator: "\n").contains { $0.hasPrefix(start) }, "\(start)") }
  }

  /// What `--format json` tells.
  private struct Told: Decodable {
    struct Style: Decodable {
      let encoding, separator, decimal, dates: String?
    }
    struct Found: Decodable {
      let row: Int
      let column, value, code: String
    }
    let file: String
    let style: Style
    let rows, faulty: Int
    let counts: [String: Int]
    let refused, findings: [Found]
  }

  @Test("in JSON a check is one object: the file, its style, the counts and the first findings")
  func json() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let text =
      "code_structure;budget_total;agrement;zz\nS01;1234,50;13/03/2025;\n;-2;30/2/2025;\n"
    func told(_ more: String...) throws -> Told {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let result = try check(text.utf8, words: ["--format", "json"] + more)
      #expect(result.code == 1 && result.errors.isEmpty, "\(result.errors)")
      return try JSONDecoder().decode(Told.self, from: Data(result.output.utf8))
    }
    let all = try told()
    #expect(all.file == "f.csv" && all.rows == 2 && all.faulty == 1)
    #expect(all.style.encoding == "utf-8" && all.style.separator == ";")
    #expect(all.style.decimal == "," && all.style.dates == "day-first")
    #expect(
      all.refused.map { "\($0.row) \($0.column) \($0.value) \($0.code)" } == [
        "3 code_structure  MISSING_VALUE", "3 budget_total -2 OUT_OF_RANGE",
        "3 agrement 30/2/2025 BAD_DATE",
      ])
    #expect(all.findings.map(\.code) == ["UNKNOWN_COLUMN"])
    #expect(
      all.counts == ["MISSING_VALUE": 1, "OUT_OF_RANGE": 1, "BAD_DATE": 1, "UNKNOWN_COLUMN": 1])
    let few = try told("--most", "2")
    #expect(few.refused.count + few.findings.count == 2 && few.counts == all.counts)
    let right = try check(
      "code_structure;budget_total;agrement\nS01;2;2025-03-01\n".utf8, "--format", "json")
    #expect(right.code == 0, "\(right.output)\(right.errors)")
  }

  @Test("what stays open is refused, and the option that settles it is named")
  func ambiguous() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let dates = "code_structure;budget_total;agrement\nS01;2,5;01/03/2025\n".utf8
    let open = try check(dates)
    #expect(
      open.code == 1 && open.errors.contains("Say which with --dates: day-first or month-first"))
    #expect(try check(dates, "--dates", "day-first").code == 0)
    let decimals = "code_structure;budget_total\nS01;2,5\nS02;3.25\n".utf8
    #expect(try check(decimals).errors.contains("Say which with --decimal"))
    #expect(try check([0x61, 0x81]).errors.contains("Say which with --encoding"))
    #expect(
      try check("code_structure;a,b\nS01;2,5\n".utf8).errors.contains("Say which with --separator"))
  }

  @Test("columns of other names are proposed, confirmed in a file, and read by it")
  func mapping() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = "CODE DE LA STRUCTURE;budjet total;agrement\nS01;2,5;2025-03-01\n".utf8
    let unmapped = try check(bytes)
    #expect(unmapped.code == 1 && unmapped.errors.contains("2 look like them"))
    #expect(
      unmapped.output.tells("columns code_structure, budget_total: file refused [MISSING_COLUMN]"))
    let proposed = try check(bytes, files: ["propose"])
    #expect(proposed.code == 0 && proposed.output.contains("budjet total"))
    let mapping = "\(folder.path)/propose"
    let mapped = try check(bytes, "--mapping", mapping)
    #expect(
      mapped.code == 0 && mapped.output.contains("1 row, nothing to correct."), "\(mapped.output)")
  }

  @Test("the base of the SENACS codebook reads a file whose columns have its French labels")
  func codebook() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = "\(RunningSystem.sample)/codebook/senacs-base.json"
    struct Codebook: Decodable {
      struct Field: Decodable {
        let name: String
        let labels: [String: String]
      }
      let fields: [Field]
    }
    let codebook = try JSONDecoder().decode(
      Codebook.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
    for language in ["fr", "en"] {
      #expect(
        Set(codebook.fields.compactMap { $0.labels[language] }).count == codebook.fields.count)
    }
    let values = [
      "campagne": "2025", "annee_donnees": "2024", "code_structure": "S01", "type": "CS",
      "nom": "Exemple",
      "code_insee": "69266", "statut": "valide", "budget_total": "410000,50", "qpv": "peut-être",
      "date_premier_agrement": "13/03/2001", "etp_total": "-1",
    ]
    let rows = [
      codebook.fields.map { $0.labels["fr"] ?? "" }, codebook.fields.map { values[$0.name] ?? "" },
    ]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "export.csv").path
    try rows.map { $0.joined(separator: ";") + "\n" }.joined()
      .write(toFile: file, atomically: true, encoding: .utf8)
    let mapping = folder.appending(path: "mapping.json").path
    let proposed = try RunningSystem.vigie(["check", file, "--schema", path, "--propose", mapping])
    #expect(proposed.code == 0, "\(proposed.errors)")
    let checked = try RunningSystem.vigie(
      ["check", file, "--schema", path, "--mapping", mapping, "--lang", "en"])
    #expect(
      checked.code == 1 && checked.output.contains("1 row, 1 to correct."), "\(checked.output)")
    // The two wrong cells are told, and nothing else.
    #expect(checked.output.tells("row 2, column qpv, “peut-être”: refused [BAD_VALUE]"))
    #expect(checked.output.tells("row 2, column etp_total, “-1”: refused [OUT_OF_RANGE]"))
    #expect(checked.output.split(separator: "\n").count { $0.hasPrefix("row ") } == 2)
  }

  /// The workbooks of LibreOffice and Excel from `SpreadsheetTests`; a page there says how they were made.
  private static let fixtures = RunningSystem.root.appending(
    path: "Tests/SpreadsheetTests/Fixtures")

  @Test("a workbook is checked like a text: its days, its merged header, its own row numbers")
  func workbook() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let schema = folder.appending(path: "s.json")
    func check(_ file: String, _ fields: String, _ more: String...) throws -> RunningSystem.Result {
      try Data("{\"fields\": [\(fields)]}".utf8).write(to: schema)
      let words = ["check", Self.fixtures.appending(path: file).path, "--schema", schema.path]
      return try RunningSystem.vigie(words + ["--lang", "en"] + more)
    }
    let fields = #"{"name": "code"}, {"name": "jour", "type": "date"}"#
    for file in ["libreoffice-1900.xlsx", "excel-1900.xlsx"] {
      // make.py wrote nothing in row 4, true and 0.3 as days in rows 6 and 7, and a cell in column G of rows 6 and 8.
      let found = try check(file, fields, "--sheet", "Présences", "--header-row", "2")
      let rows = found.output.split(separator: "\n").filter {
        $0.hasPrefix("row ") && !$0.contains("UNKNOWN")
      }
      #expect(
        rows.map { $0.split(separator: ":")[0].description } == [
          "row 4", "row 6, column jour, “true”", "row 7, column jour, “0.3”", "row 6, “#N/A”",
          "row 8, “-1”",
        ], "\(found.output) \(found.errors)")
    }
    // A merged header of two rows counts in its first row. Below it stand a day, a truth value and nothing.
    let merged = try check(
      "openpyxl.xlsx", #"{"name": "En-tête", "type": "date"}"#, "--header-row", "2", "--sheet",
      "Feuille 1")
    #expect(
      merged.output.tells("column En-tête: file refused [DUPLICATE_COLUMN]"),
      "\(merged.output)")
    #expect(merged.output.tells("row 4, column En-tête, “Maison des familles”: refused [BAD_DATE]"))
    #expect(!merged.output.contains("row 3, column En-tête"))
    let open = try check("openpyxl.xlsx", fields)
    #expect(
      open.code == 1
        && open.errors.contains("say which with --sheet (Feuille 1, Autre)"))
  }

  @Test("a workbook that is none, or hostile, is refused by its code")
  func brokenWorkbooks() throws {
    let good = try Data(contentsOf: Self.fixtures.appending(path: "excel-1900.xlsx"))
    for (bytes, code) in [
      (good.prefix(good.count / 2), "FILE_TRUNCATED"),
      (
        Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + Data(count: 600), "FILE_ENCRYPTED"
      ),
    ] {
      let refused = try check(bytes)
      #expect(refused.code == 1 && refused.errors.contains(code), "\(refused.errors)")
    }
  }
}
