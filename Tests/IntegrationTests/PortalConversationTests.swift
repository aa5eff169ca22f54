import Foundation
import TestSupport
import Testing
import Values

/// P03 directs S01, P20 is its family referent; P04 directs S02. P02 is granted to be an officer, P05 to audit. The campaign 2026 is open today;
/// its codebook is that of ``SenacsAnswersTests``.
@Suite("The portal's conversations", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct PortalConversationTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign()
    try system.run(["grant", "P02", "operator"])
    try system.run(["grant", "P05", "auditor"])
  }

  private func director() throws -> Browser { try system.signIn("P03", as: "P03/structure/S01") }
  private func officer() throws -> Browser { try system.signIn("P02", as: "P02/operator/") }

  /// Fills in fields of a section.
  private func save(_ browser: inout Browser, _ typed: [String: String]) throws -> Browser.Page {
    let path = "/senacs/2026/staff"
    let page = try browser.get(path)
    return try browser.post(path, page.section(typed))
  }

  private func send(_ browser: inout Browser) throws -> Browser.Page {
    let review = try browser.get("/senacs/2026/relecture")
    #expect(review.body.contains("Envoyer à la Caf</button>"), "\(review.body)")
    return try browser.post("/senacs/2026/relecture", ["token": review.token])
  }

  /// Sends what an officer writes, from the page as it stands now.
  private func write(
    _ browser: inout Browser, _ number: Int, _ choice: String, _ text: String
  ) throws -> Browser.Page {
    let path = "/questions/\(number)"
    let page = try browser.get(path)
    let form = try #require(page.forms(at: path).first { $0.action == path }, "\(page.body)")
    return try browser.post(
      path, form.fields.merging(["suite": choice, "mot": text]) { $1 })
  }

  private func say(_ browser: inout Browser, _ number: Int, _ text: String) throws -> Browser.Page {
    let path = "/messages/\(number)"
    return try browser.post(path, ["token": try browser.get(path).token, "mot": text])
  }

  @Test(
    "a question at a cell: asked, answered, asked again, its cell opened and sent once more, settled"
  )
  func question() throws {
    var (director, officer) = (try director(), try officer())
    #expect(try save(&director, ["salaries": "5", "etp": "4", "check": "1"]).status == 303)
    #expect(try send(&director)["Location"] == "/senacs/2026/accuse/1")

    // The officer reads it: a mark beside the rate.
    let list = "/campagne/2026?etat=toutes&nom=S01"
    let before = try officer.get(list).body
    #expect(before.contains("aria-label=\"à lire, réponse de"), "\(before)")
    let answerPath = "/structures/S01/reponse/2026"
    let answer = try officer.get(answerPath)
    #expect(answer.status == 200 && answer.body.contains("envoyée, à lire"), "\(answer.body)")
    #expect(answer.body.contains("href=\"\(answerPath)/etp\""))
    let mark = try #require(answer.forms(at: answerPath).first { $0.action.hasSuffix("/lue") })
    #expect(try officer.post(mark.action, mark.fields)["Location"] == answerPath)
    #expect(try officer.get(answerPath).body.contains("envoyée, lue"))
    let after = try officer.get(list).body
    #expect(after.contains("aria-label=\"lue, réponse de"))
    let rate = /\d+ structures attendues sur \d+ ont répondu/
    #expect(before.firstMatch(of: rate)?.output == after.firstMatch(of: rate)?.output)

    // Asked, once though the button is pressed twice; the mail has the link alone.
    let cell = try officer.get("\(answerPath)/etp")
    #expect(cell.status == 200 && cell.body.contains("<h2 id=\"case\">"), "\(cell.body)")
    let empty = try officer.post("\(answerPath)/etp", ["token": cell.token, "mot": " "])
    #expect(empty.status == 422)
    let asked = ["token": cell.token, "mot": "Comptez-vous <b>les vacataires</b> ?"]
    #expect(try officer.post("\(answerPath)/etp", asked)["Location"] == "/questions/1")
    #expect(try officer.post("\(answerPath)/etp", asked)["Location"] == "/questions/1")
    let told = try system.mails()
    #expect(!told.isEmpty && told.allSatisfy { $0.contains("/messages/1") }, "\(told)")
    #expect(told.contains { $0.contains("p03@example.org") })
    #expect(!told.contains { $0.contains("vacataires") || $0.contains("ETP") })

    let home = try director.get("/")
    #expect(home.body.contains("La Caf vous demande"), "\(home.body)")
    let message = try director.get("/messages/1")
    #expect(message.body.contains("&lt;b&gt;les vacataires"), "\(message.body)")
    #expect(try say(&director, 1, "Oui, depuis 2025.").status == 303)
    let own = try system.mails().filter { $0.contains("/questions/1") }
    #expect(own.count == 1 && own[0].contains("p02@example.org"))
    #expect(!own[0].contains("depuis 2025"))

    // Asked again: no second mail within an hour. Nobody settles what was not read.
    #expect(try officer.get("/questions").body.contains("avec réponse"))
    let page = try officer.get("/questions/1")
    #expect(
      page.body.contains("Oui, depuis 2025.") && page.body.contains("Versions de cette valeur"))
    #expect(try write(&officer, 1, "demander", "Combien ?").status == 303)
    #expect(try system.mails().count == told.count + 1)
    #expect(try say(&director, 1, "Un demi-poste de trop.").status == 303)
    let stale = try #require(page.forms(at: "/questions/1").first { $0.action == "/questions/1" })
    let early = try officer.post(
      "/questions/1", stale.fields.merging(["suite": "regler", "mot": "Merci"]) { $1 })
    #expect(early.status == 409 && early.body.contains(">Merci</textarea>"), "\(early.body)")

    // One cell is open again, and no other.
    #expect(try write(&officer, 1, "rouvrir", "Corrigez la case.").status == 303)
    let staff = try director.get("/senacs/2026/staff")
    #expect(staff.body.contains("<input id=\"etp\""), "\(staff.body)")
    #expect(!staff.body.contains("<input id=\"salaries\""))
    #expect(staff.body.contains("La Caf demande une correction"))
    let locked = try director.post(
      "/senacs/2026/staff",
      ["token": staff.token, "field": "salaries", "value": "9", "version": "1"])
    #expect(locked.status == 409, "\(locked.body)")
    #expect(try save(&director, ["etp": "3,5", "check": "1"]).status == 303)
    #expect(try send(&director)["Location"] == "/senacs/2026/accuse/2")
    let text = try director.get("/senacs/2026/accuse/2/texte").body
    #expect(text.contains("\netp=3.5\n") && text.contains("\nsalaries=5\n"), "\(text)")
    #expect(try !director.get("/senacs/2026/staff").body.contains("<input id="))

    let corrected = try officer.get("/questions/1")
    #expect(corrected.body.contains("La réponse a été envoyée de nouveau"))
    #expect(corrected.body.contains("3,5"), "\(corrected.body)")
    #expect(try officer.get(answerPath).body.contains("envoyée, à lire"))
    #expect(try write(&officer, 1, "regler", "").status == 303)
    #expect(try officer.get("/questions?etat=reglee").body.contains("href=\"/questions/1\""))
    #expect(try !director.get("/").body.contains("La Caf vous demande"))
  }

  @Test("what is wrong is told from its line, answered and settled; a question between fields too")
  func wrong() throws {
    var (director, officer) = (try director(), try officer())
    let structure = try director.get("/structure").body
    let line = try #require(
      structure.firstMatch(of: /href="(\/messages\/nouveau\?sujet=equipe[^"]*)"/), "\(structure)")
    let page = try director.get(String(line.1))
    #expect(page.body.contains("<blockquote>") && page.body.contains("-P"), "\(page.body)")
    let form = try #require(
      page.forms(at: "/messages/nouveau").first { $0.action == "/messages/nouveau" })
    let told = try director.post(
      form.action, form.fields.merging(["mot": "Elle est partie en mai."]) { $1 })
    #expect(told["Location"] == "/messages/1", "\(told.body)")
    #expect(
      try system.mails().contains { $0.contains("/questions/1") && $0.contains("p02@example.org") })

    let list = try officer.get("/questions").body
    #expect(list.contains("signalée") && list.contains("Centre social Exemple 01"), "\(list)")
    #expect(try officer.get("/questions/1").body.contains("Elle est partie en mai."))
    #expect(try write(&officer, 1, "demander", "Bien noté : depuis quel jour ?").status == 303)
    #expect(try director.get("/").body.contains("La Caf vous a répondu"))

    // A rule between two fields: what was typed is saved, and the values stand in the message.
    let right = try save(&director, ["salaries": "5", "etp": "6", "right": "etp"])
    #expect(right["Location"] == "/messages/nouveau?sujet=regle:2026:etp", "\(right.body)")
    let rule = try director.get("/messages/nouveau?sujet=regle:2026:etp")
    #expect(rule.body.contains("ETP") && rule.body.contains("Salariés"), "\(rule.body)")
    let unknown = try director.get("/messages/nouveau?sujet=equipe:P04:director:2000-01-01")
    #expect(unknown.status == 200 && !unknown.body.contains("P04"))

    #expect(try write(&officer, 1, "regler", "").status == 303)
    #expect(try director.get("/messages/1").body.contains("réglée"))
  }

  @Test("a line of each table of the structure's page can be told to be wrong")
  func lines() throws {
    var director = try director()
    let path = "/messages/nouveau"
    let page = try director.get("/structure").body
    for (place, topic) in ["agrement", "equipe", "formation"].enumerated() {
      let link = try Regex("href=\"(\(path)\\?sujet=\(topic)[^\"]*)\"")
      let line = try #require(page.firstMatch(of: link)?[1].substring, "\(topic) \(page)")
      let asked = try director.get(String(line))
      #expect(asked.body.contains("<blockquote>"), "\(asked.body)")
      let form = try #require(asked.forms(at: path).first { $0.action == path })
      let told = try director.post(path, form.fields.merging(["mot": "C'est faux."]) { $1 })
      #expect(told["Location"] == "/messages/\(place + 1)", "\(topic) \(told.body)")
    }
  }

  @Test("another structure's conversation is not there; an auditor reads and writes nothing")
  func whose() throws {
    var (director, officer) = (try director(), try officer())
    let general = try director.get("/messages/nouveau")
    let told = try director.post(
      "/messages/nouveau", ["token": general.token, "sujet": "autre", "mot": "Une ligne manque."])
    #expect(told["Location"] == "/messages/1")
    #expect(try officer.get("/questions/1").status == 200)

    var other = try system.signIn("P04", as: "P04/structure/S02")
    let missing = try other.get("/nowhere").body
    for path in ["/messages/1", "/messages/2", "/messages/x", "/questions", "/questions/1"] {
      let page = try other.get(path)
      #expect(page.status == 404 && page.body == missing, "\(path)")
    }
    let token = try other.get("/").token
    for path in ["/messages/1", "/questions/1", "/structures/S01/reponse/2026/etp"] {
      let form = ["token": token, "mot": "x", "suite": "regler"]
      #expect(try other.post(path, form).status == 404, "\(path)")
    }

    var auditor = try system.signIn("P05", as: "P05/auditor/")
    let read = try auditor.get("/questions/1")
    #expect(read.status == 200 && read.body.contains("Une ligne manque."))
    #expect(!read.body.contains("<textarea"))
    #expect(try auditor.get("/questions").status == 200)
    #expect(try auditor.get("/structures/S01/reponse/2026/etp").status == 404)
    for path in [
      "/questions/1", "/structures/S01/reponse/2026/etp", "/structures/S01/reponse/2026/lue",
    ] {
      let form = ["token": read.token, "mot": "x", "recue": "1"]
      #expect(try auditor.post(path, form).status == 404, "\(path)")
    }
    #expect(try director.get("/messages/1").body.contains("signalée"))
  }

  @Test("a structure that begins many conversations fills nobody's box")
  func flood() throws {
    // Who came in is told.
    _ = try officer()
    var director = try director()
    let token = try director.get("/messages/nouveau").token
    for number in 1...7 {
      let told = try director.post(
        "/messages/nouveau", ["token": token, "sujet": "autre", "mot": "Une ligne \(number)"])
      #expect(told["Location"] == "/messages/\(number)")
    }
    #expect(try system.mails().filter { $0.contains("/questions/") }.count == 5)
  }

  @Test("the first page alone opens no form; a question leads to the next one that waits")
  func first() throws {
    var (director, officer) = (try director(), try officer())
    let (list, unopened) = ("/campagne/2026?etat=toutes&nom=S01", "tag none\">pas ouverte")
    #expect(try director.get("/").body.contains("Commencer la réponse"))
    #expect(try officer.get(list).body.contains(unopened))
    #expect(try director.get("/senacs/2026/staff").status == 200)
    #expect(try !officer.get(list).body.contains(unopened))

    for way in ["P03/structure/S01", "P04/structure/S02"] {
      var browser = try system.signIn(String(way.prefix(3)), as: way)
      let page = try browser.get("/messages/nouveau")
      let form = ["token": page.token, "sujet": "autre", "mot": "Une ligne manque."]
      #expect(try browser.post("/messages/nouveau", form).status == 303)
    }
    #expect(try officer.get("/").body.contains(/Échanges à traiter.: 2</))
    for (number, next) in [(1, 2), (2, 1)] {
      let body = try officer.get("/questions/\(number)").body
      #expect(body.contains("href=\"/questions/\(next)\">Question suivante (1)"), "\(body)")
    }
  }

  @Test("a session that ended while somebody wrote loses nothing")
  func ended() throws {
    var director = try director()
    let page = try director.get("/messages/nouveau")
    let form = ["token": page.token, "sujet": "autre", "mot": "Tout ce que j'ai tapé"]
    var elsewhere = director
    _ = try elsewhere.post("/sessions/fin", ["token": try elsewhere.get("/sessions").token])

    let over = try director.post("/messages/nouveau", form)
    #expect(over.status == 401 && over.body.contains("Tout ce que j&#39;ai tapé"), "\(over.body)")
    var again = try self.director()
    let shown = try again.post("/messages/nouveau", form)
    #expect(shown.status == 403 && shown.body.contains("Tout ce que j&#39;ai tapé"))
    let saved = try again.post("/messages/nouveau", form.merging(["token": shown.token]) { $1 })
    #expect(saved["Location"] == "/messages/1")
  }
}
