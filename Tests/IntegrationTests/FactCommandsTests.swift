import Foundation
import TestSupport
import Testing

/// The commands on fact files, beside loading them.
@Suite(
  "Fact files are tried, their records listed and imports undone", .onWaitingThreads, .serialized)
struct FactCommandsTests {
  private struct Told: Decodable {
    struct Correction: Decodable, Equatable {
      let file: String
      let row: Int
      let record: [String]
      let column: String
      let old: String
      let new: String
    }
    struct Import: Decodable {
      let file: String
      let id: String
    }
    let loaded: Int
    let refused: [PrintedImport.Finding]
    let corrections: [Correction]
    let imports: [Import]
  }

  private struct Version: Decodable {
    let key: [String]
    let version: Int
    let isCurrent: Bool
    let isWithdrawn: Bool?
    let file: String?
    let cells: [String: String]
  }

  let system: RunningSystem

  init() throws { system = try RunningSystem() }

  private func communes() throws {
    for file in ["communes-69.csv", "mouvements-69.csv"] {
      try #require(try system.vigie("import", "\(RunningSystem.sample)/\(file)").code == 0)
    }
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = "\(system.home)/\(name)"
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func load(_ path: String, code: Int32 = 0) throws -> Told {
    let result = try system.vigie("import", path, "--fictitious", "--format", "json")
    #expect(result.code == code, "\(result.errors)")
    return try JSONDecoder().decode(Told.self, from: Data(result.output.utf8))
  }

  private func history(_ words: String...) throws -> [Version] {
    let result = try RunningSystem.vigie(
      ["history"] + words + ["--format", "json"], home: system.home)
    try #require(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode([Version].self, from: Data(result.output.utf8))
  }

  @Test("a rehearsal of a folder tells what loading tells, and loads nothing")
  func rehearsal() throws {
    try communes()
    let golden = RunningSystem.golden
    let tried = try system.vigie(
      "import", golden, "--fictitious", "--dry-run", "--format", "json")
    #expect(tried.code == 0, "\(tried.errors)")
    let told = try PrintedImport.read(tried.output)
    #expect(try system.vigie("registry", "list").output.contains("S01") == false)

    let loaded = try load(golden)
    #expect(loaded.loaded == told.loaded && told.refused.isEmpty)
    let words = try system.vigie(
      "import", golden, "--fictitious", "--dry-run", "--lang", "fr")
    #expect(words.output.contains("Essai : rien n'a été chargé."))
  }

  @Test("what was rehearsed makes room: nobody has too many uploads open for having tried much")
  func manyRehearsals() throws {
    try communes()
    let head = "structure_code;kind;name;commune_code;commune_as_of"
    for number in 1...34 {
      let path = try write("structures.csv", "\(head)\nS\(number);CS;n;69266;2024-01-01\n")
      let tried = try system.vigie("import", path, "--fictitious", "--dry-run")
      try #require(tried.code == 0, "\(number): \(tried.errors)")
    }
  }

  @Test("a rehearsal checks a row against what the files before it would bring")
  func rehearsalOfWhatBelongsTogether() throws {
    try communes()
    _ = try load(RunningSystem.golden)
    let structure = "structure_code;kind;name;commune_code;commune_as_of\nNEU;CS;n;69266;2024-01-01"
    let session =
      "session_code;course;title;qualifying;state;first_day;last_day;half_days;half_day_hours;organiser;headcount\n"
      + "X1;C;t;true;held;2025-05-05;2025-05-05;2;3.5;caf;"
    let attendance =
      "session_code;person_code;structure_code;audience;status;half_days_present\nX1;P01;NEU;employee;present;3"
    _ = try write("new/structures.csv", "\(structure)\n")
    _ = try write("new/approvals.csv", "structure_code;from;to;families\nneu;2024-01-01;;true\n")
    _ = try write("new/sessions.csv", "\(session)\n")
    _ = try write("new/attendance.csv", "\(attendance)\n")
    let folder = "\(system.home)/new"
    let tried = try system.vigie(
      "import", folder, "--fictitious", "--dry-run", "--format", "json")
    let told = try JSONDecoder().decode(Told.self, from: Data(tried.output.utf8))
    #expect(tried.code == 3 && told.imports.isEmpty)
    #expect(told.refused.map(\.code) == ["UNKNOWN_STRUCTURE", "OUT_OF_RANGE"])
    #expect(told.refused.first?.beside == ["NEU"])
    // A second rehearsal, and then the real import, give the same result.
    #expect(
      try system.vigie("import", folder, "--fictitious", "--dry-run", "--format", "json").output
        == tried.output)
    let loaded = try load(folder, code: 3)
    #expect(loaded.refused == told.refused && loaded.loaded == told.loaded)
  }

  @Test("an import says what it corrects; its records have a history, and it can be undone")
  func undone() throws {
    try communes()
    _ = try load(RunningSystem.golden)
    let head = "structure_code;kind;name;commune_code;commune_as_of"
    let path = try write(
      "structures.csv",
      "\(head)\nS01;CS;Autre nom;69149;2024-01-01\nS02;CS;Aussi;69159;2022-01-01\nS90;EVS;Nouvelle;69266;2024-01-01\n"
    )
    let told = try load(path)
    #expect(told.loaded == 3)
    let names = told.corrections.filter { $0.column == "name" }
    #expect(names.map(\.row) == [2, 3] && names[0].record == ["S01", ""])
    #expect(names[0].new == "Autre nom" && names[0].old.hasPrefix("Centre social"))
    #expect(told.imports.map(\.file) == ["structures.csv"])

    // Columns that the file does not have keep their values.
    let versions = try history("structures", "S01")
    #expect(versions.map(\.isCurrent) == [false, true])
    #expect(versions.map { $0.cells["siret"] } == ["99900001100018", "99900001100018"])
    let text = try system.vigie("history", "structures.csv", "S01", "--lang", "en")
    #expect(text.output.contains("→ Autre nom") && text.output.contains("structures.csv:2"))
    #expect(text.output.contains("structure's name: Centre social"), "\(text.output)")
    let open = try system.vigie("history", "structures.csv", "S01", "--format", "csv")
    #expect(open.output.hasPrefix("key,version,recordedAt,principal,"), "\(open.output)")
    #expect(open.output.contains("name Centre social"), "\(open.output)")

    // S02 is corrected once more after the import, so undoing the import leaves it alone.
    _ = try load(try write("second/structures.csv", "\(head)\nS02;CS;Encore;69159;2022-01-01\n"))
    let undone = try system.vigie("undo", told.imports[0].id, "--lang", "en")
    #expect(undone.code == 3)
    #expect(undone.output.contains("1 record restored, 1 withdrawn, 1 left as it is"))
    #expect(undone.output.tells("row 3, column structure_code, “S02”: to check [CHANGED_SINCE]"))

    #expect(
      try history("structures", "S01").last?.cells["name"]?.hasPrefix("Centre social") == true)
    #expect(try history("structures", "S02").last?.cells["name"] == "Encore")
    #expect(try history("structures", "S90").map(\.isWithdrawn) == [nil, true])
    #expect(try system.vigie("registry", "list").output.contains("S90") == false)
    // The services that follow the registry no longer know S90 either.
    let refused = try load(
      try write("evaluation_answers.csv", "year;structure_code;answered_on\n2025;S90;2025-02-01\n"),
      code: 3)
    #expect(refused.refused.map(\.code) == ["UNKNOWN_STRUCTURE"])

    // The exchange told its partners of the withdrawal, and set nothing aside.
    let aside = try system.vigie("feed", "aside", "--lang", "en")
    #expect(aside.code == 0 && !aside.output.contains("UNKNOWN_STRUCTURE"), "\(aside.output)")
    let copy = "\(system.home)/log.jsonl"
    _ = try system.vigie("exchange", "export", copy)
    let messages = try String(contentsOfFile: copy, encoding: .utf8)
    #expect(
      messages.split(separator: "\n").contains {
        $0.contains("vigie.registry.v1.structure-withdrawn") && $0.contains("S90")
      })

    // S90 may be brought again, and is the same record as before.
    #expect(try load(path).refused.isEmpty)
    #expect(try history("structures", "S90").map(\.isCurrent) == [false, false, true])
    let unknown = try system.vigie("undo", "nothing", "--lang", "en")
    #expect(unknown.code == 1 && unknown.errors.contains("No service has an import nothing"))
  }

  @Test("a mistyped reference says which known code looks like it")
  func alike() throws {
    try communes()
    _ = try load(RunningSystem.golden)
    let path = try write("approvals.csv", "structure_code;from;to;families\ns-1;2024-01-01;;true\n")
    let told = try system.vigie("import", path, "--fictitious", "--lang", "fr")
    #expect(told.code == 3)
    #expect(
      told.output.contains(
        "ligne 2, colonne structure_code, « s-1 » : refusée. Code inconnu, semblable à un code connu : corrigez-le si c'est celui-là (connu : S01). [UNKNOWN_STRUCTURE]"
      ), "\(told.output)")
  }

  @Test("the forms are described, and an empty file of each kind is a file of it")
  func help() throws {
    let all = try system.vigie("help", "facts", "--lang", "fr")
    #expect(all.code == 0 && all.output.contains("mandates.csv"))
    let one = try system.vigie("help", "facts", "mandates", "--lang", "fr")
    #expect(one.output.contains("director, family_referent, coordinator, other"))
    #expect(one.output.contains("Identifiant : person_code, structure_code, function, from"))
    #expect(try system.vigie("help", "facts", "nothing").code == 1)

    try communes()
    for template in ["csv", "xlsx"] {
      let path = "\(system.home)/\(template)/structures.\(template)"
      try FileManager.default.createDirectory(
        atPath: "\(system.home)/\(template)", withIntermediateDirectories: true)
      let made = try system.vigie(
        "help", "facts", "structures", "--template", template, "--out", path)
      #expect(made.code == 0, "\(made.errors)")
      let told = try system.vigie("import", path, "--fictitious", "--lang", "en")
      #expect(told.output.contains("structures.\(template): no row."), "\(told.output)")
    }
    // The template is filled in below its line of help.
    let path = "\(system.home)/csv/structures.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data("\(text)S1;CS;Un;;;69266;2024-01-01;;;;;;\n".utf8).write(
      to: URL(fileURLWithPath: path))
    #expect(try load(path).loaded == 1)
  }
}
