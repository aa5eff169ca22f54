import Foundation
import TestSupport
import Testing
import Values

/// The golden network: P02 was director of S01 for an interim that is over, P25 coordinates S19, P26 has another post at S02. Nobody directs
/// S05 but P08.
@Suite("Who comes into the portal", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalSignInTests {
  let system: RunningSystem
  private let today = Instant.now.parisDay

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
  }

  /// Loads a file of facts.
  private func load(_ name: String, _ rows: String...) throws {
    let path = "\(system.home)/\(name)"
    try (rows.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    try system.run(["import", path, "--fictitious"])
  }

  /// Asks for a link; every address gets the same answer.
  private func ask(_ address: String) throws {
    var browser = try Browser(system)
    let token = try browser.get("/entrer").token
    let answer = try browser.post("/entrer", ["token": token, "courriel": address])
    #expect(answer.status == 200 && answer.body.contains("Consultez vos courriels"))
  }

  /// Waits for a mail to an address; the suite's time bounds it.
  private func mail(to address: String) async throws -> String {
    while true {
      if let mail = try system.mails().first(where: { $0.contains(address) }) { return mail }
      // The mail goes after the answer, and the folder sends no event.
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Whether a browser is out within a second.
  private func isOut(_ browser: inout Browser) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(1)
    while try browser.get("/").status == 200, ContinuousClock.now < deadline {
      // A session ends without an event, so it is looked at until it has.
      try await Task.sleep(for: .milliseconds(20))
    }
    return try browser.get("/")["Location"] == "/entrer"
  }

  @Test("a coordinator and an interim come in, as long as the post lasts; no other post does")
  func posts() async throws {
    var coordinator = try system.signIn("P25")
    #expect(try coordinator.get("/structure").body.contains("Exemple 19"))
    for person in ["P02", "P26"] {
      let refused = try system.vigie("portal", "link", person)
      #expect(refused.code == 1 && refused.errors.contains("NO_SIGN_IN"), "\(person)")
    }
    try load(
      "mandates.csv", "person_code;structure_code;function;from;to;interim;end_reason",
      "P02;S05;director;2026-01-05;;true;")
    var interim = try system.signIn("P02")
    #expect(try interim.get("/structure").body.contains("Exemple 05"))
    try system.run([
      "end", "mandates", "person_code=P02", "structure_code=S05", "function=director",
      "from=2026-01-05", "--on", today.adding(days: -1).iso, "--yes",
    ])
    let hasLeft = try await isOut(&interim)
    #expect(hasLeft)
  }

  @Test("a grant that ends, ends its sessions within a second")
  func grants() async throws {
    try system.run(["grant", "P03", "operator", "--from", today.adding(days: -10).iso])
    var officer = try system.signIn("P03", as: "P03/operator/")
    var director = try system.signIn("P03", as: "P03/structure/S01")
    #expect(try officer.get("/questions").status == 200)
    try system.run(["grant", "P03", "operator", "--until", today.adding(days: -1).iso])
    let hasLeft = try await isOut(&officer)
    #expect(hasLeft)
    // The post goes on.
    #expect(try director.get("/structure").status == 200)
  }

  @Test("an address of several people gets one link, which asks who one is")
  func shared() async throws {
    try load(
      "people.csv", "person_code;family_name;given_name;email",
      "P03;Exemplaire-P03;Dominique;contact@example.org",
      "P20;Exemplaire-P20;Dominique;contact@example.org")
    try ask("contact@example.org")
    let mail = try await mail(to: "contact@example.org")
    let link = String(try #require(mail.firstMatch(of: /\/entrer\/[A-Za-z0-9_-]{43}/)).0)
    var browser = try Browser(system)
    let shown = try browser.get(link)
    #expect(shown.body.contains("Cette adresse sert à plusieurs personnes"), "\(shown.body)")
    for key in ["P03/structure/S01", "P20/structure/S01"] {
      #expect(shown.body.contains("value=\"\(key)\""), "\(key) \(shown.body)")
    }
    #expect(try browser.post(link, ["token": shown.token]).status == 422)
    let form = ["token": shown.token, "personne": "P20/structure/S01"]
    #expect(try browser.post(link, form).status == 303)
    #expect(try browser.get("/").body.contains("Dominique Exemplaire-P20"))
    #expect(try system.mails().count == 1)
  }

  @Test("an account gets five links a quarter of an hour, and whoever asks is told nothing of it")
  func account() async throws {
    for _ in 0..<7 { try ask("p03@example.org") }
    // Another account still gets one.
    try ask("p04@example.org")
    _ = try await mail(to: "p04@example.org")
    #expect(try system.mails().count { $0.contains("p03@example.org") } == 5)
  }

  @Test("behind TLS a cookie is this host's alone, and browsers come back over TLS")
  func secure() throws {
    system.stop("portal")
    try system.configure("portal") { $0["publicAddress"] = "https://vigie.example" }
    try system.start("portal")
    try system.run(["status", "--wait", "60"])
    var browser = try Browser(system)
    let link = try system.link("P03")
    let shown = try browser.get(link)
    let entered = try browser.post(link, ["token": shown.token])
    let cookie = try #require(entered["Set-Cookie"], "\(entered.body)")
    #expect(cookie.hasPrefix("__Host-vigie="), "\(cookie)")
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
      #expect(cookie.contains("; \(part)"), "\(part)")
    }
    #expect(!cookie.contains("Domain="))
    let home = try browser.get("/?lang=en")
    #expect(home.status == 200 && home["Set-Cookie"]?.hasSuffix("; Secure") == true)
    #expect(home["Strict-Transport-Security"]?.hasPrefix("max-age=") == true)
  }
}
