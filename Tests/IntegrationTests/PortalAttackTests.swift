import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// What an attacker tries on the portal. P03 directs S01, P04 directs S02; P01 has no post any more.
@Suite("The portal under attack", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalAttackTests {
  /// Markup of HTML and of templates, some of it in one character with what stands beside it, and the line that would begin another header
  /// of a mail.
  private static let payload =
    "\"><script>alert(1)</script>{{token}}\u{600}<script>alert(2)</script> a=\"\u{301} "
    + "\r\nBcc: evil@evil.example"
  /// The forms that everybody has who is signed in.
  private static let everybodys: Set = ["/sortir", "/sessions/fin"]

  /// In which way those act who have a grant.
  private static let ways = ["P01": "P01/operator/", "P02": "P02/auditor/"]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
  }

  // MARK: People

  private func grant(_ person: String, _ role: String) throws {
    let granted = try system.vigie("grant", person, role)
    try #require(granted.code == 0, "\(granted.errors)")
  }

  // MARK: Bytes and mails

  private func mails() throws -> [String] {
    let folder = "\(system.home)/mails"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try names.filter { $0.hasSuffix(".eml") }.map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
    }
  }

  /// Sends bytes as they are; returns what comes within two seconds.
  private func send(_ text: String) throws -> String {
    let port = try #require(system.webPort)
    let line = try #require(RawTCP(port: UInt16(port)))
    line.send(Array(text.utf8))
    return String(decoding: line.readToEnd(within: 2).bytes, as: UTF8.self)
  }

  // MARK: Tests

  @Test(
    "a secret that an attacker put into a browser signs nobody in; one that ended is worth nothing")
  func fixation() throws {
    var attacker = try Browser(system)
    _ = try attacker.get("/entrer")
    let planted = attacker.cookies
    // The victim has the attacker's secret when signing in.
    var victim = try Browser(system)
    victim.cookies = planted
    let link = try system.link("P03")
    let shown = try victim.get(link)
    let entered = try victim.post(link, ["token": shown.token])
    #expect(entered.status == 303 && victim.cookies["vigie"] != planted["vigie"])
    #expect(try victim.get("/").status == 200)
    #expect(try attacker.get("/")["Location"] == "/entrer")

    // A text of another form is no secret: the browser gets one of the portal's.
    var chosen = try Browser(system)
    chosen.cookies = ["vigie": "chosen-by-an-attacker"]
    _ = try chosen.get("/entrer")
    #expect(chosen.cookies["vigie"]?.count == 43)

    // Nobody is signed in as somebody else by a form that the attacker got (login CSRF).
    let own = try system.link("P04")
    let token = try attacker.get(own).token
    #expect(try victim.post(own, ["token": token]).status == 403)
    let home = try victim.get("/")
    #expect(home.body.contains("Centre social Exemple 01"))

    let kept = victim.cookies
    _ = try victim.post("/sortir", ["token": home.token])
    victim.cookies = kept
    #expect(try victim.get("/")["Location"] == "/entrer")
  }

  @Test("no form of any page does anything without the mark of the browser that got it")
  func forgery() throws {
    try grant("P01", "operator")
    var other = try Browser(system)
    let foreign = try other.get("/entrer").token
    for person in ["P03", "P01"] {
      var browser = try system.signIn(person, as: Self.ways[person])
      for (path, page) in try browser.crawl() {
        for form in page.forms(at: path) {
          #expect(form.fields["token"]?.isEmpty == false, "\(path) has a form without a mark")
          for token in ["", "x", foreign] {
            var fields = form.fields
            fields["token"] = token
            #expect(try browser.post(form.action, fields).status == 403, "\(path) \(form.action)")
          }
          let site = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
          #expect(try browser.post(form.action, form.fields, site).status == 403, "\(form.action)")
        }
      }
      #expect(try browser.get("/").status == 200)
    }
  }

  @Test(
    "markup in any field, and in a name of the registry, is shown as it was typed and does nothing")
  func injection() throws {
    let people = "\(system.home)/people.csv"
    try """
    person_code;family_name;given_name;email
    P03;"<img src=x onerror=alert(1)>{{token}}";Noa;p03@example.org

    """.write(toFile: people, atomically: true, encoding: .utf8)
    let loaded = try system.vigie("import", people, "--fictitious")
    try #require(loaded.code == 0, "\(loaded.output) \(loaded.errors)")
    try grant("P01", "operator")
    var door = try Browser(system)
    let mark = try door.get("/entrer").token
    for address in ["p03@example.org", Self.payload, "p03@example.org\r\nBcc: evil@evil.example"] {
      _ = try door.post("/entrer", ["token": mark, "courriel": address])
    }
    for person in ["P03", "P01"] {
      var browser = try system.signIn(person, as: Self.ways[person])
      for (path, page) in try browser.crawl() {
        for form in page.forms(at: path) where !Self.everybodys.contains(form.action) {
          for field in form.fields.keys where field != "token" {
            var fields = form.fields
            fields[field] = Self.payload
            let answer = try browser.post(form.action, fields)
            #expect(answer.status < 500, "\(form.action) \(field)")
            #expect(answer.isHarmless, "\(form.action) \(field)")
          }
        }
        for query in ["lang", "nom", "page", "etat", "territoire", "suite", "x"] {
          let value = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
          let answer = try browser.get("\(path)?\(query)=\(value)")
          #expect(answer.isHarmless, "\(path) \(query)")
        }
      }
      for (path, page) in try browser.crawl() { #expect(page.isHarmless, "\(path)") }
      if person == "P03" {
        let home = try browser.get("/")
        #expect(home.body.contains("&lt;img src=x onerror=alert(1)&gt;{{token}}"))
      }
    }
    // No mail has another header or receiver than those of the portal.
    for mail in try mails() {
      let head = mail.components(separatedBy: "\r\n\r\n")[0]
      #expect(!head.contains("evil.example") && !head.lowercased().contains("\r\nbcc:"))
    }
  }

  @Test("no path, host or query leads out of the portal or to a file")
  func paths() throws {
    let host = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n"
    let tried = [
      "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//evil.example/", "/\\evil.example",
      "http://evil.example/", "/entrer/../sessions", "/sessions/", "/SESSIONS",
      "/vigie.css/../robots.txt", "/%00", "/vigie.css%00.html", "*",
      "/?suite=//evil.example", "/?next=https://evil.example&url=//evil.example",
    ]
    for path in tried {
      let answer = try send("GET \(path) HTTP/1.1\r\n" + host)
      #expect(answer.contains("\r\nLocation: /entrer\r\n"), "\(path) \(answer.prefix(80))")
      #expect(!answer.contains("evil.example") && !answer.contains("root:"), "\(path)")
    }
    let split = try send("GET /entrer/%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\n" + host)
    #expect(split.hasPrefix("HTTP/1.1 410") && !split.contains("\r\nSet-Cookie: evil"))

    var browser = try system.signIn("P03", as: Self.ways["P03"])
    for path in tried where path.hasPrefix("/") && !path.hasPrefix("/?") {
      #expect(try browser.get(path).status == 404, "\(path)")
    }
    // Wherever a form sends somebody, it is one of the portal's own paths.
    let link = try system.link("P04")
    var other = try Browser(system)
    let token = try other.get(link).token
    let entered = try other.post(
      link, ["token": token, "suite": "//evil.example", "next": "https://evil.example"])
    #expect(entered["Location"] == "/")
    // A mail's link goes where the configuration says, not where a request says that it came.
    let form = try other.get("/entrer").token
    _ = try other.post(
      "/entrer", ["token": form, "courriel": "p03@example.org"], ["X-Forwarded-Host: evil.example"])
    for mail in try mails() { #expect(!mail.contains("evil.example")) }
  }

  @Test("neither the answer nor its time tells whether an address is known")
  func enumeration() throws {
    var browser = try Browser(system)
    let token = try browser.get("/entrer").token
    var times: [Bool: [Duration]] = [:]
    var bodies: Set<String> = []
    // Three people with a post, one link each: the account's limit is not what is measured.
    for address in ["p03", "nobody3", "p04", "nobody4", "p05", "nobody5"].map({
      "\($0)@example.org"
    }) {
      let isKnown = address.hasPrefix("p")
      let began = ContinuousClock.now
      let answer = try browser.post("/entrer", ["token": token, "courriel": address])
      times[isKnown, default: []].append(ContinuousClock.now - began)
      #expect(answer.status == 200)
      bodies.insert(answer.body)
    }
    #expect(bodies.count == 1)
    for taken in times.values.joined() {
      #expect(taken >= .seconds(1) && taken < .seconds(2), "\(taken)")
    }
    let shortest = times.mapValues { $0.min() ?? .zero }
    let difference = (shortest[true] ?? .zero) - (shortest[false] ?? .zero)
    #expect(difference < .milliseconds(100) && difference > .milliseconds(-100), "\(difference)")
    // A link that never was and one that was used say the same.
    let used = try system.link("P03")
    var person = try Browser(system)
    let shown = try person.get(used)
    _ = try person.post(used, ["token": shown.token])
    let never = "/entrer/" + String(repeating: "A", count: 43)
    var fresh = try Browser(system)
    _ = try fresh.get("/entrer")
    let first = try fresh.get(used)
    let second = try fresh.get(never)
    #expect(first.status == 410 && first.body == second.body)
  }

  @Test("requests that are huge, doubled or slow are refused, and others are served beside them")
  func floods() throws {
    let head = "Host: localhost\r\nConnection: close\r\n"
    let long = String(repeating: "a", count: 20_000)
    #expect(try send("GET /entrer HTTP/1.1\r\n\(head)X: \(long)\r\n\r\n").hasPrefix("HTTP/1.1 4"))
    let many = (0..<200).map { "X\($0): a\r\n" }.joined()
    #expect(try send("GET /entrer HTTP/1.1\r\n\(head)\(many)\r\n").hasPrefix("HTTP/1.1 4"))
    let fields = String(repeating: "a=&", count: 600)
    let length = "Content-Length: \(fields.utf8.count)\r\n\r\n"
    let crowded = try send("POST /entrer HTTP/1.1\r\n\(head)\(length)\(fields)")
    #expect(crowded.hasPrefix("HTTP/1.1 413"))
    // A length that is said twice, or in two ways, lets nobody hide a second request behind the first (request smuggling).
    let second = "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    let chunked = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    for lengths in [chunked, "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"] {
      let answer = try send("POST /entrer HTTP/1.1\r\n\(head)\(lengths)\(second)")
      #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer.prefix(80))")
    }
    // A form without an end, as chunks; its bytes are not kept beyond the bound.
    let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
    let endless = String(repeating: chunk, count: 6)
    let kind = "Transfer-Encoding: chunked\r\n\r\n"
    let bomb = try send("POST /entrer HTTP/1.1\r\n\(head)\(kind)\(endless)")
    #expect(bomb.hasPrefix("HTTP/1.1 413"))

    let port = try #require(system.webPort)
    let slow = (0..<200).compactMap { _ in RawTCP(port: UInt16(port)) }
    for line in slow {
      line.send(Array("POST /entrer HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na".utf8))
    }
    var browser = try Browser(system)
    let began = ContinuousClock.now
    #expect(try browser.get("/entrer").status == 200)
    #expect(ContinuousClock.now - began < .seconds(3))
    // Whoever sends nothing more for half a minute is cut off.
    #expect(slow.allSatisfy { $0.readToEnd(within: 45).isClosed })
  }

  @Test("whoever is signed in reaches the own pages alone, and nothing of other structures on them")
  func others() throws {
    try grant("P01", "operator")
    try grant("P02", "auditor")
    var director = try system.signIn("P03", as: Self.ways["P03"])
    var second = try system.signIn("P04", as: Self.ways["P04"])
    var officer = try system.signIn("P01", as: Self.ways["P01"])
    var auditor = try system.signIn("P02", as: Self.ways["P02"])
    let (own, foreign) = (try director.crawl(), try second.crawl())
    for (path, page) in own {
      #expect(page.status < 400, "\(path): \(page.status)")
      for number in 2...20 {
        let name = number < 10 ? "Exemple 0\(number)" : "Exemple \(number)"
        #expect(!page.body.contains(name), "\(path) has \(name)")
      }
      for person in ["p04@", "P04"] {
        #expect(!page.body.contains(person), "\(path) has \(person)")
      }
    }
    for (path, page) in foreign { #expect(!page.body.contains("Exemple 01"), "\(path)") }
    let (seen, audited) = (try officer.crawl(), try auditor.crawl())
    for path in Set(seen.keys).union(audited.keys) where own[path] == nil {
      #expect(try director.get(path).status == 404, "\(path)")
      guard let page = seen[path] ?? audited[path] else { continue }
      let home = try director.get("/")
      for form in page.forms(at: path) where !Self.everybodys.contains(form.action) {
        var fields = form.fields
        fields["token"] = home.token
        let answer = try director.post(form.action, fields)
        #expect(answer.status == 404, "\(form.action): \(answer.status)")
      }
    }
    // An auditor reads; the only forms are those of the own sessions.
    for (path, page) in audited {
      #expect(page.status < 400, "\(path): \(page.status)")
      let actions = page.forms(at: path).map(\.action)
      #expect(Set(actions).isSubset(of: Self.everybodys), "\(path) \(actions)")
    }
    // Nobody reaches any of them without having signed in.
    var nobody = try Browser(system)
    let open: Set = ["/entrer", "/aide", "/accessibilite", "/donnees"]
    for path in Set(own.keys).union(seen.keys) where !open.contains(where: { path.hasPrefix($0) }) {
      #expect(try nobody.get(path)["Location"] == "/entrer", "\(path)")
    }
  }

  @Test(
    "whoever is granted for a territory alone does not come in: pages show what is of all of them")
  func territory() throws {
    let limited = try system.vigie("grant", "P01", "operator", "--territory", "69M")
    try #require(limited.code == 0, "\(limited.errors)")
    // P01 directs S06 too, which is the only way to come in.
    var director = try system.signIn("P01")
    #expect(try director.get("/questions").status == 404)
    #expect(try director.get("/structure").status == 200)
    // A grant without a limit opens them.
    try grant("P01", "operator")
    var officer = try system.signIn("P01", as: Self.ways["P01"])
    #expect(try officer.get("/questions").status == 200)
  }

  @Test("no secret stands in the log, in the store, in the audit or in a page's address")
  func secrets() async throws {
    system.stop("portal")
    let log = "\(system.home)/portal.log"
    try Data().write(to: URL(fileURLWithPath: log))
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie-portal")
    process.arguments = ["--config", "\(system.home)/portal.json"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let status = try system.vigie("status", "--wait", "60")
    try #require(status.code == 0, "\(status.errors)")
    var browser = try Browser(system)
    let mark = try browser.get("/entrer").token
    _ = try browser.post("/entrer", ["token": mark, "courriel": "p03@example.org"])
    let link = try system.link("P03")
    let shown = try browser.get(link)
    _ = try browser.post(link, ["token": shown.token])
    let pages = try browser.crawl()
    // What does not work is told in the log too.
    _ = try browser.get(link + "/x")
    _ = try browser.post(link, ["token": "x"])
    let cookie = try #require(browser.cookies["vigie"])
    let home = try browser.get("/")
    let secrets = [String(link.dropFirst("/entrer/".count)), cookie, home.token]

    for (path, page) in pages {
      for address in page.body.matches(of: /(?:href|src|action|data-save)="([^"]*)"/) {
        for secret in secrets { #expect(!address.1.contains(secret), "\(path) \(address.1)") }
      }
      #expect(page["Referrer-Policy"] == "no-referrer" && page["Cache-Control"] == "no-store")
    }
    let caller = try await Caller.join(system, as: "pilot", .operator)
    let lines = try await caller.call("portal", ListAudit(subject: "P03")).lines
    #expect(!lines.isEmpty)
    await caller.close()
    var kept = try String(contentsOfFile: log, encoding: .utf8) + "\(lines)"
    for file in ["portal.sqlite", "portal.sqlite-wal"] where system.server == nil {
      let bytes = FileManager.default.contents(atPath: "\(system.home)/data/\(file)") ?? Data()
      kept += String(decoding: bytes, as: UTF8.self)
    }
    #expect(kept.contains("serving on"))
    for secret in secrets { #expect(!kept.contains(secret)) }
    let told = try String(contentsOfFile: log, encoding: .utf8)
    #expect(!told.contains("p03@example.org") && !told.contains("/entrer/"))
  }
}
