import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// The golden network. P03 directs S01, and is granted to be an officer too; P05 is granted to audit.
@Suite("The portal's pages to read", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalOfficerTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    for (person, role) in [("P03", "operator"), ("P05", "auditor")] {
      let granted = try system.vigie("grant", person, role)
      try #require(granted.code == 0, "\(granted.errors)")
    }
  }

  /// The director of S01 in the table of the team.
  private let team = "<th scope=\"row\">Dominique Exemplaire-P03</th>"

  private func officer() throws -> Browser { try system.signIn("P03", as: "P03/operator/") }
  private func director() throws -> Browser { try system.signIn("P03", as: "P03/structure/S01") }
  private func auditor() throws -> Browser { try system.signIn("P05", as: "P05/auditor/") }

  @Test("each page is there for whom it is for, and the same 404 as none for the others")
  func whose() throws {
    var (officer, auditor, director) = (try officer(), try auditor(), try director())
    let both = [
      "/campagne", "/campagne/2025", "/campagne/2024?etat=toutes", "/indicateurs",
      "/indicateurs/2025", "/indicateurs/2025/I4", "/indicateurs/2025/I2a",
      "/structures/S01", "/structures/S20", "/rapports",
    ]
    let officerOnly = [
      "/campagne/2025/relance", "/campagne/2025/collecte", "/structures/S01/restitution/2025",
    ]
    let directorOnly = [
      "/restitution", "/diagnostic", "/structure", "/structure/passation",
      "/structure/renouvellement",
    ]
    let nobody = [
      "/campagne/1999", "/campagne/x", "/campagne/2025/x", "/indicateurs/2025/NOPE",
      "/indicateurs/2025/I0", "/indicateurs/2025/I4/NOPE", "/structures/NOPE", "/rapports/00",
      "/structures/S01/restitution/1999",
    ]
    let missing = try officer.get("/nowhere")
    func check(_ page: Browser.Page, _ path: String, isThere: Bool) {
      #expect(page.status == (isThere ? 200 : 404), "\(path) \(page.status)")
      #expect(page.body.utf8.count <= 60_000, "\(path) \(page.body.utf8.count)")
      #expect(!page.body.contains(" style=") && !page.body.contains(" onclick="), "\(path)")
      #expect(!page.body.contains("{{") && !page.body.contains("Optional("), "\(path)")
    }
    for path in both + officerOnly + directorOnly + nobody {
      check(
        try officer.get(path), path, isThere: both.contains(path) || officerOnly.contains(path))
      check(try auditor.get(path), path, isThere: both.contains(path))
      check(try director.get(path), path, isThere: directorOnly.contains(path))
    }
    #expect(try officer.get("/structure").body == missing.body)
    // An auditor sends nothing either.
    let token = try auditor.get("/").token
    #expect(try auditor.post("/campagne/2025/relance", ["token": token]).status == 404)
    var stranger = try Browser(system)
    #expect(try stranger.get("/campagne/2025")["Location"] == "/entrer")
  }

  /// On 30 November 2026 S15's answer of 1 January 2026 counts too: 10 of 15. In time were 01 02 03 09 11 16, late 12 14 15 17.
  /// Nothing came from 10 and 20; 13, 18 and 19 sent what does not count. Source: Tests/Golden/expected.md, “I1”.
  @Test(
    "the campaign tells who answered, late or not, who began and who did not; filters have addresses"
  )
  func campaign() throws {
    var officer = try officer()
    let page = try officer.get("/campagne/2025")
    #expect(page.body.contains("10 structures attendues sur 15 ont répondu"))
    for count in ["envoyées : 10", "en retard : 4", "commencées : 3", "pas ouvertes : 2"] {
      #expect(page.body.contains("aria-label=\"Ensemble, \(count)\""), "\(count)")
    }
    #expect(page.body.contains("Préparer les relances (5)"))
    func codes(_ query: String) throws -> Set<String> {
      let body = try officer.get("/campagne/2025?\(query)").body
      return Set(body.matches(of: /href="\/structures\/(S\d\d)"/).map { String($0.1) })
    }
    #expect(try codes("") == ["S10", "S13", "S18", "S19", "S20"])
    #expect(try codes("etat=pas-ouverte") == ["S10", "S20"])
    #expect(try codes("etat=en-retard&type=CS") == ["S14", "S17"])
    #expect(try codes("etat=envoyee&circonscription=69D") == ["S02", "S12", "S14"])
    try crossed(page.body)
    #expect(try codes("etat=toutes&nom=exemple%2001") == ["S01"])
    let typed = try officer.get("/campagne/2025?nom=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    #expect(!typed.body.contains("<script>alert"))
    #expect(typed.body.contains("Aucune structure ne correspond à ces filtres."))

    var auditor = try auditor()
    let read = try auditor.get("/campagne/2025").body
    #expect(read.contains("10 structures attendues sur 15 ont répondu"))
    #expect(!read.contains("f-direction") && !read.contains("relance"))
    #expect(page.body.contains("f-direction"))
  }

  /// The crossed table is the one of the terminal, cell by cell: totals have no value of their trait in their address.
  private func crossed(_ page: String) throws {
    let table = try system.vigie(
      "senacs", "participation", "2025", "--cross", "kind,ctcd", "--format", "json"
    ).objects()
    #expect(table.count == 9)
    for cell in table {
      func part(_ name: String, _ trait: String) -> String {
        let value = cell[trait] as? String ?? ""
        return value == "all" ? "" : "&amp;\(name)=\(value)"
      }
      let query = part("type", "kind") + part("circonscription", "ctcd")
      let counts = "\(cell["answered"] as? Int ?? -1) sur \(cell["expected"] as? Int ?? -1)"
      let found = page.ranges(of: "href=\"/campagne/2025?etat=toutes\(query)#liste\"")
      #expect(
        found.contains { page[$0.upperBound...].prefix(300).contains(">\(counts)</a>") },
        "\(query) \(counts)")
    }
  }

  @Test("reminders are shown before they go, one can be left out, and nobody gets two in a day")
  func reminders() async throws {
    var officer = try officer()
    let path = "/campagne/2025/relance"
    let shown = try officer.get(path)
    let people = shown.body.matches(of: /name="(personne-[^"]+)"/).map { String($0.1) }
    try #require(people.count > 1)
    #expect(shown.body.contains("<dt>Objet</dt>") && shown.body.contains("@example.org"))
    // The campaign is past its last day; the link is not made before the mail goes.
    #expect(shown.body.contains("votre réponse est en retard"))
    #expect(shown.body.firstMatch(of: /\/entrer\/[A-Za-z0-9_-]{43}/) == nil)
    #expect(try system.mails().isEmpty)
    #expect(try officer.post(path, ["token": "x"]).status == 403)

    var form = Dictionary(uniqueKeysWithValues: people.dropFirst().map { ($0, "oui") })
    form["token"] = shown.token
    form["personne-P99"] = "oui"
    // A file stands where the folder of mails would be, so no mail goes.
    let folder = "\(system.home)/mails"
    try Data().write(to: URL(fileURLWithPath: folder))
    #expect(try officer.post(path, form)["Location"] == path)
    let failed = try officer.get(path).body
    #expect(
      failed.contains("Relances non envoyées\u{A0}: \(people.count - 1)"), "\(failed)")
    #expect(failed.contains("<dt>Envoi échoué</dt>"))
    try FileManager.default.removeItem(atPath: folder)

    #expect(try officer.post(path, form).status == 303)
    let sent = try officer.get(path).body
    #expect(sent.contains("Relances envoyées aujourd"), "\(sent)")
    #expect(!sent.contains("non envoyées") && sent.contains("Dernière relance"))
    #expect(sent.contains("name=\"\(people[0])\"") && !sent.contains("name=\"\(people[1])\""))
    let texts = try system.mails()
    #expect(texts.count == people.count - 1)
    #expect(try officer.post(path, form).status == 303)
    #expect(try system.mails().count == texts.count)

    // Whoever opens the mail comes in by its link.
    let link = try #require(texts.first?.firstMatch(of: /\/entrer\/[A-Za-z0-9_-]{43}/))
    var browser = try Browser(system)
    let door = try browser.get(String(link.0))
    #expect(door.status == 200 && !door.token.isEmpty, "\(door.body)")
  }

  /// I4 is 8 of 14 on 31 December 2025, S03 among the eight. Source: Tests/Golden/expected.md, “I4”.
  @Test("a figure leads to its members, a member to its records, a record to its versions")
  func figures() throws {
    var officer = try officer()
    let list = try officer.get("/indicateurs/2025").body
    #expect(list.contains("href=\"/indicateurs/2025/I4\"") && list.contains("8 sur 14"))
    let figure = try officer.get("/indicateurs/2025/I4").body
    #expect(figure.contains("8 sur 14"))
    #expect(figure.contains("/indicateurs/2025/I4/compte#liste"))
    let members = try officer.get("/indicateurs/2025/I4/compte").body
    let codes = members.matches(of: /href="\/indicateurs\/2025\/I4\/compte\/(S\d\d)["#]/)
    #expect(
      Set(codes.map { String($0.1) })
        == ["S03", "S06", "S12", "S13", "S15", "S18", "S19", "S20"])
    let member = try officer.get("/indicateurs/2025/I4/compte/S03").body
    #expect(member.contains("href=\"/indicateurs/2025/I4/compte/S03/1#"))
    let record = try officer.get("/indicateurs/2025/I4/compte/S03/1").body
    #expect(record.contains("<ol class=\"thread\">") && record.contains("Version 1"))
    for record in ["99", "0", "\(Int.min)", "x"] {
      #expect(try officer.get("/indicateurs/2025/I4/compte/S03/\(record)").status == 404)
    }
    #expect(try officer.get("/indicateurs/2025/I4/compte/S01").status == 404)
  }

  @Test("a frozen report is listed and shown in the portal's own frame")
  func reports() throws {
    let frozen = try system.vigie("report", "freeze", "--year", "2025")
    try #require(frozen.code == 0, "\(frozen.errors)")
    var officer = try officer()
    let list = try officer.get("/rapports").body
    let found = try #require(list.firstMatch(of: /href="(\/rapports\/[0-9a-f]{64})"/))
    let report = try officer.get(String(found.1))
    #expect(report.status == 200 && report.body.utf8.count <= 60_000)
    #expect(report.body.contains("2025") && !report.body.contains("<style"))
    #expect(report.body.components(separatedBy: "<h1>").count == 2)
  }

  @Test("an officer freezes a report, which an auditor reads and does not make")
  func freezing() throws {
    var (officer, auditor) = (try officer(), try auditor())
    let list = try officer.get("/rapports?annee=2025")
    #expect(list.body.contains("name=\"annee\" value=\"2025\""), "\(list.body)")
    let frozen = try officer.post("/rapports", ["token": list.token, "annee": "2025"])
    let place = try #require(frozen["Location"], "\(frozen.body)")
    #expect(place.contains(/^\/rapports\/[0-9a-f]{64}$/), "\(place)")
    #expect(try auditor.get(place).status == 200)
    let seen = try auditor.get("/rapports")
    #expect(seen.body.contains(place) && !seen.body.contains("name=\"annee\""))
    let token = try auditor.get("/").token
    #expect(try auditor.post("/rapports", ["token": token, "annee": "2025"]).status == 404)
    // A report that the form does not offer is none.
    let odd = try officer.post("/rapports", ["token": list.token, "annee": "1999"])
    #expect(odd["Location"] == "/rapports")
  }

  @Test("a director sees the own structure alone, with its team by name")
  func own() throws {
    var director = try director()
    let page = try director.get("/structure").body
    #expect(page.contains(team) && page.contains("Conventions"))
    for path in ["/", "/structure", "/structure/passation", "/diagnostic", "/restitution"] {
      let body = try director.get(path).body
      #expect(body.contains("Centre social Exemple 01") && !body.contains("Exemple 02"), "\(path)")
    }
  }

  @Test("an approval that ends soon waits on the first page; renewal and hand-over tell its day")
  func approval() throws {
    let end = Instant.now.parisDay.adding(days: 60)
    let path = "\(system.home)/approvals.csv"
    try "structure_code;from;to;families\nS01;2025-01-01;\(end.iso);true\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    try system.run(["import", path, "--fictitious"])
    var (director, officer) = (try director(), try officer())
    let day = end.iso.split(separator: "-").reversed().joined(separator: "/")
    let home = try director.get("/").body
    #expect(home.contains("href=\"/structure/renouvellement\"") && home.contains(day))
    for page in ["renouvellement", "passation"] {
      #expect(try director.get("/structure/\(page)").body.contains(day), "\(page)")
    }
    // Nobody has to be told whom to call by a file that only the Caf has.
    #expect(try !director.get("/structure/passation").body.contains("vigie.json"))
    #expect(try officer.get("/").body.contains(day))
  }

  @Test("the first page says first how the campaign stands, and leads to what waits")
  func pressing() throws {
    var (officer, auditor) = (try officer(), try auditor())
    let (page, read) = (try officer.get("/").body, try auditor.get("/").body)
    for body in [page, read] {
      let standing = try #require(body.firstRange(of: "structures attendues sur"))
      let ending = try #require(body.firstRange(of: "Structures fragiles"))
      #expect(standing.lowerBound < ending.lowerBound)
      #expect(body.contains("#liste\">Structures sans réponse"))
    }
    #expect(page.contains("Préparer les relances") && !read.contains("Préparer les relances"))
  }

  @Test("a service that is down takes its part of a page along, and the page says so")
  func down() throws {
    var (officer, director) = (try officer(), try director())
    let said = "Une partie de cette page manque"
    let whole = try officer.get("/").body
    #expect(whole.contains("Structures fragiles") && !whole.contains(said))
    system.stop("training")
    let home = try officer.get("/")
    #expect(home.status == 200 && home.body.contains(said))
    #expect(!home.body.contains("Structures fragiles"))
    system.stop("senacs")
    for path in ["/campagne/2025", "/structures/S01", "/indicateurs/2025"] {
      let page = try officer.get(path)
      #expect(page.status == 200 && page.body.contains(said), "\(path)")
    }
    let own = try director.get("/structure")
    #expect(own.status == 200 && own.body.contains(said))
    #expect(own.body.contains(team))
  }

  @Test("without the registry whoever has signed in goes on, and each page says what it lacks")
  func registryDown() throws {
    var (officer, director) = (try officer(), try director())
    system.stop("registry")
    for path in ["/", "/indicateurs/2025", "/questions", "/rapports"] {
      #expect(try officer.get(path).status == 200, "\(path)")
    }
    #expect(try officer.get("/").body.contains("Sans réponse en ce moment"))
    for path in ["/", "/structure", "/messages", "/restitution"] {
      #expect(try director.get(path).status == 200, "\(path)")
    }
    let home = try director.get("/").body
    #expect(home.contains("Le registre ne répond pas en ce moment."), "\(home)")
    #expect(try director.get("/structure").body.contains("Une partie de cette page manque"))
  }
}
