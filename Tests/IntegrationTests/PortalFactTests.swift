import Foundation
import TestSupport
import Testing
import Values

/// P03 directs S01, P20 is its family referent; P04 directs another structure. B01 is the body of S01's commune, B03 is not.
@Suite(
  "Facts that a director writes in the portal", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(10)))
struct PortalFactTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
  }

  /// The form of a page as a browser would send it: what it carries unseen, and what is typed.
  private func form(_ page: Browser.Page, _ typed: [String: String]) -> [String: String] {
    var form: [String: String] = [:]
    for match in page.body.matches(of: /type="hidden" name="([^"]*)" value="([^"]*)"/) {
      form[String(match.1)] = String(match.2)
    }
    return form.merging(typed) { _, new in new }
  }

  /// Opens a form and sends it.
  private func write(
    _ browser: inout Browser, _ path: String, _ typed: [String: String]
  ) throws -> Browser.Page {
    let page = try browser.get(path)
    try #require(page.status == 200, "\(path) \(page.body)")
    return try browser.post(path, form(page, typed))
  }

  private func told(_ words: String...) throws -> String {
    let told = try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
    #expect(told.code == 0, "\(words): \(told.output) \(told.errors)")
    return told.output
  }

  private static let item = [
    "statement": "Une famille sur cinq est monoparentale", "base": "problems", "kind": "document",
    "source": "Enquête 2025", "dated_on": "1/6/2025", "territory": "", "item_code": "E1",
  ]

  @Test(
    "an item that is wrong is told at its field with all that was typed; sent twice it is one row")
  func item() throws {
    var director = try system.signIn("P03")
    let path = "/diagnostic/ajouter/appui"
    let page = try director.get(path)
    #expect(page.status == 200 && page.body.contains("value=\"E1\""), "\(page.body)")
    #expect(!page.body.contains("style=") && page.body.firstMatch(of: /\son[a-z]+=/) == nil)
    let wrong = try director.post(
      path, form(page, Self.item.merging(["dated_on": "<b>demain</b>", "base": ""]) { $1 }))
    #expect(wrong.status == 422 && wrong.body.contains("href=\"#base\""), "\(wrong.body)")
    let late = try director.post(
      path, form(wrong, Self.item.merging(["dated_on": "<b>demain</b>"]) { $1 }))
    #expect(late.status == 422 && late.body.contains("est pas une date"), "\(late.body)")
    #expect(late.body.contains("value=\"&lt;b&gt;demain&lt;/b&gt;\""))
    #expect(late.body.contains("Une famille sur cinq est monoparentale</textarea>"))
    #expect(late.body.contains("aria-invalid=\"true\""))

    let right = form(late, Self.item)
    for _ in 1...2 {
      let made = try director.post(path, right)
      #expect(made.status == 303 && made["Location"] == "/diagnostic/E1?fait=1", "\(made.body)")
    }
    let history = try told("history", "diagnosis_evidence", "S01", "E1")
    #expect(history.components(separatedBy: "S01 E1").count == 2, "\(history)")
    #expect(history.contains("person:P03/structure/S01"), "\(history)")
    // The same code again is another record's, and the key of the first form says nothing of this one.
    let again = try write(&director, path, Self.item)
    #expect(again.status == 422 && again.body.contains("déjà un enregistrement"), "\(again.body)")
    #expect(try director.get(path).body.contains("value=\"E2\""))
    let reused = try director.post(path, right.merging(["statement": "Autre chose"]) { $1 })
    #expect(reused.status == 409 && reused.body.contains("Autre chose</textarea>"))

    var other = try system.signIn("P04")
    for page in ["/diagnostic/E1", "/diagnostic/E1/modifier", "/diagnostic/E1/histoire"] {
      #expect(try other.get(page).status == 404, "\(page)")
    }
    let token = try other.get("/").token
    let forged = try other.post(
      "/diagnostic/E1/modifier",
      Self.item.merging(["token": token, "fait": "diagnosis_evidence.csv", "version": "1"]) { $1 })
    #expect(forged.status == 404)
  }

  @Test("a chain from a problem to an objective; two people change it, one takes it back, it ends")
  func chain() throws {
    var (director, referent) = (try system.signIn("P03"), try system.signIn("P20"))
    let made = try write(&director, "/diagnostic/ajouter/appui", Self.item)
    #expect(made.status == 303, "\(made.body)")
    let parts = [
      ("problematique", "P1", ["label": "Isolement", "evidence:E1": "oui"]),
      ("axe", "A1", ["label": "Aller vers", "linked_to:P1": "oui"]),
      ("objectif", "O1", ["label": "Tenir une permanence", "linked_to:A1": "oui"]),
    ]
    for (word, code, typed) in parts {
      let more = ["since": "01/06/2025"]
      let path = "/diagnostic/ajouter/\(word)"
      let page = try director.get(path)
      #expect(page.body.contains("value=\"\(code)\""), "\(page.body)")
      let added = try director.post(
        path, form(page, typed.merging(more) { $1 }.merging(["element_code": code]) { $1 }))
      #expect(added["Location"] == "/diagnostic/\(code)?fait=1", "\(added.body)")
    }
    let diagnosis = try director.get("/diagnostic")
    #expect(diagnosis.body.contains("href=\"/diagnostic/ajouter/reponse?lie=O1\""))
    let shown = try told("diagnosis", "show", "S01")
    #expect(shown.contains("O1") && shown.contains("Tenir une permanence"), "\(shown)")

    let path = "/diagnostic/O1/modifier"
    let (mine, theirs) = (try director.get(path), try referent.get(path))
    let links = ["linked_to:A1": "oui", "since": "01/06/2025"]
    let first = try director.post(
      path, form(mine, links.merging(["label": "Deux permanences"]) { $1 }))
    #expect(first["Location"] == "/diagnostic/O1?fait=1", "\(first.body)")
    let clash = try referent.post(
      path,
      form(theirs, links.merging(["label": "Trois permanences", "linked_to:P1": "oui"]) { $1 }))
    #expect(clash.status == 409, "\(clash.body)")
    #expect(clash.body.contains("Trois permanences</textarea>"))
    #expect(clash.body.contains("Deux permanences"))
    let second = try referent.post(
      path, form(clash, links.merging(["label": "Trois permanences"]) { $1 }))
    #expect(second["Location"] == "/diagnostic/O1?fait=1", "\(second.body)")

    // The director may not take back what the referent wrote; the referent may, once.
    let past = "/diagnostic/O1/histoire"
    let read = try director.get(past)
    #expect(read.body.contains("Version 3") && !read.body.contains("name=\"import\""))
    let back = try referent.get(past)
    #expect(back.body.contains("Annuler mon dernier changement"), "\(back.body)")
    for _ in 1...2 {
      #expect(try referent.post(past, form(back, [:])).status == 303)
    }
    #expect(try director.get("/diagnostic/O1").body.contains("Deux permanences"))

    let ended = try write(&director, "/diagnostic/O1/retirer", ["until": "01/09/2025"])
    #expect(ended["Location"] == "/diagnostic/O1/histoire?fait=1", "\(ended.body)")
    #expect(try director.get("/diagnostic/O1").body.contains("hors du diagnostic"))
    #expect(try !director.get("/diagnostic").body.contains("href=\"/diagnostic/O1\""))
    let reversed = try write(&director, "/diagnostic/A1/retirer", ["until": "01/01/2020"])
    #expect(reversed.status == 422 && reversed.body.contains("avant le premier jour"))
  }

  @Test("a revision of the diagnosis is noted, and what is orphaned is named until it is linked")
  func revision() throws {
    var director = try system.signIn("P03")
    let since = ["since": "01/06/2025"]
    let item = try write(&director, "/diagnostic/ajouter/appui", Self.item)
    #expect(item.status == 303, "\(item.body)")
    let problem = ["label": "Isolement", "element_code": "P1", "evidence:E1": "oui"]
    let made = try write(
      &director, "/diagnostic/ajouter/problematique", problem.merging(since) { $1 })
    #expect(made.status == 303, "\(made.body)")
    // The problem has no axis.
    let add = "href=\"/diagnostic/ajouter/axe?lie=P1\""
    let orphan = try director.get("/diagnostic").body
    #expect(orphan.contains(add), "\(orphan)")
    let axis = ["label": "Aller vers", "element_code": "A1", "linked_to:P1": "oui"]
    let linked = try write(&director, "/diagnostic/ajouter/axe", axis.merging(since) { $1 })
    #expect(linked.status == 303, "\(linked.body)")
    #expect(try !director.get("/diagnostic").body.contains(add))

    let noted = try write(
      &director, "/diagnostic/ajouter/revision",
      ["revised_on": "15/06/2025", "note": "Relu avec <b>les habitants</b>"])
    #expect(noted["Location"]?.hasPrefix("/diagnostic") == true, "\(noted.body)")
    let shown = try director.get("/diagnostic").body
    #expect(shown.contains("href=\"/diagnostic/revisions/2025-06-15\""), "\(shown)")
    #expect(shown.contains("Relu avec &lt;b&gt;les habitants"))
  }

  @Test(
    "what a structure says of a meeting waits to be confirmed; it is changed, and taken back whole")
  func veille() throws {
    var director = try system.signIn("P03")
    let list = try director.get("/veille?annee=2025")
    #expect(list.status == 200 && list.body.contains("M02"), "\(list.body)")
    #expect(try director.get("/veille?annee=1890").status == 404)
    let path = "/veille/ajouter"
    let page = try director.get(path + "?instance=B01&jour=2025-05-15")
    #expect(page.body.contains("value=\"B01\" selected") && page.body.contains("15/05/2025"))
    let foreign = try director.post(
      path, form(page, ["body_code": "B03", "held_on": "15/05/2025", "response": "present"]))
    #expect(foreign.status == 422 && foreign.body.contains("id=\"body_code-dit\""))
    let said = ["body_code": "B01", "held_on": "15/05/2025", "response": "present"]
    let made = try director.post(path, form(foreign, said))
    let year = Instant.now.parisDay.year == 2025 ? "" : "annee=2025&"
    #expect(made["Location"] == "/veille?\(year)fait=1", "\(made.body)")
    let listed = try told("evaluation", "meetings", "--declared", "--year", "2025")
    #expect(listed.contains("B01") && listed.contains("2025-05-15"), "\(listed)")

    let own = "/veille/B01/2025-05-15"
    let changed = try write(&director, own, ["response": "excused"])
    #expect(changed["Location"] == "\(own)/histoire?fait=1", "\(changed.body)")
    #expect(try told("evaluation", "meetings", "--declared", "--year", "2025").contains("excused"))
    for place in ["\(own)/histoire?fait=1", "/veille?fait=1"] {
      let past = try director.get("\(own)/histoire")
      let back = try director.post("\(own)/histoire", form(past, [:]))
      #expect(back.status == 303 && back["Location"] == place, "\(back.body)")
    }
    #expect(try director.get(own).status == 404)
    var other = try system.signIn("P04")
    #expect(try other.get("\(own)/histoire").status == 404)
  }

  @Test("nothing that was typed is lost while the service is down, or when the session ends")
  func kept() throws {
    var director = try system.signIn("P03")
    let path = "/diagnostic/ajouter/appui"
    let typed = form(try director.get(path), Self.item)
    system.stop("evaluation")
    let away = try director.post(path, typed)
    #expect(away.status == 503 && away.body.contains("Pas encore enregistré"), "\(away.body)")
    #expect(away.body.contains("Une famille sur cinq est monoparentale</textarea>"))
    #expect(form(away, [:])["cle"] == typed["cle"])
    let list = try director.get("/diagnostic")
    #expect(list.status == 200 && list.body.contains("Une partie de cette page manque"))
    #expect(try director.get("/veille").status == 200)
    try system.start("evaluation")

    var elsewhere = director
    let sessions = try elsewhere.get("/sessions")
    _ = try elsewhere.post("/sessions/fin", ["token": sessions.token])
    let over = try director.post(path, typed)
    #expect(over.status == 401 && over.body.contains("Votre session est finie"), "\(over.body)")
    #expect(over.body.contains("Une famille sur cinq est monoparentale</textarea>"))
    var again = try system.signIn("P03")
    let shown = try again.post(path, typed)
    #expect(shown.status == 403 && shown.body.contains("value=\"Enquête 2025\""), "\(shown.body)")
    let end = ContinuousClock.now + .seconds(60)
    var place: String?
    while place != "/diagnostic/E1?fait=1", ContinuousClock.now < end {
      place = try again.post(path, form(shown, Self.item))["Location"]
    }
    #expect(place == "/diagnostic/E1?fait=1")
    let history = try told("history", "diagnosis_evidence", "S01", "E1")
    #expect(history.components(separatedBy: "S01 E1").count == 2, "\(history)")
  }
}
