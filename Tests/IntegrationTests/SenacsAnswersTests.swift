import Contracts
import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// Answers to the golden campaigns by a small codebook; the numbers are worked out by hand from `Tests/Golden`.
@Suite("Answers by a codebook", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct SenacsAnswersTests {
  let system: RunningSystem
  private let folder: String

  init() throws {
    system = try RunningSystem()
    try system.load()
    folder = "\(system.home)/answers"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// A codebook whose base has ten fields, so that an answer with two of them is not nearly empty.
  static let codebook = #"""
    {"primaryKey": ["code_structure"], "sizes": {"field": "etp", "bounds": [5, 15]},
     "blocks": [{"name": "ecologie-2025", "labels": {"fr": "Transition écologique", "en": "Ecology"}}],
     "rules": [
      {"kind": "sum", "total": "produits", "parts": ["caf", "commune"], "within": 1},
      {"kind": "atMost", "field": "etp", "whole": "salaries"},
      {"kind": "change", "percent": 50, "fields": ["benevoles"]}],
     "fields": [
      {"name": "code_structure", "labels": {"fr": "Code de la structure"}, "section": "identity", "constraints": {"required": true}},
      {"name": "type", "section": "identity"},
      {"name": "salaries", "type": "integer", "labels": {"fr": "Salariés", "en": "Employees"}, "section": "staff"},
      {"name": "etp", "type": "number", "labels": {"fr": "ETP", "en": "FTE"}, "section": "staff"},
      {"name": "benevoles", "type": "integer", "labels": {"fr": "Bénévoles", "en": "Volunteers"}, "section": "governance"},
      {"name": "produits", "type": "number", "section": "money"},
      {"name": "caf", "type": "number", "section": "money"},
      {"name": "commune", "type": "number", "section": "money"},
      {"name": "jeunesse", "type": "boolean", "section": "actions", "trueValues": ["oui", "true"], "falseValues": ["non", "false"]},
      {"name": "echelle", "section": "territory", "constraints": {"enum": ["quartier", "commune"]},
       "valueLabels": {"quartier": {"fr": "Le quartier", "en": "The neighbourhood"}}},
      {"name": "q1", "section": "actions"}, {"name": "q2", "section": "actions"},
      {"name": "ecologie", "type": "integer", "section": "actions", "block": "ecologie-2025"},
      {"name": "statut", "labels": {"fr": "État de la réponse"}, "section": "answer", "constraints": {"required": true, "enum": ["non_commence", "brouillon", "valide"]}},
      {"name": "date_validation", "type": "date", "section": "answer"}]}
    """#

  private func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func set(_ campaign: String, _ text: String = codebook) throws -> RunningSystem.Result {
    try system.vigie("senacs", "codebook", campaign, "--set", write("codebook.json", text.utf8))
  }

  private func load(_ campaign: String, _ path: String, _ more: String...) throws
    -> RunningSystem.Result
  {
    try RunningSystem.vigie(
      ["senacs", "load", campaign, path, "--fictitious"] + more, home: system.home)
  }

  private func participation() throws -> [String] {
    try system.vigie("senacs", "participation", "2025", "--as-of", "2025-12-31").output
      .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test(
    "a French file of foreign columns: proposed, mapped, checked, and only what is right counts")
  func foreignFile() throws {
    #expect(try set("2025").code == 0)
    let rows = [
      "Code de la structure;salariés;ETP;Bénévoles;Produits;Caf;Commune;État de la réponse;date_validation;de trop",
      "S10;10;7,5;40;1000,5;600;400,5;valide;15/05/2025;",
      "S13;5;6;;;;;valide;16/05/2025;",
      "S15;5;4;1;1\u{A0}000;500;498,9;valide;16/05/2025;",
      "S99;5;4;;;;;valide;16/05/2025;",
      "S18;abc;4,5;;;;;valide;31/02/2025;",
      "S04;5;4;1;;;;valide;16/05/2025;",
      "S19;5;4;;1000;500;300;brouillon;;",
      "S20;;;;;;;non_commence;;",
      "S10;10;7,5;40;1000,5;600;400,5;valide;15/05/2025;",
      "S16;5;4;;;;;valide;31/12/2099;",
      "S12;5;;;;;;valide;17/05/2025;",
      ";;;;;;;;;",
    ]
    let latin = (rows.joined(separator: "\r\n") + "\r\n").unicodeScalars.map { UInt8($0.value) }
    let file = try write("retour.csv", latin)

    let unsure = try load("2025", file)
    #expect(
      unsure.code == 1
        && unsure.output.hasPrefix(
          "File read as: Windows-1252, separator semicolon, decimal comma, thousands set apart")
    )
    #expect(unsure.errors.contains("Code de la structure → code_structure"), "\(unsure.errors)")
    #expect(unsure.errors.contains("--propose"))
    let mapping = "\(folder)/mapping.json"
    #expect(try load("2025", file, "--propose", mapping).code == 0)

    let before = try participation()
    #expect(before.contains { $0.hasPrefix("all 15 9 60.0% 6") }, "\(before)")
    let told = try load(
      "2025", file, "--mapping", mapping, "--refused", "\(folder)/refused.csv", "--findings",
      "\(folder)/findings.csv")
    #expect(told.code == 1)
    for line in [
      "column de trop: to check [UNKNOWN_COLUMN]",
      "columns jeunesse, echelle, q1 and 2 others: to check [MISSING_COLUMN]",
      "row 3, column etp, “6 > 5”: refused [PART_EXCEEDS_WHOLE]",
      "row 4, column produits, “998.9 ≠ 1000”: refused [SUM_DIFFERS]",
      "row 5, column code_structure, “S99”: refused [UNKNOWN_STRUCTURE]",
      "row 6, column salaries, “abc”: refused [BAD_NUMBER]",
      "row 6, column date_validation, “31/02/2025”: refused [BAD_DATE]",
      "row 7, column code_structure, “S04”: to check [NOT_EXPECTED]",
      "row 8, column produits, “800 ≠ 1000”: to check [SUM_DIFFERS]",
      "row 9, column statut, “non_commence”: to check [NOT_BEGUN]",
      "row 10, column code_structure, “S10”: refused [DUPLICATE_ROW]",
      "row 11, column date_validation, “2099-12-31”: refused [DATE_IN_FUTURE]",
      "row 12, column code_structure, “S12”: to check [TOO_FEW_ITEMS]",
    ] { #expect(told.output.tells(line), "\(line)\n\(told.output)") }
    #expect(told.output.contains("4 answers loaded, 6 refused."), "\(told.output)")
    let refused = try String(contentsOfFile: "\(folder)/refused.csv", encoding: .utf8)
    let faulty = [0, 2, 3, 4, 5, 9, 10].map { rows[$0] + "\n" }.joined()
    #expect(refused == faulty)
    #expect(refused.contains("\nS15;5;4;1;1\u{A0}000;500;498,9;valide;16/05/2025;\n"))

    // S10 is expected and had sent nothing. S04 lies outside, S12 counts already, and S19's answer is a draft.
    let after = try participation()
    #expect(after.contains { $0.hasPrefix("all 15 10 66.7% 7") }, "\(after)")

    // The explanation names the file by the name that its senders know.
    let explained = try system.vigie("explain", "I1", "--year", "2025", "--structure", "S10")
    #expect(explained.output.contains("retour.csv, row 2"), "\(explained.output)")

    let again = try load("2025", file, "--mapping", mapping)
    #expect(again.output.contains("No answer loaded, 4 known already, 6 refused."))
    #expect(try participation() == after)
    // The refused rows are corrected in the file of refused rows, which is then loaded.
    let corrected = refused.replacing("498,9", with: "499")
    let mended = try load("2025", write("corrected.csv", corrected.utf8), "--mapping", mapping)
    #expect(
      mended.output.contains("1 answer loaded, 1 known already, 4 refused."), "\(mended.output)")
    #expect(try participation().contains { $0.hasPrefix("all 15 11 73.3% 8") })
    // A second answer of a structure is kept beside the first; the structure counts once.
    let second = try load(
      "2025",
      write("second.csv", "code_structure;salaries;etp;statut\nS10;11;8;valide\n".utf8))
    #expect(second.output.contains("1 answer loaded"), "\(second.output)")
    // The first answer is loaded again: it is there already, and the import says that another one counts.
    let first = try load("2025", file, "--mapping", mapping)
    #expect(
      first.output.tells("row 2, column code_structure, “S10”: to check [NOT_THE_LATEST]"),
      "\(first.output)")
    let early = try load(
      "2025",
      write(
        "early.csv",
        "code_structure;salaries;etp;statut;date_validation\nS10;12;8;valide;2025-03-01\n".utf8))
    #expect(early.output.tells("column date_validation, “2025-03-01”: to check [BEFORE_OPENING]"))
    #expect(try participation().contains { $0.hasPrefix("all 15 11 73.3% 8") })
  }

  @Test("a required column that is missing is one error, the rest is checked, and nothing is taken")
  func missingColumn() throws {
    let none = try load("2025", write("a.csv", "code_structure;statut\nS10;valide\n".utf8))
    #expect(none.code == 1 && none.errors.contains("CODEBOOK_MISSING"), "\(none.errors)")
    #expect(try set("2025").code == 0)
    let told = try load(
      "2025", write("b.csv", "code_structure;salaries\nS10;5\nS13;x\n".utf8))
    #expect(told.output.tells("column statut: file refused [MISSING_COLUMN]"), "\(told.output)")
    #expect(told.output.tells("row 3, column salaries, “x”: refused [BAD_NUMBER]"))
    #expect(told.output.contains("No answer loaded, 2 refused."))
    #expect(try load("2031", "\(folder)/b.csv").errors.contains("CAMPAIGN_UNKNOWN"))
    // Only operators bring answers. A federation's key may read the codebook, and no more.
    try system.goOn(as: "federation")
    #expect(try system.vigieOnceAllowed("senacs", "codebook", "2025").code == 0)
    #expect(try load("2025", "\(folder)/b.csv").errors.contains("ROLE_NEEDED"))
  }

  @Test("a workbook with a title above its header: rows are told as the sheet numbers them")
  func workbook() throws {
    #expect(try set("2025").code == 0)
    let path = "\(folder)/b.xlsx"
    let writer = try WorkbookWriter(
      path: path, title: "t", created: .now)
    try writer.addSheet(
      SheetLayout("SENACS", columns: (0..<4).map { _ in ColumnLayout("Réponses") }))
    try writer.append(["code_structure", "salaries", "statut", "date_validation"].map(Cell.text))
    try writer.append([
      .text("S10"), .number(10), .text("valide"), .date(try #require(CivilDate("2025-05-15"))),
    ])
    try writer.append([.text("S13"), .text("dix"), .text("valide"), .empty])
    try writer.close()

    let told = try load("2025", path, "--header-row", "2", "--refused", "\(folder)/r.csv")

    #expect(
      told.output.tells("row 4, column salaries, “dix”: refused [BAD_NUMBER]"), "\(told.output)")
    #expect(told.output.contains("1 answer loaded, 1 refused."))
    #expect(
      try String(contentsOfFile: "\(folder)/r.csv", encoding: .utf8)
        == "code_structure;salaries;statut;date_validation\nS13;dix;valide;\n")
  }

  @Test("what changes from a campaign to the next is said, or the codebook is refused")
  func codebooks() throws {
    #expect(try set("2024").code == 0)
    let silent = Self.codebook.replacing(#"{"name": "q1", "section": "actions"}, "#, with: "")
    let refused = try set("2025", silent)
    #expect(refused.code == 1 && refused.errors.contains("CHANGE_UNDECLARED"))
    #expect(refused.errors.contains("q1 is not there any more"), "\(refused.errors)")
    let said = silent.replacing(
      #""rules":"#, with: #""changes": [{"field": "q1", "kind": "removed"}], "rules":"#)
    let changed = try set("2025", said)
    #expect(
      changed.code == 0 && changed.output.contains("removed: q1"),
      "\(changed.output) \(changed.errors)")
    // 15 questions without q1 are 14; the base lacks 2 of the identity, 2 of the answer and 1 of the block: 9.
    #expect(
      changed.output.contains("14 questions, 9 of them the base to answer"), "\(changed.output)")
    let wrong = try set("2025", said.replacing(#""whole": "salaries""#, with: #""whole": "q2""#))
    #expect(wrong.code == 1 && wrong.errors.contains("CODEBOOK_WRONG"))
    #expect(wrong.errors.contains("q2 is no number of this codebook"), "\(wrong.errors)")
  }

  @Test("a structure opens its own sheet, nobody else's, and that it did is observed")
  func sheets() throws {
    #expect(try set("2024").code == 0 && set("2025").code == 0)
    let header = "code_structure;salaries;etp;benevoles;statut;date_validation\n"
    let last = header + "S01;20;10;30;valide;2024-05-14\n"
    #expect(try load("2024", write("last.csv", last.utf8)).code == 0)
    // The centres sociaux that are expected, without S19; all have 10 full-time equivalents.
    let volunteers = [
      ("S01", 50), ("S02", 1), ("S03", 2), ("S09", 3), ("S11", 4), ("S13", 5), ("S14", 10),
      ("S17", 6),
    ]
    let rows = volunteers.map { "\($0);20;10;\($1);valide;2025-05-15\n" }.joined()
    let loaded = try load("2025", write("all.csv", (header + rows).utf8))
    #expect(loaded.output.contains("8 answers loaded"), "\(loaded.output)")
    #expect(loaded.output.tells("row 2, column benevoles, “30 → 50”: to check [CHANGED_MUCH]"))

    let told = try system.vigie("senacs", "sheet", "2025", "S01", "--format", "json")
    let sheet = try JSONDecoder().decode(
      GetFeedbackSheet.Reply.self, from: Data(told.output.utf8))
    // Eight structures are too few to be compared with each other.
    #expect(sheet.group == nil && sheet.held == "TOO_FEW_PEERS")
    let row = try #require(sheet.rows.first { $0.field == "benevoles" })
    #expect(row.own == "50" && row.past.map(\.value) == ["30"] && row.peers == nil)
    #expect(sheet.sentences.first?.kind == "past" && sheet.sentences.first?.field == "benevoles")
    let html = try system.vigie(
      "senacs", "sheet", "2025", "S01", "--format", "html", "--lang", "fr")
    #expect(
      html.output.contains("Bénévoles : 30 en 2023, 50 en 2024.")
        && html.output.contains("Source : SENACS, campagnes 2024 et 2025."))
    #expect(!html.output.contains("<script") && !html.output.contains("http"))
    #expect(try system.vigie("senacs", "sheet", "2025", "S10").errors.contains("ANSWER_MISSING"))
    #expect(
      try system.vigie("senacs", "sheet", "2025", "NOPE").errors.contains("STRUCTURE_UNKNOWN"))

    // By size: the eight have 10 full-time equivalents. The size of the other 7 is unknown; of those S12 and S16 answered.
    let sizes = try system.vigie("senacs", "trajectory", "--by", "size", "--as-of", "2025-12-31")
    let lines = sizes.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines.contains { $0.hasPrefix("2025 2024 2025 5 to below 15 FTE 8/8 100.0%") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("2025 2024 2025 size unknown 2/7 28.6%") }, "\(lines)")

    // When the operator looks at a sheet, that is no use by the structure.
    let none = try system.vigie("senacs", "use", "2025", "--format", "json")
    struct Use: Decodable { let scope: String, expected, answered, opened: Int }
    func all(_ text: String) throws -> Use? {
      try JSONDecoder().decode([Use].self, from: Data(text.utf8)).first { $0.scope == "all" }
    }
    #expect(try all(none.output)?.opened == 0)
    try system.goOn(as: "structure", of: "S01")
    // The reader cannot decide whether its look counts as use.
    let own = try system.vigieOnceAllowed(
      "call", "vigie.senacs.v1/GetFeedbackSheet",
      #"{"campaign":"2025","structure":"S01","recordsUse":false}"#)
    #expect(own.code == 0 && own.output.contains("50"), "\(own.errors)")
    #expect(
      try system.vigieOnceAllowed("senacs", "sheet", "2025", "S02").errors.contains(
        "OTHER_STRUCTURE"))
    #expect(try system.vigieOnceAllowed("senacs", "use", "2025").errors.contains("ROLE_NEEDED"))
    try system.goOnAsOperator()
    let use = try all(try system.vigie("senacs", "use", "2025", "--format", "json").output)
    #expect(use?.expected == 15 && use?.opened == 1)
    // S01 declares level 2 and opened its sheet. S02 declares level 0 and S03 level 3; neither opened its sheet.
    let declared = try system.vigie(
      "evaluation", "declared", "--year", "2025", "--as-of", "2100-01-01", "--lang", "en",
      "--format", "csv"
    ).output.split(separator: "\n")
    for (code, told) in [
      ("S01", ",2,1,AGREES,"), ("S02", ",0,0,AGREES,"),
      ("S03", ",3,0,DECLARED_NOT_OBSERVED,"),
    ] {
      #expect(declared.contains { $0.hasPrefix("\(code),") && $0.contains(told) }, "\(declared)")
    }
  }
}
