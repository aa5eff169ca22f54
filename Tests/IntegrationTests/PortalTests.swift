import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// P03 directs S01 (Dominique Exemplaire-P03), at p03@example.org.
@Suite("The portal", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
  }

  /// Waits for the mails that were sent, and returns their texts.
  private func mails(_ count: Int) async throws -> [String] {
    while true {
      let mails = try system.mails()
      if mails.count >= count { return mails }
      // The mail goes after the answer, and the folder sends no event.
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private func path(_ text: String) throws -> String {
    let link = try #require(text.firstMatch(of: /\/entrer\/[A-Za-z0-9_-]{43}/))
    return String(link.0)
  }

  @Test("a director comes in by a mailed link, which serves once, and sees the own structure")
  func flow() async throws {
    var browser = try Browser(system)
    #expect(try browser.get("/")["Location"] == "/entrer")
    let first = try browser.get("/entrer")
    #expect(first.status == 200 && first.body.contains("Recevoir un lien"))
    let began = ContinuousClock.now
    let known = try browser.post(
      "/entrer", ["token": first.token, "courriel": " P03@Example.org "])
    let unknown = try browser.post(
      "/entrer", ["token": first.token, "courriel": "nobody@example.org"])
    #expect(ContinuousClock.now - began >= .seconds(2))
    #expect(known.status == 200 && known.body == unknown.body)
    #expect(known.body.contains("Consultez vos courriels"))

    let mails = try await mails(1)
    #expect(mails.count == 1 && mails[0].contains("<p03@example.org>"))
    let link = try path(mails[0])
    // Opening it, twice and by anybody, spends nothing.
    var other = try Browser(system)
    for _ in 0..<2 {
      let shown = try other.get(link)
      #expect(shown.status == 200 && shown.body.contains("Dominique Exemplaire-P03"))
      #expect(shown.body.contains("Centre social Exemple 01"))
    }
    #expect(try other.post(link, ["token": "x"]).status == 403)

    let before = browser.cookies
    let shown = try browser.get(link)
    let entered = try browser.post(link, ["token": shown.token])
    #expect(entered.status == 303 && entered["Location"] == "/")
    let cookie = try #require(entered["Set-Cookie"])
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
    #expect(browser.cookies != before)
    let home = try browser.get("/")
    #expect(home.status == 200 && home.body.contains("Ce qui vous attend"))
    #expect(home.body.contains("Centre social Exemple 01") && home.body.contains("FICTIF"))
    #expect(home.body.contains("Direction") && !home.body.contains("Exemple 02"))
    // Who knew the cookie from before has nothing by it.
    var former = try Browser(system)
    former.cookies = before
    #expect(try former.get("/")["Location"] == "/entrer")
    // The link serves once.
    let again = try other.get(link)
    #expect(again.status == 410 && again.body.contains("Ce lien a déjà servi"))
    let door = try other.get("/entrer")
    #expect(try other.post(link, ["token": door.token]).status == 410)

    let caller = try await Caller.join(system, as: "pilot", .operator)
    let lines = try await caller.call("portal", ListAudit(subject: "P03")).lines
    #expect(Set(lines.map(\.method)) == ["link by mail", "sign in"])
    let signedIn = lines.first { $0.method == "sign in" }
    #expect(signedIn?.principal == "person:P03/structure/S01")
    await caller.close()
  }

  @Test("a post that ends, ends its sessions within a second")
  func ended() async throws {
    var browser = try system.signIn("P03")
    #expect(try browser.get("/").status == 200)
    let yesterday = Instant.now.parisDay.adding(days: -1).iso
    let ended = try system.vigie(
      "end", "mandates", "person_code=P03", "structure_code=S01", "function=director",
      "from=2025-06-01", "--on", yesterday, "--yes")
    #expect(ended.code == 0, "\(ended.output) \(ended.errors)")
    let deadline = ContinuousClock.now + .seconds(1)
    while try browser.get("/").status == 200, ContinuousClock.now < deadline {
      // A session ends without an event, so it is looked at until it has.
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try browser.get("/")["Location"] == "/entrer")
    let refused = try system.vigie("portal", "link", "P03")
    #expect(refused.code == 1 && refused.errors.contains("NO_SIGN_IN"))
  }

  @Test("who may act in several ways is asked; a person ends all sessions at once")
  func ways() throws {
    let granted = try system.vigie("grant", "P03", "operator")
    #expect(granted.code == 0, "\(granted.errors)")
    var browser = try Browser(system)
    let link = try system.link("P03")
    let shown = try browser.get(link)
    #expect(shown.body.contains("Pour qui agissez-vous"))
    let unclear = try browser.post(link, ["token": shown.token])
    #expect(
      unclear.status == 422 && unclear.body.contains("Choisissez dans la liste qui vous êtes."))
    #expect(
      try browser.post(link, ["token": shown.token, "personne": "P04/structure/S02"]).status == 422)
    let entered = try browser.post(
      link, ["token": shown.token, "personne": "P03/operator/", "appareil": "oui"])
    #expect(entered["Set-Cookie"]?.contains("Max-Age=2592000") == true)
    let home = try browser.get("/?lang=en", ["Accept-Language: fr"])
    #expect(home.body.contains("Caf, runs the network") && home.body.contains("<html lang=\"en\">"))

    var second = try system.signIn("P03", as: "P03/structure/S01")
    let list = try second.get("/sessions")
    #expect(list.body.components(separatedBy: "<tr>").count == 4)
    #expect(try second.post("/sessions/fin", ["token": list.token])["Location"] == "/entrer")
    #expect(try browser.get("/")["Location"] == "/entrer")
    #expect(try second.get("/")["Location"] == "/entrer")
  }

  @Test("every answer has its headers; no page says more than another about what there is")
  func headers() throws {
    var browser = try Browser(system)
    for path in ["/entrer", "/aide", "/accessibilite", "/donnees", "/nowhere", "/vigie.css"] {
      let page = try browser.get(path)
      #expect(page["Content-Security-Policy"]?.hasPrefix("default-src 'none';") == true, "\(path)")
      #expect(page["X-Content-Type-Options"] == "nosniff")
      #expect(page["Referrer-Policy"] == "no-referrer")
      if path != "/vigie.css" { #expect(page["Cache-Control"] == "no-store") }
    }
    for path in ["//evil.example/", "/%2e%2e/x", "/sessions", "/entrer/x/y", "/senacs"] {
      #expect(try browser.get(path)["Location"] == "/entrer", "\(path)")
    }
    #expect(try browser.get("/sante").body == "SERVING\n")
    #expect(try browser.post("/sortir", [:]).status == 403)
    let big = ["courriel": String(repeating: "a", count: 70_000)]
    #expect(try browser.post("/entrer", big).status == 413)
    #expect(try browser.get("/" + String(repeating: "a", count: 3000)).status == 414)

    var director = try system.signIn("P03")
    let token = try director.get("/").token
    let cross = try director.post("/sortir", ["token": token], ["Sec-Fetch-Site: cross-site"])
    #expect(cross.status == 403)
    let missing = try director.get("/nowhere")
    #expect(missing.status == 404 && missing.body.contains("Cette page n&#39;existe pas"))
    #expect(try director.post("/sortir", ["token": token])["Location"] == "/entrer")
    #expect(try director.get("/")["Location"] == "/entrer")
  }

  @Test("only a front asks who signs in, in nobody's name")
  func fronts() async throws {
    let web = try await Caller.join(system, as: "web", .service)
    let found = try await web.call("registry", FindSignIns(email: "p03@example.org"))
    #expect(found.people.map(\.code) == ["P03"] && found.people[0].ways.map(\.structure) == ["S01"])
    let named = await status {
      try await web.call(
        "registry", FindSignIns(person: "P03"), onBehalfOf: "person:P03/structure/S01")
    }
    #expect(named?.details?.reason == "ROLE_NEEDED")
    let nothing = await status { try await web.call("registry", GetContacts(people: ["P03"])) }
    #expect(nothing?.details?.reason == "ROLE_NEEDED")
    await web.close()
    for (name, role) in [("pilot", Role.operator), ("training", .service)] {
      let caller = try await Caller.join(system, as: name, role)
      let refused = await status { try await caller.call("registry", FindSignIns(person: "P03")) }
      #expect(refused?.details?.reason == "ROLE_NEEDED", "\(name)")
      await caller.close()
    }
  }
}
