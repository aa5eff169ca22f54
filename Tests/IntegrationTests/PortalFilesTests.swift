import Foundation
import TestSupport
import Testing

/// The golden network. P03 directs S01, and is granted to be an officer too; P05 is granted to audit.
@Suite(
  "Files that the officer brings", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalFilesTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    for (person, role) in [("P03", "operator"), ("P05", "auditor")] {
      let granted = try system.vigie("grant", person, role)
      try #require(granted.code == 0, "\(granted.errors)")
    }
  }

  private func officer() throws -> Browser { try system.signIn("P03", as: "P03/operator/") }

  /// Asks for a page until it no longer says that it will load again.
  private func settled(_ path: String, _ browser: inout Browser) throws -> Browser.Page {
    let end = ContinuousClock.now + .seconds(60)
    var page = try browser.get(path)
    while page["Refresh"] != nil, ContinuousClock.now < end { page = try browser.get(path) }
    return page
  }

  /// Brings a file; returns the path of its page once it was checked.
  private func bring(
    _ name: String, _ text: String, _ browser: inout Browser
  ) throws -> (path: String, page: Browser.Page) {
    let token = try browser.get("/fichiers").token
    let answer = try browser.upload("/fichiers", token: token, name: name, Array(text.utf8))
    try #require(answer.status == 303, "\(answer.body)")
    let path = try #require(answer["Location"])
    return (path, try settled(path, &browser))
  }

  private func count(_ name: String, in page: Browser.Page) -> String? {
    let pattern = try? Regex("<dt>\(name)</dt><dd>([^<]*)</dd>")
    return pattern.flatMap { page.body.firstMatch(of: $0)?[1].substring.map { String($0) } }
  }

  /// One new person, one whose family name changes (one finding), one without a family name (refused).
  private static let people = """
    person_code;family_name;given_name;email
    P90;Exemplaire-P90;Ana;p90@example.org
    P05;"=Fictif & Autre";Sacha;p05@example.org
    P91;;Bob;p91@example.org

    """

  @Test(
    "a file is checked and nothing changes, then it is loaded as it was checked, and undone again")
  func whole() throws {
    var browser = try officer()
    let (path, checked) = try bring("people (2).csv", Self.people, &browser)
    func figures(_ page: Browser.Page) -> [String?] {
      ["Lignes nouvelles", "Corrections", "Déjà connues", "Refusées"].map { count($0, in: page) }
    }
    #expect(figures(checked) == ["1", "1", "0", "1"], "\(checked.body)")
    #expect(checked.body.contains("est encore chargé"))
    #expect(checked.body.contains("people.csv") && checked.body.contains("=Fictif &amp; Autre"))
    // Row 4 of the file has no family name.
    #expect(checked.body.contains("<th scope=\"row\">4</th>"))
    let csv = try browser.get("\(path)/remarques.csv")
    #expect(csv["Content-Type"]?.hasPrefix("text/csv") == true)
    #expect(csv.body.contains("'=Fictif & Autre"))

    let file = "\(system.home)/people.csv"
    try Self.people.write(toFile: file, atomically: true, encoding: .utf8)
    let before = try system.vigie("import", file, "--fictitious", "--dry-run", "--lang", "en")
    #expect(before.output.contains("2 rows loaded, 1 refused"), "\(before.output)")

    let digest = try #require(checked.body.firstMatch(of: /name="empreinte" value="(\w+)"/)?.1)
    let form = ["token": checked.token, "empreinte": String(digest)]
    // A form of another file, which had this number before, does nothing.
    for act in ["charger", "retirer"] {
      let other = ["token": checked.token, "empreinte": "0"]
      #expect(try browser.post("\(path)/\(act)", other)["Location"] == path)
    }
    #expect(try settled(path, &browser).body.contains("/charger"))
    #expect(try browser.post("\(path)/charger", form)["Location"] == path)
    // The form that is sent twice loads once.
    #expect(try browser.post("\(path)/charger", form)["Location"] == path)
    let loaded = try settled(path, &browser)
    #expect(figures(loaded) == ["1", "1", "0", "1"] && loaded.body.contains("/annuler"))
    let after = try system.vigie("import", file, "--fictitious", "--dry-run", "--lang", "en")
    #expect(after.output.contains("no row loaded, 2 known already, 1 refused"), "\(after.output)")

    #expect(try browser.post("\(path)/annuler", form)["Location"] == path)
    let undone = try settled(path, &browser)
    #expect(
      PlainSpaces.text(undone.body).contains("Enregistrements rétablis : 1 ; retirés : 1 ;"),
      "\(undone.body)")
    let again = try system.vigie("import", file, "--fictitious", "--dry-run", "--lang", "en")
    #expect(again.output.contains("2 rows loaded, 1 refused"), "\(again.output)")
    #expect(try browser.get("/fichiers").body.contains("href=\"\(path)\""))
  }

  @Test("an officer who was erased leaves the list of files; the file and what came of it stay")
  func erasure() throws {
    var browser = try officer()
    let (path, checked) = try bring("people.csv", Self.people, &browser)
    let form = try #require(checked.forms(at: path).first { $0.action == "\(path)/charger" })
    #expect(try browser.post(form.action, form.fields)["Location"] == path)
    _ = try settled(path, &browser)
    #expect(try browser.get("/fichiers").body.contains("Exemplaire-P03"))

    let erased = try system.vigie("portal", "forget", "P03")
    #expect(erased.code == 0, "\(erased.errors)")
    let granted = try system.vigie("grant", "P04", "operator")
    try #require(granted.code == 0, "\(granted.errors)")
    var other = try system.signIn("P04", as: "P04/operator/")
    for page in [try other.get("/fichiers"), try other.get(path)] {
      #expect(page.status == 200 && page.body.contains("nom effacé"), "\(page.body)")
      #expect(!page.body.contains("Exemplaire-P03"))
    }
  }

  @Test("a file that cannot be taken is told why, and which columns are near")
  func refused() throws {
    var browser = try officer()
    let token = try browser.get("/fichiers").token
    func send(_ name: String, _ text: String) throws -> Browser.Page {
      try browser.upload("/fichiers", token: token, name: name, Array(text.utf8))
    }
    let near = try send("Classeur1.csv", "person_cod;family_nam;given_name;email\nP1;A;B;\n")
    #expect(near.status == 422 && near.body.contains("people.csv"))
    #expect(near.body.contains("person_cod") && near.body.contains("pour person_code"))
    let strange = try send("liste.csv", "a;b\n1;2\n")
    #expect(strange.status == 422 && strange.body.contains("structure_code"))
    #expect(try send("vide.csv", "").status == 422)
    #expect(try browser.post("/fichiers", ["token": token]).status == 422)
    let large = try send("people.csv", String(repeating: "x", count: 17 << 20))
    #expect(large.status == 413 && large.body.contains("16"))
    #expect(try browser.get("/fichiers").body.contains("Aucun fichier pour le moment"))
    #expect(
      try browser.upload("/fichiers", token: "x", name: "people.csv", Array("a".utf8)).status == 403
    )
  }

  @Test("nobody but the officer finds the page, its files or its forms")
  func whose() throws {
    var officer = try officer()
    let (path, _) = try bring("people.csv", Self.people, &officer)
    for (person, key) in [("P05", "P05/auditor/"), ("P03", "P03/structure/S01")] {
      var other = try system.signIn(person, as: key)
      let missing = try other.get("/nowhere")
      for page in ["/fichiers", path, "\(path)/remarques.csv"] {
        let answer = try other.get(page)
        #expect(answer.status == 404 && answer.body == missing.body, "\(page)")
      }
      #expect(try other.post("\(path)/charger", ["token": missing.token]).status == 404)
      #expect(
        try other.upload(
          "/fichiers", token: missing.token, name: "people.csv", Array(Self.people.utf8)
        )
        .status == 404)
    }
    #expect(try officer.get("/fichiers/99").status == 404)
    #expect(try officer.get("\(path)0x").status == 404)
  }

  /// 400 new people: whether the service committed them before the portal was killed or not, the figures are of one load.
  @Test("a load that broke off when the portal was killed goes on with the same figures")
  func resumed() throws {
    var browser = try officer()
    let rows = (100..<500).map { "P\($0);Exemplaire-P\($0);Ana;p\($0)@example.org\n" }.joined()
    let text = "person_code;family_name;given_name;email\n" + rows
    let (path, checked) = try bring("people.csv", text, &browser)
    #expect(count("Lignes nouvelles", in: checked) == "400")
    // A copy under another name is the same file until it is loaded.
    #expect(try bring("people (2).csv", text, &browser).path == path)
    let digest = try #require(checked.body.firstMatch(of: /name="empreinte" value="(\w+)"/)?.1)
    let form = ["token": checked.token, "empreinte": String(digest)]

    // The service stands still while the load is asked for, so that it cannot have ended when the portal is killed.
    system.signal("registry", SIGSTOP)
    #expect(try browser.post("\(path)/charger", form).status == 303)
    system.stop("portal", by: SIGKILL)
    system.signal("registry", SIGCONT)
    try system.start("portal")
    // Work that says nothing for ten seconds has broken off; what was not begun is begun by the new process.
    let broken = try settled(path, &browser)
    if broken.body.contains("\(path)/reprendre") {
      #expect(broken.body.contains("interrompu"))
      #expect(try browser.post("\(path)/reprendre", form)["Location"] == path)
    }
    let loaded = try settled(path, &browser)
    #expect(count("Lignes nouvelles", in: loaded) == "400", "\(loaded.body)")
    #expect(count("Déjà connues", in: loaded) == "0" && loaded.body.contains("/annuler"))
    // What is known already is no reason to load it again.
    let (again, known) = try bring("people.csv", text, &browser)
    #expect(
      count("Déjà connues", in: known) == "400" && known.body.contains("aucune ligne nouvelle"))
    #expect(again != path && !known.body.contains("\(again)/charger"))
  }
}
