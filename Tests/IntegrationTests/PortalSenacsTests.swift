import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// P03 directs S01, P20 is its family referent. The campaign 2026 is open today; S01 is expected (NextCampaignTests). Its codebook is that of
/// ``SenacsAnswersTests``: ten fields of the base, so that two answers count (5 · 2 = 10).
@Suite("The portal's form of SENACS", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct PortalSenacsTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign()
  }

  private func save(
    _ browser: inout Browser, _ section: String, _ typed: [String: String], _ button: String
  ) throws -> Browser.Page {
    let path = "/senacs/2026/\(section)"
    let page = try browser.get(path)
    return try browser.post(path, page.section(typed.merging([button: "1"]) { $1 }))
  }

  private func participation() throws -> Substring {
    let told = try system.vigie("senacs", "participation", "2026", "--lang", "en")
    let line = told.output.split(separator: "\n").first { $0.hasPrefix("all ") }
    return try #require(line, "\(told.output) \(told.errors)")
  }

  @Test(
    "a director fills in a form, sends it, has a receipt, and opens it again; I1 counts it at once")
  func whole() throws {
    var browser = try system.signIn("P03")
    let home = try browser.get("/")
    #expect(home.body.contains("Réponse à SENACS 2026"), "\(home.body)")
    #expect(home.body.contains("Commencer la réponse"))
    #expect(try browser.get("/senacs")["Location"] == "/senacs/2026")
    #expect(try browser.get("/senacs/2026")["Location"] == "/senacs/2026/staff")

    let staff = try browser.get("/senacs/2026/staff")
    #expect(staff.status == 200 && staff.body.contains("Équipe"), "\(staff.body)")
    #expect(!staff.body.contains("style=") && staff.body.firstMatch(of: /\son[a-z]+=/) == nil)
    // 6 of 5 employees: a question between two answers, kept in the draft.
    let kept = try save(&browser, "staff", ["salaries": "5", "etp": "6,0 "], "check")
    #expect(kept.status == 303 && kept["Location"] == "/senacs/2026/staff?vu=1")
    let asked = try browser.get("/senacs/2026/staff?vu=1")
    #expect(asked.body.contains("Deux réponses ne concordent pas"), "\(asked.body)")
    #expect(asked.body.contains("href=\"#etp\"") && asked.body.contains("autofocus"))
    #expect(asked.body.contains("<small>2 sur 2</small>"), "\(asked.body)")
    let held = try browser.get("/senacs/2026/relecture")
    #expect(!held.body.contains("Envoyer à la Caf</button>"))
    let tooEarly = try browser.post("/senacs/2026/relecture", ["token": held.token])
    #expect(tooEarly["Location"] == "/senacs/2026/relecture")

    let next = try save(&browser, "staff", ["etp": "4,5"], "next")
    #expect(next["Location"] == "/senacs/2026/governance")
    // What cannot be read is kept as it was typed, and escaped.
    _ = try save(&browser, "governance", ["benevoles": "<b>12 + 3</b>"], "check")
    let wrong = try browser.get("/senacs/2026/governance")
    #expect(wrong.body.contains("est pas un nombre") && !wrong.body.contains("<b>12"))
    #expect(wrong.body.contains("aria-invalid=\"true\""))
    _ = try save(&browser, "governance", ["benevoles": "NC"], "check")
    _ = try save(&browser, "actions", ["jeunesse": "true", "q1": "Été"], "check")

    let before = try participation()
    let review = try browser.get("/senacs/2026/relecture")
    #expect(review.body.contains("Envoyer à la Caf</button>"), "\(review.body)")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent.status == 303 && sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    let after = try participation()
    #expect(before != after, "\(before) \(after)")
    let receipt = try browser.get("/senacs/2026/accuse/1")
    #expect(receipt.status == 200 && receipt.body.contains("Accusé de réception"))
    #expect(receipt.body.contains("Dominique Exemplaire-P03, direction"), "\(receipt.body)")
    let text = try browser.get("/senacs/2026/accuse/1/texte")
    #expect(text.body.contains("\netp=4.5\njeunesse=oui\nq1=Été\n"), "\(text.body)")
    #expect(!text.body.contains("benevoles"))

    // It is read, not written, until it is opened again.
    let read = try browser.get("/senacs/2026/staff")
    #expect(read.body.contains("Réponse envoyée") && !read.body.contains("<input id="))
    let late = try browser.post(
      "/senacs/2026/staff", ["token": read.token, "field": "etp", "value": "1", "version": "2"])
    #expect(late.status == 409)
    #expect(try browser.post("/senacs/2026/rouvrir", ["token": read.token]).status == 303)
    _ = try save(&browser, "staff", ["etp": "4"], "check")
    let again = try browser.get("/senacs/2026/relecture")
    let resent = try browser.post("/senacs/2026/relecture", ["token": again.token])
    #expect(resent["Location"] == "/senacs/2026/accuse/2", "\(resent.body)")
    #expect(try browser.get("/senacs/2026/accuse/1/texte").body.contains("etp=4.5"))
    // The same structure counts once.
    #expect(try participation() == after)

    // Another structure's people find nothing of it.
    var other = try system.signIn("P04")
    #expect(try other.get("/senacs/2026/accuse/1").status == 404)
    #expect(try !other.get("/senacs/2026/staff").body.contains("value=\"4\""))
  }

  @Test("a form begins with the last answer, which stands beside each question too")
  func prefilled() throws {
    var browser = try system.signIn("P03")
    #expect(try save(&browser, "staff", ["salaries": "5", "etp": "4"], "check").status == 303)
    let review = try browser.get("/senacs/2026/relecture")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    let today = Instant.now.parisDay
    // The next codebook asks what the registry knows: S01's zone is urban (Tests/Golden/structures.csv).
    let file = "\(system.home)/next.json"
    let zone = #"{"name": "zone", "section": "territory"}, {"name": "echelle","#
    try SenacsAnswersTests.codebook.replacing(#"{"name": "echelle","#, with: zone)
      .write(toFile: file, atomically: true, encoding: .utf8)
    try system.run([
      "senacs", "open", "2027", "--reference", "2026-01-01", "--opens", today.iso, "--closes",
      today.adding(days: 30).iso, "--codebook-of", "2025",
    ])
    try system.run(["senacs", "codebook", "2027", "--set", file])
    let territory = try browser.get("/senacs/2027/territory").body
    #expect(territory.contains("value=\"urbain\"") && territory.contains("Repris du registre"))
    #expect(!territory.contains("Repris de 2025"), "\(territory)")
    let staff = try browser.get("/senacs/2027/staff").body
    #expect(staff.contains("value=\"5\"") && staff.contains("value=\"4\""), "\(staff)")
    #expect(staff.contains("Repris de 2025") && staff.contains("id=\"etp-past\""), "\(staff)")
    // What nobody has left yet is no answer.
    #expect(try browser.get("/senacs/2027/relecture").body.contains("à vérifier"))
  }

  @Test("a structure sends its own answer alone, a key once; nobody sends in its place")
  func own() async throws {
    let cells = ["salaries": "5", "etp": "4"]
    let request = SendAnswer(campaign: "2026", structure: "S01", cells: cells)
    let structure = try await Caller.join(system, as: "s01", .structure, structure: "S01")
    let first = try await structure.call("senacs", request, key: "sending-1")
    // Two answers of ten items of the base: 5 · 2 = 10, so it is not nearly empty.
    #expect(first.isTaken && !first.isLate && first.refused.isEmpty && first.findings.isEmpty)
    #expect(try await structure.call("senacs", request, key: "sending-1") == first)
    let other = await status {
      try await structure.call(
        "senacs", SendAnswer(campaign: "2026", structure: "S02", cells: cells))
    }
    #expect(other?.details?.reason == "OTHER_STRUCTURE")
    // Who it is of, and that it is final, is not the sender's to say.
    var forged = request
    forged.cells.merge(["code_structure": "S02", "statut": "brouillon", "etp": "6"]) { $1 }
    let refused = try await structure.call("senacs", forged)
    #expect(!refused.isTaken && refused.refused.map(\.code) == ["PART_EXCEEDS_WHOLE"])
    let own = try await structure.call("senacs", ListOwnCampaigns(structure: "S01")).campaigns
    #expect(own.last?.campaign == "2026" && own.last?.isExpected == true)
    #expect(own.last?.receivedOn == Instant.now.parisDay)
    await structure.close()
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let asOperator = await status { try await pilot.call("senacs", request) }
    #expect(asOperator?.details?.reason == "ROLE_NEEDED")
    await pilot.close()
  }

  @Test("two people at one draft: different fields never conflict, the same one asks which to keep")
  func together() throws {
    var (director, referent) = (try system.signIn("P03"), try system.signIn("P20"))
    let path = "/senacs/2026/staff"
    let (mine, theirs) = (try director.get(path), try referent.get(path))
    var first = mine.section(["salaries": "10", "check": "1"])
    first["v-etp"] = nil
    #expect(try director.post(path, first).status == 303)
    // The other page had this field still empty, and sends it so.
    let other = try referent.post(
      path, theirs.section(["salaries": "", "etp": "7", "check": "1"]))
    #expect(other.status == 303)
    let both = try director.get(path)
    #expect(both.body.contains("value=\"10\"") && both.body.contains("value=\"7\""))

    // The referent writes over the director's value, who is told and puts it back.
    let over = try save(&referent, "staff", ["salaries": "11"], "check")
    #expect(over.status == 303)
    let told = try director.get(path)
    #expect(told.body.contains("Rétablir «\u{A0}10\u{A0}»"), "\(told.body)")
    #expect(
      try director.post(path, told.section(["salaries": "11", "back": "salaries"])).status == 303)
    #expect(try director.get(path).body.contains("value=\"10\""))

    // Both change the same field from the same version.
    let (one, two) = (try director.get(path), try referent.get(path))
    #expect(try director.post(path, one.section(["etp": "7,5", "check": "1"])).status == 303)
    let clash = try referent.post(path, two.section(["etp": "8", "check": "1"]))
    #expect(clash.status == 409 && clash.body.contains("Deux réponses à"), "\(clash.body)")
    #expect(clash.body.contains("La vôtre : 8") || clash.body.contains("La vôtre\u{A0}: 8"))
    let script = try referent.post(
      path, ["token": two.token, "field": "etp", "value": "9", "version": "1"])
    #expect(script.status == 409)
    let chosen = clash.section(["etp": "7,5", "mine-etp": "8", "keep-etp": "mine", "check": "1"])
    #expect(try referent.post(path, chosen).status == 303)
    #expect(try director.get(path).body.contains("value=\"8\""))
  }

  @Test("what was said to be saved is there after the portal is killed in mid-save")
  func killed() throws {
    var browser = try system.signIn("P03")
    let path = "/senacs/2026/staff"
    let token = try browser.get(path).token
    for value in 1...50 {
      let answer = try browser.post(
        path,
        ["token": token, "field": "salaries", "value": "\(value)", "version": "\(value - 1)"])
      #expect(
        answer.status == 200 && answer.body.contains("\"version\":\(value)"), "\(answer.body)")
    }
    // One more save is on its way when the portal is killed: it may be there or not, those before it are.
    let body = "token=\(token)&field=salaries&value=51&version=50"
    let cookie = browser.cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
    let lines = [
      "POST \(path) HTTP/1.1", "Host: localhost", "Cookie: \(cookie)",
      "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)",
    ]
    let raw = try #require(RawTCP(port: UInt16(browser.port)))
    raw.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    system.stop("portal", by: SIGKILL)
    try system.start("portal")
    let page = try browser.get(path)
    let (fifty, next) = (
      page.body.contains("value=\"50\""), page.body.contains("value=\"51\"")
    )
    #expect(fifty || next, "\(page.body)")
  }

  @Test("while senacs is away the form is written on, and sending says why it waits")
  func away() throws {
    var browser = try system.signIn("P03")
    let path = "/senacs/2026/staff"
    let shown = try browser.get(path)
    system.stop("senacs")
    let saved = try browser.post(
      path, ["token": shown.token, "field": "etp", "value": "onze", "version": "0"])
    #expect(saved.status == 200 && saved.body.contains("nombre"), "\(saved.body)")
    let pressed = try save(&browser, "staff", ["etp": "4", "salaries": "5"], "check")
    #expect(pressed.status == 303)
    let review = try browser.get("/senacs/2026/relecture")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent.status == 503 && sent.body.contains("SENACS ne répond pas"), "\(sent.body)")
    let home = try browser.get("/")
    #expect(home.status == 200 && home.body.contains("SENACS ne répond pas en ce moment"))
    #expect(home.body.contains(/Depuis \d+.h.\d\d\./), "\(home.body)")
    try system.start("senacs")
    let end = ContinuousClock.now + .seconds(60)
    var place: String?
    while place != "/senacs/2026/accuse/1", ContinuousClock.now < end {
      place = try browser.post("/senacs/2026/relecture", ["token": review.token])["Location"]
    }
    #expect(place == "/senacs/2026/accuse/1")
    #expect(try browser.post("/senacs/2026/rouvrir", ["token": review.token]).status == 303)
    #expect(try browser.get(path).body.contains("ne part qu&#39;avec un nouvel envoi"))
  }

  @Test("what is written while a sending waits is not told as sent until it is")
  func changedMeanwhile() throws {
    var browser = try system.signIn("P03")
    _ = try save(&browser, "staff", ["etp": "4", "salaries": "5"], "check")
    let review = try browser.get("/senacs/2026/relecture")
    system.stop("senacs")
    #expect(try browser.post("/senacs/2026/relecture", ["token": review.token]).status == 503)
    _ = try save(&browser, "staff", ["etp": "3"], "check")
    try system.start("senacs")
    let end = ContinuousClock.now + .seconds(60)
    var place: String?
    while place != "/senacs/2026/relecture", ContinuousClock.now < end {
      place = try browser.post("/senacs/2026/relecture", ["token": review.token])["Location"]
    }
    // The first answer arrived as it was; the draft is still to be sent.
    #expect(try browser.get("/senacs/2026/accuse/1/texte").body.contains("\netp=4\n"))
    #expect(try browser.get("/senacs/2026/staff").body.contains("<input id=\"etp\""))
    let again = try browser.get("/senacs/2026/relecture")
    #expect(again.body.contains("Envoyer à la Caf</button>"), "\(again.body)")
    let sent = try browser.post("/senacs/2026/relecture", ["token": again.token])
    #expect(sent["Location"] == "/senacs/2026/accuse/2", "\(sent.body)")
    #expect(try browser.get("/senacs/2026/accuse/2/texte").body.contains("\netp=3\n"))
  }

  @Test("a session that ended in mid-page loses nothing that was typed")
  func ended() throws {
    var browser = try system.signIn("P03")
    let path = "/senacs/2026/staff"
    let page = try browser.get(path)
    var second = browser
    let list = try second.get("/sessions")
    // All sessions end elsewhere; this browser still has its cookie.
    var elsewhere = second
    _ = try elsewhere.post("/sessions/fin", ["token": list.token])
    let typed = page.section(["etp": "6 et demi", "check": "1"])
    let over = try browser.post(path, typed)
    #expect(over.status == 401 && over.body.contains("Votre session est finie"), "\(over.body)")
    #expect(over.body.contains("value=\"6 et demi\""))
    #expect(over.body.contains("Enregistrer à nouveau"))
    let script = try browser.post(
      path, ["token": page.token, "field": "etp", "value": "6", "version": "0"])
    #expect(script.status == 401)
    // Signed in again in another tab, the form of before comes back with a new mark, and is saved by its button.
    var again = try system.signIn("P03")
    let shown = try again.post(path, typed)
    #expect(shown.status == 403 && shown.body.contains("Pas encore enregistré"), "\(shown.body)")
    #expect(shown.body.contains("value=\"6 et demi\""))
    #expect(try again.post(path, shown.section(["etp": "6,5", "check": "1"])).status == 303)
    #expect(try again.get(path).body.contains("value=\"6,5\""))
  }
}
