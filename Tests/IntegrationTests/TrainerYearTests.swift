import Contracts
import Foundation
import RPCContract
import Spreadsheet
import TestSupport
import Testing
import Values

/// What the trainer writes and reads in a year, on the network of acceptance/golden-year.
@Suite("The trainer's documents", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct TrainerYearTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func vigie(_ words: String...) throws -> RunningSystem.Result {
    try RunningSystem.vigie(["training"] + words, home: system.home)
  }

  private func path(_ name: String) -> String { "\(system.home)/\(name)" }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  private func rights(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  private func objects(_ words: String...) throws -> [[String: Any]] {
    try RunningSystem.vigie(["training"] + words + ["--format", "json"], home: system.home)
      .objects()
  }

  @Test("certificates are pages with numbers that stand as long as the facts give them")
  func certificates() throws {
    let made = try vigie("certificates", "T02", "--html", path("papers"), "--lang", "fr")
    #expect(made.code == 0 && made.errors.contains("6 attestations dans "), "\(made.errors)")
    // acceptance/golden-year: six people qualified in T02.
    let files = try FileManager.default.contentsOfDirectory(atPath: path("papers"))
    #expect(
      files.sorted() == [
        "P10.html", "P14.html", "P22.html", "P28.html", "P32.html", "P40.html", "tous.html",
      ])
    for file in files { #expect(try rights("papers/\(file)") == 0o600) }
    // The list without papers names the same people, and the audit says whom.
    #expect(try objects("certificates", "T02").count == 6)
    let audit = try system.vigie("audit", "show", "--format", "csv").output.split(separator: "\n")
    #expect(
      audit.contains {
        $0.contains(ListCertificates.method) && $0.contains("P10") && $0.contains("P40")
      })
    let page = try text("papers/P10.html")
    let number = try #require(page.firstMatch(of: /T02-[0-9A-Z]{4}-[0-9A-Z]{4}/)).0
    #expect(page.contains("Camille Imaginaire-P10") && page.contains("Salle fictive B"))
    #expect(try text("papers/tous.html").contains(number))

    let typed = number.lowercased().replacing("-", with: " ")
    let stands = try vigie("certificates", "T02", "--verify", typed, "--lang", "en")
    #expect(stands.code == 0 && stands.output.contains("Camille Imaginaire-P10"))
    #expect(try vigie("certificates", "T02", "--verify", "T02-0000-0000").code == 1)
    let changed = try system.vigie(
      "change", "attendance", "session_code=T02", "person_code=P10", "half_days_present=5",
      "--yes")
    #expect(changed.code == 0, "\(changed.output)\(changed.errors)")
    let gone = try vigie("certificates", "T02", "--verify", String(number), "--lang", "en")
    #expect(gone.code == 1 && gone.output.contains("No certificate"), "\(gone.output)")
    #expect(try vigie("certificates", "T03", "--html", path("none")).code == 1)
    #expect(try vigie("certificates", "T02", "--html", path("papers")).code == 1)
  }

  @Test("those who are registered are invited, and a session that was held invites nobody")
  func invitations() throws {
    // P04 has a place in T03; P09 and P13 wait.
    let told = try vigie(
      "invitations", "T03", "--ics", path("t03.ics"), "--mail", path("mails"), "--lang", "fr")
    #expect(told.code == 0, "\(told.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("mails")) == ["P04.eml"])
    #expect(try text("t03.ics").contains("DTSTART;VALUE=DATE:20251210"))
    #expect(try rights("mails/P04.eml") == 0o600)
    let held = try vigie("invitations", "T02", "--lang", "en")
    #expect(held.code == 1 && held.errors.contains("held"), "\(held.errors)")
  }

  /// Rewrites a sheet of attendance: cells of people's rows from the capacity on, then further rows.
  private func fill(_ name: String, _ cells: [String: [String]], more: [[String]] = []) throws {
    let reader = try WorkbookReader(path: path(name))
    let writer = try WorkbookWriter(path: path(name) + ".new", title: "t", created: .now)
    for sheet in reader.sheets where !sheet.name.hasPrefix("_lists") {
      var rows = try reader.rows(of: sheet)
      let header = try #require(try rows.next())
      let width = header.cells.count
      try writer.addSheet(
        SheetLayout(
          sheet.name, columns: (0..<width).map { ColumnLayout(header[$0].text) },
          isHidden: sheet.visibility != .visible))
      while let row = try rows.next() {
        var all = (0..<width).map { row[$0] }
        for (place, text) in (cells[row[0].text] ?? []).enumerated() {
          all[3 + place] = .text(text)
        }
        try writer.append(all)
      }
      if sheet.visibility == .visible {
        for row in more { try writer.append(row.map { .text($0) }) }
      }
    }
    try writer.close()
    try FileManager.default.removeItem(atPath: path(name))
    try FileManager.default.moveItem(atPath: path(name) + ".new", toPath: path(name))
  }

  private func present() throws -> Int? {
    try objects("sessions", "--from", "2025-12-10", "--to", "2025-12-10").first?["present"] as? Int
  }

  @Test("the sheet goes out, comes back, and is recorded as a whole or not at all")
  func sheet() throws {
    let made = try vigie(
      "sheet", "T03", "--xlsx", path("t03.xlsx"), "--html", path("t03.html"), "--lang", "fr")
    #expect(made.code == 0, "\(made.errors)")
    #expect(try text("t03.html").contains("Maxence Inventée-P04"))
    #expect(try rights("t03.xlsx") == 0o600 && rights("t03.html") == 0o600)
    let before = try present()
    #expect(before == 1)

    let copy = try Data(contentsOf: URL(fileURLWithPath: path("t03.xlsx")))
    // Nobody has the code P99, so that the right row is not recorded either.
    try fill(
      "t03.xlsx", ["P04": ["salarié", "x", "0"]],
      more: [["P13", "", "S15", "bénévole", "x", "x"], ["P99", "", "", "salarié", "x", "x"]])
    let wrong = try vigie("sheet", "T03", "--load", path("t03.xlsx"), "--lang", "fr")
    #expect(wrong.code == 3 && wrong.output.contains("UNKNOWN_PERSON"), "\(wrong.output)")
    #expect(try present() == 1)
    let other = try vigie("sheet", "T04", "--load", path("t03.xlsx"), "--lang", "en")
    #expect(other.code == 1 && other.errors.contains("T03"), "\(other.errors)")

    try copy.write(to: URL(fileURLWithPath: path("t03.xlsx")))
    try fill(
      "t03.xlsx", ["P04": ["salarié", "x", "0"]],
      more: [["P13", "", "S15", "bénévole", "x", "x"]])
    let tried = try vigie(
      "sheet", "T03", "--load", path("t03.xlsx"), "--dry-run", "--lang", "en")
    #expect(tried.code == 0 && tried.output.contains("Rehearsal"), "\(tried.output)\(tried.errors)")
    #expect(try present() == 1)
    let loaded = try vigie("sheet", "T03", "--load", path("t03.xlsx"), "--lang", "en")
    #expect(loaded.code == 0 && loaded.output.contains("1 of 2: corrected"), "\(loaded.output)")
    #expect(loaded.output.contains("2 of 2: added"))
    #expect(try present() == 2)
    let again = try vigie("sheet", "T03", "--load", path("t03.xlsx"), "--lang", "en")
    #expect(again.code == 0 && again.output.contains("2 of 2: known already"), "\(again.output)")
    let row = try objects("attendance", "T03").first { $0["person_code"] as? String == "P04" }
    #expect(row?["half_days_attended"] as? [String] == ["1"])
    // The next sheet has what is recorded, and changes nothing as it is.
    #expect(try vigie("sheet", "T03", "--xlsx", path("next.xlsx")).code == 0)
    let same = try vigie("sheet", "T03", "--load", path("next.xlsx"), "--lang", "en")
    #expect(same.code == 0 && same.output.contains("1 of 2: known already"), "\(same.output)")
    #expect(same.output.contains("2 of 2: known already") && !same.output.contains("corrected"))
  }

  @Test("under 5 sheets of satisfaction only their number is told, and auditors read no remark")
  func satisfaction() async throws {
    func load(_ sheets: ClosedRange<Int>) throws {
      let rows = sheets.map { "T02;\($0);\($0 % 2 + 4);3;Remarque \($0)\n" }.joined()
      try Data(("session_code;sheet;rating;useful;remark\n" + rows).utf8)
        .write(to: URL(fileURLWithPath: path("satisfaction.csv")))
      let told = try system.vigie("import", path("satisfaction.csv"), "--fictitious")
      #expect(told.code == 0, "\(told.output)\(told.errors)")
    }
    try load(1...4)
    let few = try vigie("satisfaction", "T02", "--lang", "fr")
    #expect(few.code == 0 && few.output.contains("4 réponses anonymes"), "\(few.errors)")
    #expect(few.output.contains("secret (n<5)") && !few.output.contains("Remarque"))

    try load(5...5)
    let enough = try vigie("satisfaction", "T02", "--lang", "fr")
    // 5 + 4 + 5 + 4 + 5 = 23, of 5.
    #expect(enough.output.contains("4,6") && enough.output.contains("Remarque 3"))
    let auditor = try await Caller.join(system, as: "auditor", .auditor)
    let told = try await auditor.call("training", GetSatisfaction(sessionCode: "T02"))
    #expect(told.rating?.counts == [0, 0, 0, 2, 3] && told.remarks == nil)
    let unknown = await status {
      try await auditor.call("training", GetSatisfaction(sessionCode: "T99"))
    }
    #expect(unknown?.details?.reason == "UNKNOWN_SESSION")
    await auditor.close()
  }

  @Test("the report has the figures of each year, and says which years may be compared")
  func report() throws {
    let made = try vigie(
      "report", "--from", "2023", "--to", "2025", "--format", "json", "--html", path("report.html"))
    #expect(made.code == 0, "\(made.errors)")
    struct Report: Decodable {
      struct Reach: Decodable {
        let people, participations, reached, active, inPost, inPostOf: Int
      }
      struct StillInPost: Decodable {
        let people, inPost: Int
      }
      struct Year: Decodable {
        let year: Int
        let reach: Reach
        let stillInPost: StillInPost
      }
      struct Comparison: Decodable {
        let from, to: Int
        let verdict: String
        let reasons: [String]
      }
      let years: [Year]
      let whole: Reach
      let comparisons: [Comparison]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(made.output.utf8))
    let figures = try system.vigie(
      "evaluation", "trajectory", "--from", "2023", "--to", "2025", "--figures",
      "I2a,I2b,I2d,I4", "--format", "csv"
    ).output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    func figure(_ code: String, _ year: Int) -> [Int] {
      let line = figures.first { $0.prefix(3) == [code, "all", String(year)] } ?? []
      return line.dropFirst(3).prefix(2).compactMap { Int($0) }
    }
    for one in report.years {
      #expect(figure("I2a", one.year) == [one.reach.people, 1])
      #expect(figure("I2b", one.year) == [one.reach.participations, 1])
      #expect(figure("I2d", one.year) == [one.reach.reached, one.reach.active])
      #expect(figure("I4", one.year) == [one.reach.inPost, one.reach.inPostOf])
    }
    #expect(report.years.map(\.year) == [2023, 2024, 2025])
    // The names and posts of each year are worked out in StillInPostTests.
    #expect(report.years.map(\.stillInPost.people) == [7, 14, 26])
    #expect(report.years.map(\.stillInPost.inPost) == [3, 7, 10])
    #expect(report.comparisons.map(\.from) == [2023, 2024, 2023])
    for one in report.comparisons {
      #expect(one.verdict == (one.reasons.isEmpty ? "COMPARABLE" : "NOT_COMPARABLE"))
    }
    let most = report.years.map(\.reach.people)
    #expect(report.whole.people >= most.max() ?? 0 && report.whole.people <= most.reduce(0, +))
    #expect(try rights("report.html") == 0o600)
    #expect(try text("report.html").contains("2023-2025"))
  }

  @Test("names stand beside needs and unreached where they are asked for, and the audit tells it")
  func contacts() throws {
    let period = ["--from", "2023-01-01", "--to", "2025-12-31"]
    #expect(try objects("needs", "--as-of", "2025-12-31").allSatisfy { $0.count == 4 })
    let needs = try objects("needs", "--as-of", "2025-12-31", "--contacts")
    #expect(!needs.isEmpty && needs.allSatisfy { $0.count == 6 })
    for row in needs {
      guard let director = row["director"] as? String else {
        #expect(row["name"] is NSNull && row["email"] is NSNull)
        continue
      }
      #expect((row["name"] as? String)?.contains("-\(director)") == true)
    }
    let unreached = try objects("unreached", period[0], period[1], period[2], period[3])
    #expect(unreached.allSatisfy { $0.count == 4 })
    let named = try objects(
      "unreached", period[0], period[1], period[2], period[3], "--contacts")
    #expect(named.count == unreached.count && named.allSatisfy { $0.count == 6 })
    let audit = try system.vigie("audit", "show", "--format", "csv")
    #expect(audit.output.contains(GetContacts.method), "\(audit.errors)")

    try system.goOn(as: "federation")
    let told = try system.vigieOnceAllowed(
      "training", "needs", "--as-of", "2025-12-31", "--contacts", "--format", "json")
    #expect(told.code == 0, "\(told.errors)")
  }
}
