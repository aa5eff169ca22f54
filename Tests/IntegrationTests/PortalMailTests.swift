import Foundation
import GRDB
import TestSupport
import Testing
import Values

/// P03 directs S01, P04 directs S02; P01 is granted to be an officer. The mail program is a script: it refuses P04's address as unknown,
/// and keeps what it is given. Mails come back into a Maildir.
@Suite("Mails of the portal", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalMailTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    let granted = try system.vigie("grant", "P01", "operator")
    try #require(granted.code == 0, "\(granted.errors)")
  }

  // MARK: Mails

  /// Goes on with the script in place of the folder of mails. It writes what it was called with, its environment, and the mail.
  private func useProgram() throws {
    let home = system.home
    for folder in ["sent", "retours/new", "retours/cur", "retours/tmp"] {
      try FileManager.default.createDirectory(
        atPath: "\(home)/\(folder)", withIntermediateDirectories: true)
    }
    let script = """
      #!/bin/sh
      mail=$(cat)
      case "$mail" in *p04@example.org*) exit 67;; esac
      { echo "$@"; env; echo; printf '%s\\n' "$mail"; } >"\(home)/sent/$$.new"
      mv "\(home)/sent/$$.new" "\(home)/sent/$$.eml"

      """
    try script.write(toFile: "\(home)/sendmail", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: "\(home)/sendmail")
    system.stop("portal")
    try system.configure("portal") { options in
      options["mailFolder"] = nil
      options["sendmail"] = "\(home)/sendmail"
      options["mailFrom"] = "vigie@vigie.example"
      options["bounceAddress"] = "retours@vigie.example"
      options["bounceFolder"] = "\(home)/retours"
    }
    try startPortal()
  }

  private func startPortal() throws {
    try system.start("portal")
    let status = try system.vigie("status", "--wait", "60")
    try #require(status.code == 0, "\(status.output) \(status.errors)")
  }

  /// Waits for the mails that the script took; their texts, without soft line ends.
  private func sent(_ count: Int) throws -> [String] {
    let folder = "\(system.home)/sent"
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".eml") }
      if files.count >= count {
        return try files.map {
          try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
            .replacing("=\n", with: "")
        }
      }
    }
    throw CancellationError()
  }

  private func ask(_ address: String) throws -> Browser.Page {
    var browser = try Browser(system)
    let token = try browser.get("/entrer").token
    return try browser.post("/entrer", ["token": token, "courriel": address])
  }

  /// Asks for a page until it says something; the suite's time bounds it.
  private func page(
    _ browser: inout Browser, _ path: String, until word: String
  ) throws -> Browser.Page {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let page = try browser.get(path)
      if page.body.contains(word) { return page }
    }
    Issue.record("\(path) never says \(word)")
    return try browser.get(path)
  }

  private func path(_ text: String) throws -> String {
    let link = try #require(text.firstMatch(of: #/\/entrer\/[A-Za-z0-9_-]{43}/#), "\(text)")
    return String(link.0)
  }

  // MARK: Tests

  @Test("a mail that says that somebody wrote, and does not arrive, is told like any other")
  func messages() throws {
    try useProgram()
    let granted = try system.vigie("grant", "P04", "operator")
    try #require(granted.code == 0, "\(granted.errors)")
    // Officers who came in are told what a structure writes; P04's address fails.
    _ = try system.signIn("P04", as: "P04/operator/")
    var director = try system.signIn("P03")
    let token = try director.get("/messages/nouveau").token
    let form = ["token": token, "sujet": "autre", "mot": "Une ligne manque."]
    #expect(try director.post("/messages/nouveau", form)["Location"] == "/messages/1")
    var officer = try system.signIn("P01", as: "P01/operator/")
    let list = try page(&officer, "/courriels", until: "annonce d")
    #expect(list.body.contains("P04") && list.body.contains("adresse inconnue"), "\(list.body)")
  }

  @Test("a mail that fails at once, and one that comes back, are told to the officer until settled")
  func failures() throws {
    try useProgram()
    // Whoever asks does not learn which address is known, nor which mail failed.
    let (failed, unknown) = (try ask("p04@example.org"), try ask("nobody@example.org"))
    #expect(failed.status == 200 && failed.body.count == unknown.body.count)
    var officer = try system.signIn("P01", as: "P01/operator/")
    let first = try page(&officer, "/courriels", until: "adresse inconnue")
    #expect(first.body.contains("Maxence Inventée-P04"), "\(first.body)")
    #expect(first.body.contains("href=\"/structures/S02\""), "\(first.body)")
    #expect(try officer.get("/").body.contains("href=\"/courriels\""))
    var director = try system.signIn("P04", as: "P04/structure/S02")
    #expect(try director.get("/courriels").status == 404)

    _ = try ask("p03@example.org")
    let mail = try #require(try sent(1).first)
    let sender = try #require(
      mail.firstMatch(of: #/-t -i -f (retours\+[a-z2-7]{16}@vigie\.example)/#))
    #expect(mail.contains("From: vigie@vigie.example") && mail.contains("Message-ID: <"))
    #expect(mail.contains("Auto-Submitted: auto-generated") && mail.contains("Date: "))
    #expect(!mail.contains("VIGIE_") && !mail.contains("HOME=/"), "\(mail)")
    // One report that it failed, one that it waits, and an answer of somebody's program.
    let (new, to) = ("\(system.home)/retours/new", "Delivered-To: \(sender.1)")
    let report = """
      \(to)
      From: MAILER-DAEMON@mx.example
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; p03@example.org
      Action: ACTION
      Status: 5.2.2
      --b--

      """
    let away = "\(to)\nFrom: p03@example.org\nAuto-Submitted: auto-replied\n\n550 5.1.1\n"
    let mails = [
      "1": away, "2": report.replacing("ACTION", with: "delayed"),
      "3": report.replacing("ACTION", with: "failed"),
    ]
    for (name, text) in mails {
      try text.write(toFile: "\(new)/\(name)", atomically: true, encoding: .utf8)
    }
    // It looks when it starts, and then once a minute.
    system.stop("portal")
    try startPortal()
    let second = try page(&officer, "/courriels", until: "boîte pleine")
    #expect(second.body.contains("Dominique Exemplaire-P03"), "\(second.body)")
    #expect(second.body.components(separatedBy: "name=\"courriel\"").count == 3)
    let end = ContinuousClock.now + .seconds(30)
    while try !FileManager.default.contentsOfDirectory(atPath: new).isEmpty {
      try #require(ContinuousClock.now < end)
    }

    // A later mail arrives, since its link signs in: the one before is settled. A link by hand settles nothing.
    _ = try ask("p03@example.org")
    let later = try #require(try sent(2).first { $0 != mail })
    _ = try system.signIn(by: try path(later), as: "P03/structure/S01")
    let third = try officer.get("/courriels")
    #expect(!third.body.contains("Exemplaire-P03"), "\(third.body)")
    #expect(third.body.contains("adresse inconnue"))
    let form = try #require(third.forms(at: "/courriels").first { $0.fields["courriel"] != nil })
    #expect(try officer.post("/courriels", form.fields)["Location"] == "/courriels")
    #expect(try officer.get("/courriels").body.contains("Aucun courriel"))
    #expect(try !officer.get("/").body.contains("href=\"/courriels\""))
  }

  @Test("who was erased is in the portal no more: no name anywhere, the code in the audit alone")
  func erasure() throws {
    try system.openCampaign()
    // P03 writes a draft and sends it; P20, the family referent, wrote a field too.
    var browser = try system.signIn("P03", as: "P03/structure/S01")
    var other = try system.signIn("P20", as: "P20/structure/S01")
    let path = "/senacs/2026/staff"
    for (value, name) in [("5", "salaries"), ("4", "etp")] {
      let token = name == "etp" ? try other.get(path).token : try browser.get(path).token
      let fields = ["token": token, "field": name, "value": value, "version": "0"]
      let saved = name == "etp" ? try other.post(path, fields) : try browser.post(path, fields)
      try #require(saved.status == 200, "\(saved.body)")
    }
    let review = try browser.get("/senacs/2026/relecture")
    let sent = try browser.post("/senacs/2026/relecture", ["token": review.token])
    try #require(sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    _ = try ask("p03@example.org")
    // A word of P03's own, and one of P20 about P03's line of the team.
    let message = "/messages/nouveau"
    let token = try browser.get(message).token
    let own = ["token": token, "sujet": "autre", "mot": "Une ligne manque."]
    #expect(try browser.post(message, own)["Location"] == "/messages/1")
    let team = try other.get("/structure").body
    let line = try #require(
      team.firstMatch(of: /href="(\/messages\/nouveau\?sujet=equipe[^"]*P03[^"]*)"/), "\(team)")
    let page = try other.get(String(line.1))
    let form = try #require(page.forms(at: message).first { $0.action == message })
    let about = try other.post(message, form.fields.merging(["mot": "Depuis mars."]) { $1 })
    #expect(about["Location"] == "/messages/2", "\(about.body)")

    let erased = try system.vigie("portal", "forget", "P03")
    #expect(erased.code == 0 && erased.output.contains("1"), "\(erased.output) \(erased.errors)")
    #expect(try browser.get("/")["Location"] == "/entrer")
    let receipt = try other.get("/senacs/2026/accuse/1")
    #expect(receipt.body.contains("nom effacé") && !receipt.body.contains("Exemplaire-P03"))
    #expect(try other.get("/senacs/2026/accuse/1/texte").body.contains("salaries=5"))
    let talk = try other.get("/messages/1").body
    #expect(talk.contains("nom effacé") && talk.contains("Une ligne manque."), "\(talk)")
    #expect(!talk.contains("Exemplaire-P03"))

    guard system.server == nil else { return }
    system.stop("portal")
    let store = "\(system.home)/data/portal.sqlite"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    #expect(bytes.range(of: Data("Exemplaire-P03".utf8)) == nil)
    let log = (try? Data(contentsOf: URL(fileURLWithPath: store + "-wal"))) ?? Data()
    #expect(log.range(of: Data("Exemplaire-P03".utf8)) == nil)
    try DatabaseQueue(path: store).read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      for table in tables where !table.hasPrefix("audit") {
        for row in try Row.fetchAll(database, sql: "SELECT * FROM \(table)") {
          #expect(!row.description.contains("P03"), "\(table): \(row)")
        }
      }
    }
  }

  @Test(
    "what is over goes when the portal starts: conversations, drafts, and a sheet's former texts")
  func retention() throws {
    guard system.server == nil else { return }
    var browser = try system.signIn("P03", as: "P03/structure/S01")
    let token = try browser.get("/messages/nouveau").token
    let told = try browser.post(
      "/messages/nouveau", ["token": token, "sujet": "autre", "mot": "Une ligne manque."])
    try #require(told["Location"] == "/messages/1", "\(told.body)")
    system.stop("portal")
    let store = "\(system.home)/data/portal.sqlite"
    try DatabaseQueue(path: store).write { database in
      try database.execute(
        sql: """
          UPDATE conversations SET changed_at = 1;
          INSERT INTO drafts (structure, campaign, started_at, changed_at, changed_by)
          VALUES ('S01', '2020', 1, 1, 'A'),
          ('S01', ' fiche 2020', 1, \(Instant.now.microseconds), 'A');
          INSERT INTO draft_fields
          (structure, campaign, field, typed, version, person, name, saved_at, former)
          VALUES ('S01', '2020', 'etp', '5', 1, 'P03', 'A', 1, '');
          INSERT INTO draft_changes
          (structure, campaign, field, typed, version, person, name, saved_at)
          VALUES ('S01', '2020', 'etp', '5', 1, 'P03', 'A', 1),
          ('S01', ' fiche 2020', 'etp', '5', 1, 'P03', 'A', 1);
          """)
    }
    try startPortal()
    let tables = ["conversations", "messages", "drafts", "draft_fields", "draft_changes"]
    func counts() throws -> [Int] {
      try DatabaseQueue(path: store).read { database in
        try tables.map { try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \($0)") ?? 0 }
      }
    }
    let end = ContinuousClock.now + .seconds(30)
    // The sheet's draft was changed of late: it stays, without its former texts.
    while try counts() != [0, 0, 1, 0, 0] { try #require(ContinuousClock.now < end) }
  }

  @Test(
    "whoever comes past the proxy is counted by the own address, also at two portals of a store")
  func limits() throws {
    // Browsers of this host are the proxy's, and say from where they come: 30 a quarter of an hour, then no more (429).
    let home = "X-Forwarded-For: 192.0.2.7"
    var browser = try Browser(system)
    let token = try browser.get("/entrer").token
    for _ in 0..<30 {
      let answer = try browser.post("/entrer/x", ["token": token], [home])
      #expect(answer.status == 410)
    }
    #expect(try browser.post("/entrer/x", ["token": token], [home]).status == 429)
    // The count is the store's, so it goes on in another process.
    system.stop("portal")
    try startPortal()
    #expect(try browser.post("/entrer/x", ["token": token], [home]).status == 429)
    let elsewhere = "X-Forwarded-For: 192.0.2.7, 192.0.2.8"
    #expect(try browser.post("/entrer/x", ["token": token], [elsewhere]).status == 410)
  }
}
