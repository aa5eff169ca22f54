import Foundation
import TestSupport
import Testing

/// Files that a mail program or a calendar takes, written on the golden network.
@Suite("Files to send", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct FilesToSendTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(system.home)/\(path)", encoding: .utf8)
  }

  private func rights(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(system.home)/\(path)")[.posixPermissions]
      as? Int
  }

  /// The values of a property in a calendar, whose lines are joined again where they were folded.
  private func values(_ property: String, in path: String) throws -> [String] {
    try text(path).replacing("\r\n ", with: "").components(separatedBy: "\r\n")
      .filter { $0.hasPrefix("\(property):") }
      .map { String($0.dropFirst(property.count + 1)) }
  }

  @Test("reminders are a mail and a line a person, beside the list, for their owner alone")
  func reminders() throws {
    // Who is late is worked out in FollowUpTests: the answer of S15 (P13) came meanwhile, and P15 is asked for S18 and S20.
    let told = try system.vigie(
      "senacs", "reminders", "2025", "--as-of", "2025-12-31", "--lang", "fr", "--format", "json",
      "--mail", "\(system.home)/mails", "--merge", "\(system.home)/merge.csv")
    #expect(told.code == 0, "\(told.errors)")
    #expect(try JSONSerialization.jsonObject(with: Data(told.output.utf8)) is [String: Any])
    #expect(told.errors.contains("3 courriels dans ") && told.errors.contains("3 personnes dans "))

    let files = try FileManager.default.contentsOfDirectory(atPath: "\(system.home)/mails")
    #expect(files.sorted() == ["P10.eml", "P15.eml", "P35.eml"])
    for file in files {
      #expect(try rights("mails/\(file)") == 0o600)
      let mail = try text("mails/\(file)")
      let headers = mail.prefix(upTo: try #require(mail.range(of: "\r\n\r\n")).lowerBound)
        .components(separatedBy: "\r\n")
      #expect(headers.contains("X-Unsent: 1") && !headers.contains { $0.hasPrefix("From:") })
      let address = file.replacing(".eml", with: "@example.org").lowercased()
      #expect(headers.contains(" <\(address)>"), "\(headers)")
    }
    // Both structures' names are ASCII, so they stand in the mail as they are.
    let both = try text("mails/P15.eml").replacing("=\r\n", with: "")
    #expect(both.contains("EVS Exemple 18") && both.contains("EVS Exemple 20"))

    let lines = try text("merge.csv").split(separator: "\n")
    #expect(lines.count == 4 && lines[0].contains("courriel;prénom;nom;"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(system.home)/merge.csv"))
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(lines.dropFirst().allSatisfy { $0.contains("@example.org;") && $0.hasSuffix("/2025") })
    #expect(try rights("merge.csv") == 0o600)

    let again = try system.vigie(
      "senacs", "reminders", "2025", "--as-of", "2025-12-31", "--lang", "en",
      "--mail", "\(system.home)/mails")
    #expect(again.code == 1 && again.errors.contains("exists already"))
  }

  @Test("the days on which approvals end, and a campaign's last day, are calendars")
  func calendars() throws {
    // acceptance/golden-year: the approvals of S17 and S14 end by the end of 2026.
    let told = try system.vigie(
      "registry", "approvals", "--as-of", "2025-12-31", "--ending-by", "2026-12-31",
      "--lang", "fr", "--ics", "\(system.home)/approvals.ics")
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.contains("S14") && told.errors.contains("2 jours dans "))
    #expect(
      try values("UID", in: "approvals.ics") == [
        "approval-end-S14@vigie", "approval-end-S17@vigie",
      ])
    #expect(try values("DTSTART;VALUE=DATE", in: "approvals.ics") == ["20261231", "20251231"])
    #expect(try values("DTEND;VALUE=DATE", in: "approvals.ics") == ["20270101", "20260101"])
    #expect(
      try values("SUMMARY", in: "approvals.ics") == [
        "Fin d'agrément : Centre social Exemple 14", "Fin d'agrément : Centre social Exemple 17",
      ])
    #expect(
      try values("DESCRIPTION", in: "approvals.ics").allSatisfy {
        $0.hasSuffix(#"\nDONNÉES FICTIVES"#)
      })
    #expect(try rights("approvals.ics") == 0o600)

    // The campaign of 2025 closes on 2025-06-30: Tests/Golden/campaigns.csv. Both commands write the same event.
    let opened = try system.vigie("senacs", "open", "2025", "--ics", "\(system.home)/open.ics")
    let missing = try system.vigie(
      "senacs", "missing", "2025", "--ics", "\(system.home)/missing.ics")
    #expect(opened.code == 0 && missing.code == 0, "\(opened.errors) \(missing.errors)")
    for file in ["open.ics", "missing.ics"] {
      #expect(try values("UID", in: file) == ["campaign-closing-2025@vigie"])
      #expect(try values("DTSTART;VALUE=DATE", in: file) == ["20250630"])
    }

    // Without a row there is no calendar, since a calendar has at least one event.
    let none = try system.vigie(
      "registry", "approvals", "--as-of", "2025-12-31", "--ending-by", "2025-12-31",
      "--structure", "S14", "--lang", "en", "--ics", "\(system.home)/none.ics")
    #expect(none.code == 0 && none.errors.contains("No day to note"), "\(none.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(system.home)/none.ics"))
  }

  @Test("agreements, sessions and meetings have calendars too; what is cancelled says so")
  func lists() throws {
    let year = ["--from", "2025-01-01", "--to", "2025-12-31"]
    for (words, about) in [
      (["training", "sessions"] + year, "session-"),
      (["evaluation", "meetings", "--year", "2025"], "meeting-"),
    ] {
      let file = "\(words[1]).ics"
      let told = try RunningSystem.vigie(
        words + ["--format", "csv", "--ics", "\(system.home)/\(file)"], home: system.home)
      #expect(told.code == 0, "\(told.errors)")
      let rows = told.output.split(separator: "\n").dropFirst()
      let found = try values("UID", in: file)
      #expect(!rows.isEmpty && found.count == rows.count, "\(file)")
      #expect(found.allSatisfy { $0.hasPrefix(about) && $0.hasSuffix("@vigie") })
    }
    // acceptance/golden-year: M05 is cancelled.
    let statuses = try values("STATUS", in: "meetings.ics")
    #expect(!statuses.isEmpty && statuses.allSatisfy { $0 == "CANCELLED" })
  }
}
