import Composition
import Testing
import Texts
import Values

@testable import Pages
@testable import vigie

@Suite("Findings as people read them")
struct FindingTests {
  private func finding(
    _ row: Int, _ column: String, _ value: String, _ code: String, file: String = "f.csv",
    beside: [String]? = nil, record: [String]? = nil
  ) -> Finding {
    Finding(
      file: file, row: row, column: column, value: value, code: code, beside: beside,
      record: record)
  }

  private func line(
    _ finding: Finding, isRefused: Bool = true, _ language: Language = .french
  ) -> String {
    FindingLines.text(finding, isRefused: isRefused, language)
  }

  @Test(
    "a line tells the place, what came of it, why and what was expected, and ends with the code")
  func one() {
    let bad = finding(2, "status", "VALID", "BAD_VALUE", beside: ["draft", "validated"])

    #expect(
      line(bad)
        == "ligne 2, colonne status, « VALID » : refusée. Valeur non prévue (attendu : draft, validated). [BAD_VALUE]"
    )
    #expect(
      line(bad, .english)
        == "row 2, column status, “VALID”: refused. Not one of the values allowed (expected: draft, validated). [BAD_VALUE]"
    )
    #expect(
      line(finding(3, "n", "-2", "OUT_OF_RANGE", beside: ["0…99"]))
        == "ligne 3, colonne n, « -2 » : refusée. Valeur hors des limites (de 0 à 99). [OUT_OF_RANGE]"
    )
    #expect(
      line(finding(4, "name", "", "MISSING_VALUE"))
        == "ligne 4, colonne name : refusée. Valeur obligatoire absente : complétez la cellule. [MISSING_VALUE]"
    )
    #expect(line(finding(5, "kind", "", "KIND_MISSING")).hasPrefix("ligne 5, colonne kind, (vide)"))
  }

  @Test("a condition of another cell, a value before and a record are told as what they are")
  func beside() {
    #expect(
      line(finding(2, "structure", "S01", "BAD_VALUE", beside: ["role = operator"]), .english)
        == "row 2, column structure, “S01”: refused. The cell must be left empty (where role = operator). [BAD_VALUE]"
    )
    let corrected = finding(
      2, "to", "2025-06-30", "CORRECTED", beside: ["2025-12-31"], record: ["P03", "", "S01"])
    #expect(
      line(corrected, isRefused: false)
        == "ligne 2, colonne to, « 2025-06-30 » : à vérifier. Valeur corrigée (valeur d'avant : 2025-12-31 ; enregistrement : P03 S01). [CORRECTED]"
    )
    #expect(
      line(finding(2, "structure_code", "s-1", "UNKNOWN_STRUCTURE", beside: ["S01"]), .english)
        .contains("looks like a known one: correct it if that is meant (known: S01)"))
  }

  @Test("an instant, a time and a workbook have words of their own")
  func narrowed() {
    let instant = finding(
      3, "received_at", "2025-05-01", "BAD_DATE", file: "submissions.csv")
    #expect(
      line(instant)
        == "ligne 3, colonne received_at, « 2025-05-01 » : refusée. Il faut la date et l'heure, par exemple 2025-05-01T10:00:00Z. [BAD_DATE]"
    )
    let day = finding(3, "from", "hier", "BAD_DATE", file: "mandates.csv")
    #expect(line(day).contains("écrivez AAAA-MM-JJ"))
    let cell = finding(3, "from", "hier", "BAD_DATE", file: "Mandates.xlsx")
    #expect(line(cell).contains("saisissez une date dans la cellule"))
    #expect(!line(finding(3, "n", "x", "BAD_NUMBER", file: "f.xlsx")).contains("signe décimal"))
    let mail = finding(2, "email", "x", "BAD_VALUE", file: "people.csv")
    #expect(line(mail, .english).contains("Not an e-mail address."))
  }

  @Test("many findings of one kind have one line, with their count and three of their places")
  func many() {
    var tally = FindingTally()
    for row in 2...40 {
      tally.add(finding(row, "source", "F-X", "SOURCE_UNKNOWN"), isRefused: false)
    }
    tally.add(finding(9, "n", "x", "BAD_NUMBER"), isRefused: true)

    let told = tally.told(.french)

    #expect(told.untold == 39 && tally.hasRefusals)
    #expect(told.lines.count == 2)
    // What was refused comes first, though it was found last.
    #expect(told.lines[0].hasPrefix("ligne 9, colonne n, « x » : refusée."))
    #expect(told.lines[1].hasPrefix("colonne source, 39 fois : à vérifier. "))
    #expect(
      told.lines[1].hasSuffix(
        "Par exemple : ligne 2 (« F-X »), ligne 3 (« F-X »), ligne 4 (« F-X »). [SOURCE_UNKNOWN]"))
    let three = tally.told(most: 1, .english).lines
    #expect(three.count == 2 && !three[1].contains("For example"))
  }

  @Test("up to three findings of a kind have a line each")
  func few() {
    var tally = FindingTally()
    for row in 2...4 { tally.add(finding(row, "day", "x", "BAD_DATE"), isRefused: true) }

    let told = tally.told(.english)

    #expect(told.untold == 0)
    #expect(told.lines.map { $0.prefix(6) } == ["row 2,", "row 3,", "row 4,"])
    #expect(
      tally.told(most: 0, .english).lines == [
        "column day, 3 times: refused. Not a date, or outside 1900-2199: write YYYY-MM-DD (or as the rest of the file). [BAD_DATE]"
      ])
  }

  @Test("columns are told by one line: all that rows need, three of those that may be absent")
  func columns() {
    var tally = FindingTally()
    for name in ["zone", "label", "qpv", "siret", "note"] {
      tally.add(finding(1, name, "", "MISSING_COLUMN"), isRefused: false)
    }
    for name in ["a", "b", "c", "d"] {
      tally.add(finding(1, name, "", "MISSING_COLUMN"), isRefused: true)
    }

    let told = tally.told(.french)

    #expect(
      told.lines == [
        "colonnes a, b, c, d : fichier refusé. Colonnes absentes du fichier. [MISSING_COLUMN]",
        "colonnes zone, label, qpv et 2 autres : à vérifier. Colonnes facultatives absentes du fichier. [MISSING_COLUMN]",
      ])
    #expect(told.untold == 2)
  }

  @Test("a form is told by its name, and by the sentence that says what is wrong with it")
  func forms() {
    var tally = FindingTally(place: .form)
    for name in ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"] {
      tally.add(
        finding(1, "", "\(name): the tab is missing", "FORM_WRONG", file: name), isRefused: true)
    }
    tally.add(finding(1, "", "", "FILE_NOT_XLSX", file: "note.txt"), isRefused: true)

    let lines = tally.told(.english).lines

    #expect(lines.count == 5)
    #expect(lines[3] == "d.xlsx: refused. The tab is missing. [FORM_WRONG]")
    #expect(lines[4].hasPrefix("note.txt: refused. A file of another format"))
  }

  @Test("an import's summary leaves out what no row had, and agrees with its numbers")
  func summary() {
    func told(_ loaded: Int, _ unchanged: Int, _ refused: Int, _ language: Language) -> String {
      ImportReport.summary(loaded: loaded, unchanged: unchanged, refused: refused, language)
    }
    #expect(told(370, 0, 2, .french) == "370 lignes chargées, 2 refusées")
    #expect(told(1, 1, 1, .french) == "1 ligne chargée, 1 déjà connue, 1 refusée")
    #expect(told(0, 3, 0, .french) == "aucune ligne chargée, 3 déjà connues")
    #expect(told(0, 0, 0, .english) == "no row")
    #expect(told(1, 2, 0, .english) == "1 row loaded, 2 known already")
    var report = ImportReport()
    report.refused = [finding(1, "a", "", "MISSING_COLUMN")]
    #expect(report.summary(.french) == "fichier refusé")
  }
}
