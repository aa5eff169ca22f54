import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// Forms of the golden campaigns, filled in as directors fill them, by the codebook of ``SenacsAnswersTests``.
@Suite("Forms that go out and come back", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct SenacsFormsTests {
  let system: RunningSystem
  private let folder: String
  private let day = CivilDate(daysSinceEpoch: 20_223)  // 2025-05-15

  init() throws {
    system = try RunningSystem()
    try system.load()
    folder = "\(system.home)/answers"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let codebook = "\(folder)/codebook.json"
    try Data(SenacsAnswersTests.codebook.utf8).write(to: URL(fileURLWithPath: codebook))
    for campaign in ["2024", "2025"] {
      let told = try system.vigie("senacs", "codebook", campaign, "--set", codebook)
      try #require(told.code == 0, "\(told.errors)")
    }
  }

  private func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func load(
    _ campaign: String, _ path: String, _ more: String...
  ) throws -> RunningSystem.Result {
    try RunningSystem.vigie(
      ["senacs", "load", campaign, path, "--fictitious"] + more, home: system.home)
  }

  private func participation() throws -> [String] {
    try system.vigie("senacs", "participation", "2025", "--as-of", "2025-12-31").output
      .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// Fills cells of a form, given by key, as a director would; all others stay as they are.
  private func fill(
    _ path: String, _ cells: [String: Cell], without dropped: String? = nil
  ) throws {
    let file = URL(fileURLWithPath: path)
    let filled = try system.filled(Array(try Data(contentsOf: file)), cells, without: dropped)
    try Data(filled).write(to: file)
  }

  /// Returns the cells of a form's visible tabs: key → last year's answer and this year's.
  private func cells(_ path: String) throws -> [String: (last: String, answer: String)] {
    let reader = try WorkbookReader(path: path)
    var found: [String: (last: String, answer: String)] = [:]
    for sheet in reader.sheets where sheet.visibility == .visible {
      var rows = try reader.rows(of: sheet)
      while let row = try rows.next() {
        if !row[0].text.isEmpty { found[row[0].text] = (row[2].text, row[3].text) }
      }
    }
    return found
  }

  /// I7c of all structures, as numerator and denominator.
  private func assiduity() throws -> [Decimal] {
    let told = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format", "json")
    let figures = try PrintedFigure.read(Data(told.output.utf8))
    let figure = try #require(figures["I7c all"], "\(told.errors)")
    return [figure.numerator, figure.denominator]
  }

  /// What structures declare, as `structure body day response state`.
  private func declared() throws -> [String] {
    struct Row: Decodable {
      let structure_code, body_code, held_on, response, state: String
    }
    let told = try system.vigie(
      "evaluation", "meetings", "--declared", "--year", "2025", "--format", "json")
    return try JSONDecoder().decode([Row].self, from: Data(told.output.utf8)).map {
      "\($0.structure_code) \($0.body_code) \($0.held_on) \($0.response) \($0.state)"
    }
  }

  @Test(
    "what a form says of meetings that nobody else noted, or against the body's record, is declared, and counts once it is confirmed"
  )
  func meetings() throws {
    let out = "\(folder)/forms"
    let made = try system.vigie(
      "senacs", "forms", "--campaign", "2025", "--out", out, "--lang", "fr")
    #expect(made.code == 0, "\(made.errors)")
    // S02 lies in a commune of body B03, which met on 15 April 2025 (meeting M06), where S02 was excused.
    let known = try cells("\(out)/S02.xlsx")
    #expect(known["meeting:M06"]?.answer == "excusé", "\(known.keys.sorted())")
    #expect(
      try headings("\(out)/S02.xlsx").contains(
        "Autres réunions auxquelles vous avez participé"))
    let body = "B03 Instance Exemple Beaujolais"
    try fill(
      "\(out)/S02.xlsx",
      [
        "statut": .text("valide"), "date_validation": .date(day),
        "meeting:M06": .text("présent"),
        "new:1:body": .text(body), "new:1:day": .date(day), "new:1:response": .text("présent"),
        // The second new meeting is M06 again, in another line.
        "new:2:body": .text(body), "new:2:day": .date(CivilDate(daysSinceEpoch: 20_193)),
        "new:2:response": .text("absent"), "new:3:body": .text(body),
      ])
    // S13 adds M06, and says what the body recorded of it: it was absent.
    try fill(
      "\(out)/S13.xlsx",
      [
        "statut": .text("valide"), "date_validation": .date(day), "new:1:body": .text(body),
        "new:1:day": .date(CivilDate(daysSinceEpoch: 20_193)), "new:1:response": .text("absent"),
      ])
    for form in ["S02", "S13"] {
      let told = try load("2025", "\(out)/\(form).xlsx", "--lang", "en")
      let again = try load("2025", "\(out)/\(form).xlsx", "--lang", "en")
      // S13's response stands already, so nothing is declared.
      let counts =
        form == "S02"
        ? "Recorded too: 2 declared presences, to be confirmed."
        : "Recorded too: 1 presence that the body has noted already."
      #expect(told.output.contains(counts), "\(told.output)\(told.errors)")
      // What is known already is not loaded once more.
      #expect(!again.output.contains("declared presence"), "\(again.output)")
      guard form == "S02" else { continue }
      #expect(told.output.contains("tab Veille, “Meeting 3: day” (D"), "\(told.output)")
      #expect(told.output.contains("MISSING_VALUE"))
      // The second declaration of the same meeting is refused, and the first one stays.
      #expect(told.output.tells("“S02”: refused [DUPLICATE_ROW]"), "\(told.output)")
    }
    #expect(
      try declared() == [
        "S02 B03 2025-04-15 present contradicted", "S02 B03 2025-05-15 present declared",
      ])
    // The worked-out figure stays: 8 of 17 (acceptance/golden/expected.md).
    #expect(try assiduity() == [8, 17])
    let beside = try system.vigie(
      "evaluation", "declared", "--year", "2025", "--structure", "S02", "--format", "json")
    #expect(beside.output.contains("\"declaredMeetings\" : 1"), "\(beside.output)")
    #expect(beside.output.contains("\"contradictedMeetings\" : 1"), "\(beside.output)")
    try confirm()
  }

  @Test(
    "what a form says of a meeting that the body noted without the structure is declared, and counts once it is confirmed"
  )
  func openMeeting() throws {
    let noted = try system.vigie(
      "add", "veille_meetings", "meeting_code=M20", "body_code=B03", "held_on=2025-06-10",
      "state=held", "--yes")
    #expect(noted.code == 0, "\(noted.output)\(noted.errors)")
    let out = "\(folder)/forms"
    _ = try system.vigie("senacs", "forms", "--campaign", "2025", "--out", out, "--lang", "fr")
    #expect(try cells("\(out)/S02.xlsx")["meeting:M20"]?.answer == "")
    try fill(
      "\(out)/S02.xlsx",
      [
        "statut": .text("valide"), "date_validation": .date(day),
        "meeting:M20": .text("présent"),
      ])
    let told = try load("2025", "\(out)/S02.xlsx", "--lang", "en")
    #expect(
      told.output.contains("Recorded too: 1 declared presence"), "\(told.output)\(told.errors)")
    #expect(try declared() == ["S02 B03 2025-06-10 present declared"])
    // The worked-out figure stays: 8 of 17 (acceptance/golden/expected.md).
    #expect(try assiduity() == [8, 17])
    let confirmed = try system.vigie(
      "evaluation", "confirm", "S02", "B03", "2025-06-10", "--yes", "--lang", "en")
    #expect(confirmed.output.contains("meeting M20"), "\(confirmed.output)\(confirmed.errors)")
    #expect(try assiduity() == [9, 18])
  }

  /// Confirms both declarations of S02, and takes the second confirmation back.
  private func confirm() throws {
    let asked = try system.vigie("evaluation", "confirm", "S02", "B03", "2025-05-15")
    #expect(asked.code == 64 && asked.errors.contains("--yes"), "\(asked.errors)")
    let first = try system.vigie(
      "evaluation", "confirm", "S02", "B03", "2025-05-15", "--yes", "--lang", "en")
    #expect(first.output.contains("meeting B03-2025-05-15"), "\(first.output)\(first.errors)")
    // One invitation more, with one presence more.
    #expect(try assiduity() == [9, 18])
    let history = try system.vigie("history", "invitations", "B03-2025-05-15", "S02")
    #expect(history.output.contains("call/"), "\(history.output)")
    // M06 is known, so that its response changes: a presence more of as many invitations.
    let second = try system.vigie(
      "evaluation", "confirm", "S02", "B03", "2025-04-15", "--yes", "--lang", "en")
    #expect(second.code == 0 && second.output.contains("meeting M06"), "\(second.errors)")
    #expect(try assiduity() == [10, 18])
    #expect(try declared().allSatisfy { $0.hasSuffix("confirmed") })
    let done = try system.vigie(
      "evaluation", "confirm", "S02", "B03", "2025-04-15", "--lang", "en")
    #expect(done.code == 0 && done.output.contains("Confirmed already"), "\(done.output)")
    for told in [second, first] {
      let id = try told.importID()
      let undone = try system.vigie("undo", id, "--lang", "en")
      #expect(undone.code == 0 && undone.output.contains("0 left"), "\(undone.output)")
    }
    #expect(try assiduity() == [8, 17])
    #expect(try declared().map { $0.split(separator: " ")[4] } == ["contradicted", "declared"])
    let coming = try system.vigie(
      "add", "veille_declarations", "structure_code=S02", "body_code=B03", "held_on=2099-01-05",
      "response=present", "--yes")
    #expect(coming.code == 0, "\(coming.errors)")
    let early = try system.vigie("evaluation", "confirm", "S02", "B03", "2099-01-05", "--yes")
    #expect(early.code == 1 && early.errors.contains("MEETING_TO_COME"), "\(early.errors)")
    let unknown = try system.vigie("evaluation", "confirm", "S02", "B03", "2025-06-01", "--yes")
    #expect(unknown.code == 1 && unknown.errors.contains("DECLARATION_UNKNOWN"))
  }

  /// Returns the headings above the lines of visible tabs.
  private func headings(_ path: String) throws -> [String] {
    let reader = try WorkbookReader(path: path)
    var found: [String] = []
    for sheet in reader.sheets where sheet.visibility == .visible {
      var rows = try reader.rows(of: sheet)
      while let row = try rows.next() {
        if row[0].text.isEmpty { found.append(row[1].text) }
      }
    }
    return found
  }

  @Test(
    "a structure gets its own form and is told its errors by cell with its own key, and nothing is recorded"
  )
  func ownForm() throws {
    let before = try participation()
    try system.goOn(as: "structure", of: "S13")
    let out = "\(folder)/own"
    let words = ["senacs", "forms", "--campaign", "2025", "--lang", "fr"]
    let made = try system.vigieOnceAllowed(words + ["--structure", "S13", "--out", out])
    #expect(made.code == 0, "\(made.output)\(made.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: out) == ["S13.xlsx"])
    let other = try system.vigieOnceAllowed(words + ["--structure", "S02", "--out", folder + "/2"])
    #expect(other.code == 1 && other.errors.contains("OTHER_STRUCTURE"), "\(other.errors)")

    let form = "\(out)/S13.xlsx"
    func check() throws -> RunningSystem.Result {
      try system.vigieOnceAllowed("senacs", "check", "2025", form, "--lang", "fr")
    }
    try fill(
      form,
      [
        "statut": .text("valide"), "date_validation": .date(day), "salaries": .number(5),
        "etp": .number(6), "senacs_use_level": .text("2 citées dans un document"),
        "new:1:day": .date(day),
      ])
    let part = try check()
    #expect(part.code == 1 && part.output.contains("PART_EXCEEDS_WHOLE"), "\(part.output)")
    #expect(part.output.contains("S13.xlsx, onglet SENACS, « ETP » (D"), "\(part.output)")
    try fill(form, ["etp": .number(5)])
    let lacking = try check()
    #expect(lacking.code == 1 && lacking.output.contains("MISSING_VALUE"), "\(lacking.output)")
    #expect(
      lacking.output.contains("onglet Veille, « Réunion 1 : instance » (D"), "\(lacking.output)")
    try fill(
      form,
      [
        "new:1:body": .text("B03 Instance Exemple Beaujolais"),
        "new:1:response": .text("présent"),
      ])
    let right = try check()
    #expect(right.code == 0, "\(right.output)\(right.errors)")
    #expect(right.output.contains("rien à corriger"), "\(right.output)")

    try system.goOnAsOperator()
    #expect(try participation() == before)
    #expect(try declared().isEmpty)
    // The officer loads the form as it was checked.
    let loaded = try load("2025", form, "--lang", "en")
    #expect(loaded.output.contains("1 SENACS answer recorded"), "\(loaded.output)")
    #expect(loaded.output.contains("1 declared presence, to be confirmed"), "\(loaded.output)")
  }

  @Test("forms begin with last year's answer; what comes back is loaded, or told by its cell")
  func forms() throws {
    let last =
      "code_structure;salaries;etp;benevoles;jeunesse;echelle;statut;date_validation\n"
      + "S10;9;7.5;30;oui;quartier;valide;2024-05-14\n"
    #expect(try load("2024", write("last.csv", last.utf8)).code == 0)
    let out = "\(folder)/forms"
    let made = try system.vigie(
      "senacs", "forms", "--campaign", "2025", "--out", out, "--lang", "fr")
    #expect(made.output.contains("15 formulaires"), "\(made.output) \(made.errors)")
    #expect(made.output.contains("dont 1 prérempli avec la réponse précédente."))
    let known = try cells("\(out)/S10.xlsx")
    #expect(known["code_structure"]?.answer == "S10" && known["type"]?.answer == "EVS")
    #expect(known["salaries"]?.last == "9" && known["salaries"]?.answer == "9")
    #expect(known["jeunesse"]?.answer == "oui" && known["echelle"]?.answer == "Le quartier")
    #expect(try headings("\(out)/S10.xlsx").contains("Transition écologique"))
    #expect(known["statut"]?.answer == "" || known["statut"] == nil)
    // The form has the sheet's questions, filled with S10's last answers.
    #expect(known["training_actions:FORM_FEDE"] != nil && known["senacs_use_level"] != nil)
    #expect(known["a1"] != nil && known["veille_declared"] != nil)

    // Nothing changed since last year, so only two cells are filled in, which is fewer than 20.
    try fill("\(out)/S10.xlsx", ["statut": .text("valide"), "date_validation": .date(day)])
    try fill(
      "\(out)/S13.xlsx",
      [
        "statut": .text("valide"), "salaries": .number(5), "etp": .number(6),
        "senacs_use_level": .text("2 citées dans un document"),
      ])
    try FileManager.default.copyItem(atPath: "\(out)/S02.xlsx", toPath: "\(folder)/S02.xlsx")
    for name in [
      "S01", "S02", "S03", "S09", "S11", "S12", "S14", "S15", "S16", "S17", "S18", "S19",
    ] {
      try FileManager.default.removeItem(atPath: "\(out)/\(name).xlsx")
    }
    try Data("no workbook".utf8).write(to: URL(fileURLWithPath: "\(out)/S20.xlsx"))
    try Data("note".utf8).write(to: URL(fileURLWithPath: "\(out)/lisez-moi.ods"))
    try Data("note".utf8).write(to: URL(fileURLWithPath: "\(out)/note.txt"))
    let told = try load("2025", out, "--lang", "en")
    #expect(told.code == 1)
    #expect(told.output.tells("S20.xlsx: refused [FILE_NOT_XLSX]"), "\(told.output)")
    #expect(told.output.tells(", “6 > 5”: refused [PART_EXCEEDS_WHOLE]"))
    #expect(told.output.contains("S13.xlsx, tab SENACS, “FTE” (D"), "\(told.output)")
    #expect(told.output.tells("lisez-moi.ods: refused [FILE_NOT_XLSX]"))
    // S10's second tab was not touched, and S13's first tab was refused, so neither gives an answer to this year's questions.
    #expect(!told.output.contains("Recorded too"), "\(told.output)")
    #expect(
      told.output.contains(
        "3 forms read: 1 SENACS answer recorded, 2 forms to correct, 1 file passed over (note.txt)."
      ))
    #expect(try participation().contains { $0.hasPrefix("all 15 10 66.7% 7") })
    // The fault is mended in the form itself, and the whole folder is loaded again.
    try fill("\(out)/S13.xlsx", ["etp": .number(5)])
    let mended = try load("2025", out, "--lang", "en")
    // The text that the list shows is not what is stored.
    let sheet = try system.vigie("senacs", "sheet", "2025", "S10", "--format", "json")
    #expect(sheet.code == 0 && !sheet.output.contains("Le quartier"), "\(sheet.errors)")
    // Without a day of validation, the answers to the questions have no day either.
    #expect(
      mended.output.contains(
        "3 forms read: 1 SENACS answer recorded, 1 known already, 2 forms to correct, 1 file"),
      "\(mended.output)")
    #expect(!mended.output.contains("Recorded too"), "\(mended.output)")
    #expect(mended.output.tells(": refused [MISSING_VALUE]"))
    try fill("\(out)/S13.xlsx", ["date_validation": .date(day)])
    let whole = try load("2025", out, "--lang", "en")
    #expect(whole.output.contains("Recorded too: 1 answer to the action sheet."), "\(whole.output)")
    // S02 answered before. An untouched tab is no answer of this year; a confirmed one is.
    let state: [String: Cell] = ["statut": .text("valide"), "date_validation": .date(day)]
    try fill("\(folder)/S02.xlsx", state)
    let untouched = try load("2025", "\(folder)/S02.xlsx", "--lang", "en")
    #expect(
      untouched.output.contains("1 SENACS answer recorded")
        && !untouched.output.contains("Recorded too"))
    try fill("\(folder)/S02.xlsx", ["_confirmed": .text("oui")])
    let confirmed = try load("2025", "\(folder)/S02.xlsx", "--lang", "en")
    #expect(
      confirmed.output.contains("1 known already")
        && confirmed.output.contains("Recorded too: 1 answer to the action sheet"))
    // A missing row, a form copied for another structure, and one of another campaign are refused, not guessed at.
    for (change, word) in [
      ("drop", "“FTE” was removed from the tab SENACS"), ("copy", "it has the code S17"),
    ] {
      try FileManager.default.copyItem(
        atPath: "\(out)/S10.xlsx", toPath: "\(folder)/\(change).xlsx")
      try fill(
        "\(folder)/\(change).xlsx",
        change == "copy" ? ["code_structure": .text("S17")] : [:],
        without: change == "drop" ? "etp" : nil)
      let wrong = try load("2025", "\(folder)/\(change).xlsx", "--lang", "en")
      #expect(wrong.output.contains("FORM_WRONG") && wrong.output.contains(word), "\(wrong.output)")
    }
    let other = try load("2024", "\(out)/S13.xlsx", "--lang", "en")
    #expect(other.output.contains("FORM_WRONG") && other.output.contains("2025"), "\(other.output)")
  }
}
