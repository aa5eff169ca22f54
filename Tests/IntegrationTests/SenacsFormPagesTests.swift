import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// The form of a structure of the sample network, by the codebook that is shipped.
@Suite(
  "A form that is printed and filled in", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct SenacsFormPagesTests {
  private static let structure = "F-CS-008"

  let system: RunningSystem
  private let form: String

  init() throws {
    system = try RunningSystem()
    let (home, sample) = (system.home, RunningSystem.sample)
    try system.load("\(sample)/network")
    form = "\(home)/forms/\(Self.structure).xlsx"
    let codebook = "\(sample)/codebook/senacs-base.json"
    let answers = "\(sample)/network/senacs-answers-2024.csv"
    for words in [
      ["senacs", "codebook", "2024", "--set", codebook],
      ["senacs", "codebook", "2025", "--set", codebook],
      ["senacs", "load", "2024", answers, "--fictitious", "--most", "0"],
      [
        "senacs", "forms", "--campaign", "2025", "--structure", Self.structure, "--out",
        "\(home)/forms", "--lang", "fr",
      ],
    ] {
      let done = try RunningSystem.vigie(words, home: home)
      try #require(done.code == 0, "\(words): \(done.errors)\(done.output)")
    }
  }

  private func rows(_ tab: String) throws -> [Row] {
    let reader = try WorkbookReader(path: form)
    var rows = try reader.rows(of: try #require(reader.sheets.first(where: { $0.name == tab })))
    var found: [Row] = []
    while let row = try rows.next() { found.append(row) }
    return found
  }

  @Test(
    "it asks the sheet's questions in their order, has days as days, and helps in the codebook's words"
  )
  func questions() throws {
    let headings = try rows("PA 3.1.1").filter { $0[0].text.isEmpty }.map { $0[1].text }
    let numbers = headings.compactMap { $0.firstMatch(of: /^\d\./).map { String($0.0) } }
    #expect(numbers == ["1.", "2.", "3.", "4.", "5."], "\(headings)")

    let senacs = try rows("SENACS")
    let asked = Dictionary(senacs.map { ($0[0].text, $0) }) { first, _ in first }
    func cell(_ key: String, _ column: Int) -> String {
      PlainSpaces.text(asked[key]?[column].text ?? "")
    }
    #expect(cell("key", 2) == "Réponse précédente (2024)" && cell("key", 3) == "Votre réponse")
    #expect(
      cell("etp_total", 5)
        == "un temps plein compte pour 1 · nombre (virgule possible), 0 ou plus, par exemple 8,5")
    #expect(cell("etp_total", 4) == "ETP")
    // The unit stands in its own column, so the label does without it.
    #expect(cell("subv_caf", 1) == "Financement de la Caf" && cell("subv_caf", 4) == "€")
    #expect(cell("zone", 5) == "caractère dominant · urbain, rural ou mixte")
    #expect(cell("date_validation", 5) == "jour où vous validez la réponse · date jj/mm/aaaa")
    let approved = try #require(asked["date_premier_agrement"])
    let day = try #require(CivilDate("2015-01-01"))
    #expect(approved[3] == .date(day), "\(approved)")
    // What the registry knows is no answer, and needs no help.
    #expect(cell("date_premier_agrement", 2).isEmpty && cell("date_premier_agrement", 5).isEmpty)
    let opening = senacs.prefix { $0[0].text.isEmpty }.map { PlainSpaces.text($0[1].text) }
    #expect(opening[0] == "Campagne SENACS 2025 (données 2024)")
    let end =
      "À la fin, choisissez « validée » dans « État de la réponse », puis renvoyez le fichier."
    #expect(opening.contains { $0.hasSuffix(end) }, "\(opening)")
  }

  /// A text whose words stand apart by one space, whatever space or line end was there.
  private func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(
    "it is printed on five pages at most, each with the header and its number, and no label is lost",
    .enabled(if: Office.isInstalled, "libreoffice-calc-nogui or poppler-utils is not installed"))
  func printed() throws {
    let (home, name) = (system.home, Self.structure)
    try Office.convert([form], to: "pdf", in: home)
    try Office.run(Office.pdfReader, ["-raw", "\(home)/\(name).pdf", "\(home)/\(name).txt"])
    let text = try String(contentsOfFile: "\(home)/\(name).txt", encoding: .utf8)
    let pages = text.split(separator: "\u{0C}").map { plain(String($0)) }

    #expect((3...5).contains(pages.count), "\(pages.count) pages")
    for (place, page) in pages.enumerated() {
      #expect(page.contains("Votre réponse"), "\(page)")
      #expect(page.contains("Page \(place + 1) sur \(pages.count)"), "\(page)")
      #expect(page.contains("SENACS 2025 – \(name)"), "\(page)")
    }
    let all = pages.joined(separator: " ")
    let tabs = try WorkbookReader(path: form).sheets.filter { $0.visibility == .visible }
    #expect(tabs.map(\.name) == ["SENACS", "PA 3.1.1", "Veille"])
    for tab in tabs {
      for row in try rows(tab.name) where !["", "key"].contains(row[0].text) {
        #expect(all.contains(plain(row[1].text)), "\(row[1].text)")
      }
    }
    #expect(all.contains("Date du premier agrément 01/01/2015"))
  }

  /// Writes the form as it looked before: the header in the first row, five columns, and other words for the levels.
  private func writeOld(_ path: String, _ filled: [String: String]) throws {
    let reader = try WorkbookReader(path: form)
    let writer = try WorkbookWriter(path: path, title: "t", created: .now)
    let header = ["key", "Question", "Dernière réponse", "Votre réponse (à corriger)", "Aide"]
    for sheet in reader.sheets {
      var rows = try reader.rows(of: sheet)
      try writer.addSheet(
        SheetLayout(
          sheet.name, columns: header.map { ColumnLayout($0) },
          isHidden: sheet.visibility != .visible))
      while let row = try rows.next() {
        guard row[0].text != "key" else { continue }
        var cells = (0..<4).map { row[$0] }
        if let text = filled[row[0].text] { cells[3] = .text(text) }
        try writer.append(cells)
      }
    }
    try writer.close()
  }

  @Test("a form that was sent before is read, and so are days and numbers that were typed as texts")
  func before() throws {
    let old = "\(system.home)/\(Self.structure).xlsx"
    let filled = [
      "statut": "validée", "date_validation": "15/05/2025", "etp_total": "17,5",
      "nb_salaries": "35", "senacs_use_level": "0 non", "partnership_level": "0 pas intégré",
      "a1": "3 documenté et discuté avec les intéressés", "last_revision_on": "01/04/2025",
    ]
    try writeOld(old, filled)
    let told = try system.vigie("senacs", "check", "2025", old, "--lang", "fr")
    #expect(told.code == 0, "\(told.output)\(told.errors)")
    // A level that never was is not taken for another one.
    try writeOld(old, filled.merging(["partnership_level": "9 pas intégré"]) { $1 })
    let wrong = try system.vigie("senacs", "check", "2025", old, "--lang", "fr")
    #expect(wrong.code == 1 && wrong.output.contains("9 pas intégré"), "\(wrong.output)")
  }
}
