import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// The workbook as the director's other way, on the campaign of ``PortalSenacsTests``: P03 directs S01, P20 is its family referent.
@Suite(
  "A campaign answered by workbook", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct PortalWorkbookTests {
  private static let page = "/senacs/2026/classeur"

  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign()
  }

  // MARK: Workbooks

  /// The cells of all tabs, by tab and row.
  private func cells(_ bytes: [UInt8]) throws -> [String: [[String]]] {
    let reader = try WorkbookReader(bytes: bytes, name: "w.xlsx")
    var cells: [String: [[String]]] = [:]
    for sheet in reader.sheets {
      var rows = try reader.rows(of: sheet)
      while let row = try rows.next() {
        cells[sheet.name, default: []].append((0..<5).map { row[$0].text })
      }
    }
    return cells
  }

  private func download(_ browser: inout Browser) throws -> [UInt8] {
    let file = try browser.get("\(Self.page)/fichier")
    try #require(file.status == 200, "\(file.body)")
    #expect(file["Content-Disposition"] == "attachment; filename=\"SENACS-2026-S01.xlsx\"")
    #expect(file["Cache-Control"] == "no-store")
    return file.bytes
  }

  // MARK: Tests

  @Test(
    "the workbook of the portal is the officer's; what comes back and is sent is the same answer as when the officer loads it"
  )
  func whole() throws {
    var browser = try system.signIn("P03")
    let page = try browser.get(Self.page)
    #expect(page.status == 200 && page.body.contains("Répondre par classeur"), "\(page.body)")
    #expect(page.body.contains("enctype=\"multipart/form-data\""))
    #expect(try browser.get("/senacs/2026/staff").body.contains("href=\"\(Self.page)\""))
    let own = try download(&browser)
    let out = "\(system.home)/forms"
    try system.run([
      "senacs", "forms", "--campaign", "2026", "--structure", "S01", "--out", out, "--lang", "fr",
    ])
    let officers = try Data(contentsOf: URL(fileURLWithPath: "\(out)/S01.xlsx"))
    let (mine, theirs) = (try cells(own), try cells(Array(officers)))
    #expect(mine.keys.sorted() == theirs.keys.sorted())
    for (sheet, rows) in theirs {
      for (place, row) in rows.enumerated() {
        #expect(mine[sheet]?[place] == row, "\(sheet) \(place)")
      }
    }

    let book = try system.filled(
      own,
      [
        "salaries": .number(5), "etp": .number(4.5, written: "4.5"), "benevoles": .number(30),
        "jeunesse": .text("oui"), "echelle": .text("Le quartier"), "q1": .text("Été <b>"),
        "statut": .text("valide"), "date_validation": .date(Instant.now.parisDay),
      ])
    let taken = try browser.upload(Self.page, token: page.token, book)
    #expect(taken.status == 303 && taken["Location"] == "/senacs/2026/relecture", "\(taken.body)")
    let staff = try browser.get("/senacs/2026/staff")
    #expect(staff.body.contains("value=\"4,5\"") && staff.body.contains("value=\"5\""))
    // The same workbook once more changes nothing; one that was corrected changes what the same person brought.
    #expect(try browser.upload(Self.page, token: page.token, book).status == 303)
    let corrected = try system.filled(book, ["etp": .number(4)])
    #expect(try browser.upload(Self.page, token: page.token, corrected).status == 303)
    #expect(try browser.get("/senacs/2026/staff").body.contains("value=\"4\""))

    let review = try browser.get("/senacs/2026/relecture")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    let text = try browser.get("/senacs/2026/accuse/1/texte").body
    #expect(text.contains("\nechelle=quartier\netp=4\njeunesse=oui\nq1=Été <b>\n"), "\(text)")
    // Equal answers have equal codes, so that the officer's load finds this one stored.
    let file = "\(system.home)/S01.xlsx"
    try Data(corrected).write(to: URL(fileURLWithPath: file))
    let loaded = try system.run([
      "senacs", "load", "2026", file, "--fictitious", "--lang", "en",
    ])
    #expect(
      loaded.output.contains("no SENACS answer recorded, 1 known already."), "\(loaded.output)")

    // What was sent is not written over.
    let late = try browser.upload(Self.page, token: page.token, book)
    #expect(late.status == 409 && late.body.contains("La réponse est envoyée"), "\(late.body)")
    #expect(try browser.get("/senacs/2026/accuse/1/texte").body == text)
  }

  @Test("what another person wrote is not replaced unseen: the page asks which answer to keep")
  func together() throws {
    var (director, referent) = (try system.signIn("P03"), try system.signIn("P20"))
    let own = try download(&director)
    let shown = try referent.get("/senacs/2026/staff")
    for (field, value) in [("etp", "7"), ("salaries", "9")] {
      let saved = try referent.post(
        "/senacs/2026/staff",
        ["token": shown.token, "field": field, "value": value, "version": "0"])
      #expect(saved.status == 200, "\(saved.body)")
    }
    // The workbook says nothing of the employees, and so changes nothing of them.
    let book = try system.filled(own, ["etp": .number(6), "benevoles": .number(30)])
    let token = try director.get(Self.page).token
    let asked = try director.upload(Self.page, token: token, book)
    #expect(asked.status == 409 && asked.body.contains("1 réponse à choisir"), "\(asked.body)")
    #expect(asked.body.contains("name=\"mine-etp\" value=\"6\""), "\(asked.body)")
    #expect(!asked.body.contains("mine-salaries"))
    let written = try director.get("/senacs/2026/staff").body
    #expect(written.contains("value=\"7\"") && written.contains("value=\"9\""))
    #expect(try director.get("/senacs/2026/governance").body.contains("value=\"30\""))

    let open = ["token": token, "mine-etp": "6", "v-etp": "1"]
    let again = try director.post(Self.page, open)
    #expect(again.status == 409 && again.body.contains("name=\"mine-etp\""))
    let chosen = try director.post(Self.page, open.merging(["keep-etp": "mine"]) { $1 })
    #expect(chosen["Location"] == "/senacs/2026/relecture", "\(chosen.body)")
    #expect(try referent.get("/senacs/2026/staff").body.contains("value=\"6\""))
  }

  @Test(
    "once words of the codebook are mended, a workbook that was fetched before is taken and a draft is sent; a question that changed is named"
  )
  func mended() throws {
    var browser = try system.signIn("P03")
    let book = try system.filled(
      try download(&browser),
      ["salaries": .number(5), "etp": .number(4), "echelle": .text("Le quartier")])
    let shown = try browser.get("/senacs/2026/governance")
    let saved = try browser.post(
      "/senacs/2026/governance",
      ["token": shown.token, "field": "benevoles", "value": "30", "version": "0"])
    #expect(saved.status == 200, "\(saved.body)")
    let mended = SenacsAnswersTests.codebook
      .replacing("Le quartier", with: "À l'échelle du quartier")
      .replacing("\"Salariés\"", with: "\"Nombre de salariés\"")
    try system.setCodebook("2026", mended)
    let token = try browser.get(Self.page).token
    let taken = try browser.upload(Self.page, token: token, book)
    #expect(taken.status == 303 && taken["Location"] == "/senacs/2026/relecture", "\(taken.body)")

    let bounded = mended.replacing(
      #""name": "salaries","#, with: #""name": "salaries", "constraints": {"minimum": 1},"#)
    try system.setCodebook("2026", bounded)
    let refused = try browser.upload(Self.page, token: token, book)
    #expect(refused.status == 422 && refused.body.contains("question modifiée"), "\(refused.body)")
    #expect(refused.body.contains("Nombre de salariés"), "\(refused.body)")
    #expect(try browser.get("/senacs/2026/staff").body.contains("value=\"5\""))

    let review = try browser.get("/senacs/2026/relecture")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    let text = try browser.get("/senacs/2026/accuse/1/texte").body
    #expect(text.contains("\nbenevoles=30\n"), "\(text)")
    #expect(text.contains("\nechelle=quartier\netp=4\n"), "\(text)")
  }

  @Test("what is no workbook of this structure and campaign changes nothing, and says what to do")
  func refused() throws {
    var browser = try system.signIn("P03")
    let own = try download(&browser)
    let page = try browser.get(Self.page)
    func expect(
      _ bytes: [UInt8], _ words: String, status: Int = 422, name: String = "w.xlsx",
      _ browser: inout Browser
    ) throws {
      let answer = try browser.upload(Self.page, token: page.token, name: name, bytes)
      #expect(answer.status == status && answer.body.contains(words), "\(answer.body)")
    }
    try expect([], "Choisissez un fichier", &browser)
    try expect(Array("a;b\n1;2\n".utf8), "classeur .xlsx", &browser)
    try expect(Array(own.prefix(own.count / 2)), "pas pu être lu", &browser)
    try expect([UInt8](repeating: 0x50, count: 9) + own, "pas pu être lu", &browser)
    let out = "\(system.home)/others"
    try system.run(["senacs", "forms", "--campaign", "2026", "--structure", "S02", "--out", out])
    let other = try Data(contentsOf: URL(fileURLWithPath: "\(out)/S02.xlsx"))
    try expect(Array(other), "S02", name: "<b>../S02.xlsx", &browser)
    // Another structure's workbook under this one's name is refused by its cell.
    let forged = try system.filled(own, ["code_structure": .text("S02")])
    try expect(forged, "S02", &browser)
    // 100 MB come as a whole before the answer, and are not kept.
    try expect([UInt8](repeating: 0x50, count: 100 << 20), "trop grand", status: 413, &browser)
    let mark = page.token
    #expect(try browser.upload(Self.page, token: "x", own).status == 403)
    #expect(try browser.get("/senacs/2026/staff").body.contains("Rien n"))
    // Without a session nothing of it is read.
    var nobody = try Browser(system)
    let unread = try nobody.upload(Self.page, token: mark, own)
    #expect(unread.status == 401, "\(unread.status)")
  }

  @Test(
    "an officer loads a workbook that came by mail; one that is to be corrected changes nothing")
  func officer() throws {
    try system.run(["grant", "P02", "operator"])
    let (out, path) = ("\(system.home)/mailed", "/campagne/2026/classeur")
    try system.run(["senacs", "forms", "--campaign", "2026", "--structure", "S02", "--out", out])
    let empty = Array(try Data(contentsOf: URL(fileURLWithPath: "\(out)/S02.xlsx")))
    let cells: [String: Cell] = [
      "salaries": .number(5), "etp": .number(4), "statut": .text("valide"),
      "date_validation": .date(Instant.now.parisDay),
    ]
    var officer = try system.signIn("P02", as: "P02/operator/")
    let page = try officer.get(path)
    #expect(page.status == 200 && page.body.contains("Charger un classeur"), "\(page.body)")
    let wrong = try system.filled(empty, cells.merging(["salaries": .text("beaucoup")]) { $1 })
    let refused = try officer.upload(path, token: page.token, wrong)
    #expect(refused.status == 422 && refused.body.contains("onglet SENACS, «"), "\(refused.body)")
    #expect(try !officer.get("/structures/S02/reponse/2026").body.contains("envoyée, à lire"))

    let loaded = try officer.upload(path, token: page.token, try system.filled(empty, cells))
    #expect(loaded.status == 200, "\(loaded.body)")
    #expect(loaded.body.contains("Le classeur de S02 est chargé"), "\(loaded.body)")
    #expect(try officer.get("/structures/S02/reponse/2026").body.contains("envoyée, à lire"))
    // Its director finds it at the form, and has no such page.
    var director = try system.signIn("P04", as: "P04/structure/S02")
    let form = try director.get("/senacs/2026/staff")
    #expect(form.body.contains("Une réponse est arrivée le"), "\(form.body)")
    #expect(try director.get(path).status == 404)
  }

  @Test("where workbooks cannot be read the page says so, and the form on line goes on")
  func noReader() throws {
    system.stop("portal")
    try system.configure("portal") { $0["reader"] = "\(system.home)/absent" }
    try system.start("portal")
    var browser = try system.signIn("P03")
    let own = try download(&browser)
    let token = try browser.get(Self.page).token
    let answer = try browser.upload(Self.page, token: token, own)
    #expect(answer.status == 503 && answer.body.contains("Rien n"), "\(answer.body)")
    #expect(try browser.get("/senacs/2026/staff").status == 200)
  }
}
