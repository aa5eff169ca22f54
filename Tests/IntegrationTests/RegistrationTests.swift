import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// Registration, waiting lists and attendance by half-day, on acceptance/golden-year. T03 is planned for 2025-12-10: 5 places and 2
/// half-days; P04 is registered and was there, P13 waits since 2025-11-02 and P09 since 2025-11-03.
@Suite("Registration for trainings", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct RegistrationTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func training(_ words: String...) throws -> RunningSystem.Result {
    try RunningSystem.vigie(["training"] + words + ["--lang", "en"], home: system.home)
  }

  private func objects(_ words: String...) throws -> [[String: Any]] {
    try RunningSystem.vigie(
      ["training"] + words + ["--format", "json", "--lang", "en"], home: system.home
    ).objects()
  }

  /// Changes one record by `vigie change`.
  private func change(_ words: String...) throws {
    let told = try RunningSystem.vigie(
      ["change"] + words + ["--yes", "--lang", "en"], home: system.home)
    try #require(told.code == 0, "\(told.output) \(told.errors)")
  }

  /// The people of T03: code → the enrolment's state.
  private func states() throws -> [String: String] {
    try objects("attendance", "T03").reduce(into: [:]) { states, row in
      if let code = row["person_code"] as? String { states[code] = row["enrolment"] as? String }
    }
  }

  @Test("two who register at once for the last place do not both get it")
  func lastPlace() async throws {
    // 4 places − P04: 3 are left. P13 and P09 wait for two of them.
    try change("sessions", "session_code=T03", "capacity=4")
    let caller = try await Caller.join(system, as: "trainer", .federation)
    let day = try #require(CivilDate("2025-12-01"))
    let replies: [RegisterForSession.Reply] = try await withThrowingTaskGroup(
      of: RegisterForSession.Reply.self
    ) { group in
      for person in ["P20", "P21", "P10", "P22"] {
        group.addTask {
          try await caller.call(
            "training",
            RegisterForSession(sessionCode: "T03", personCode: person, enrolledOn: day))
        }
      }
      return try await group.reduce(into: [RegisterForSession.Reply]()) { $0.append($1) }
    }
    await caller.close()

    #expect(replies.count { $0.state == "registered" } == 1)
    #expect(replies.compactMap(\.queuePlace).sorted() == [3, 4, 5])
    #expect(replies.allSatisfy { $0.change == "added" && $0.free == 2 })
  }

  @Test("who cancels makes room for the first who waits, who is named and written to")
  func cancelled() throws {
    try change("sessions", "session_code=T03", "capacity=1")
    let full = try training("register", "T03", "P20", "--structure", "S01", "--on", "2025-12-01")
    #expect(full.code == 0 && full.output.contains("at place 3"), "\(full.output) \(full.errors)")
    let again = try training("register", "T03", "P20")
    #expect(again.output.contains("Nothing to change") && again.output.contains("at place 3"))
    // Another structure is taken over, and the place in the queue stays.
    let moved = try training("register", "T03", "P20", "--structure", "S02")
    #expect(moved.output.contains("at place 3") && !moved.output.contains("Nothing to change"))
    let line = try objects("attendance", "T03").first { $0["person_code"] as? String == "P20" }
    #expect(line?["structure_code"] as? String == "S02")

    let told = try training("cancel", "T03", "P04", "--mail", "\(system.home)/drafts")
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.contains("P13 Sacha Fictif-P13, p13@example.org"), "\(told.output)")
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(system.home)/drafts")
    #expect(files == ["P13.eml"])
    let mail = try String(contentsOfFile: "\(system.home)/drafts/P13.eml", encoding: .utf8)
    #expect(mail.contains(" <p13@example.org>\r\n") && mail.contains("X-Unsent: 1"))
    #expect(mail.contains("Content-Type: text/calendar;"))
    var now = try states()
    #expect(now["P04"] == "cancelled" && now["P13"] == "registered" && now["P09"] == "waiting")

    let twice = try training("cancel", "T03", "P04")
    #expect(twice.code == 0 && twice.output.contains("Nothing to change"), "\(twice.output)")

    // A single fact leaves the queue as it is; then P09 asks once more.
    try change("enrolments", "session_code=T03", "person_code=P13", "state=cancelled")
    now = try states()
    #expect(now["P13"] == "cancelled" && now["P09"] == "waiting" && now["P20"] == "waiting")
    let asked = try training("register", "T03", "P09")
    #expect(asked.code == 0 && asked.output.contains("places left: 0"), "\(asked.output)")
    #expect(try states()["P09"] == "registered")
    // Whoever only waits gives no place back.
    let waited = try training("cancel", "T03", "P20")
    #expect(waited.output.contains("Nobody moves up") && waited.output.contains("Waiting: 0"))
  }

  @Test("probable duplicates are told at registration; what cannot be is refused with its reason")
  func refused() throws {
    // acceptance/golden-year: P04 and P72 have the same name.
    let told = try training("register", "T03", "P72")
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.contains("P04 and P72"), "\(told.output)")
    #expect(!told.output.contains("P71"), "\(told.output)")
    for (words, reason) in [
      (["register", "T02", "P20"], "SESSION_NOT_PLANNED"),
      (["register", "T99", "P20"], "UNKNOWN_SESSION"),
      (["register", "T03", "P99"], "UNKNOWN_PERSON"),
      (["register", "T03", "P20", "--structure", "S99"], "UNKNOWN_STRUCTURE"),
      (["cancel", "T03", "P20"], "NOT_ENROLLED"),
      (["cancel", "T02", "P10"], "SESSION_NOT_PLANNED"),
      (["session", "T99"], "UNKNOWN_SESSION"),
    ] {
      let refused = try RunningSystem.vigie(
        ["training"] + words + ["--lang", "en"], home: system.home)
      #expect(refused.code == 1 && refused.errors.contains(reason), "\(words): \(refused.errors)")
    }
    #expect(try states()["P20"] == nil)
  }

  @Test("the federation finds a code by a name, and records somebody new before the registration")
  func newcomers() throws {
    try system.goOn(as: "federation")
    func told(_ words: String...) throws -> RunningSystem.Result {
      try system.vigieOnceAllowed(words + ["--lang", "en"])
    }
    try #require(told("training", "session", "T03").code == 0)
    // P04 Inventée-P04 is of S02, a member. P72 Inventee p04 has no mandate: the federation is not told.
    let rows = try told("people", "find", "INVENTEE p04", "--format", "json").objects()
    #expect(rows.map { $0["person_code"] as? String } == ["P04"])
    #expect(rows.first?["structures"] as? [String] == ["S02"])
    let mail = try told("people", "find", "maxence", "--structure", "S14", "--format", "csv")
    #expect(mail.output.contains("P12") && !mail.output.contains("P04"), "\(mail.output)")
    #expect(!mail.output.contains("@"))
    #expect(try told("people", "find", "...").errors.contains("BAD_FIELD"))

    let register = ["training", "register", "T03", "--lang", "en", "--given-name"]
    let alike = try system.vigieOnceAllowed(
      register + ["Maxence", "--family-name", "Inventée-P04", "--structure", "S02"])
    #expect(alike.code == 64 && alike.output.contains("P04"), "\(alike.output)\(alike.errors)")
    #expect(try states().count == 3)
    // S12 is no member of the federation.
    let other = try system.vigieOnceAllowed(
      register + ["Noé", "--family-name", "Fictif-Neuf", "--structure", "S12"])
    #expect(other.code == 1 && other.errors.contains("OTHER_STRUCTURE"), "\(other.errors)")

    // Nobody is recorded for a session that does not take them: P84 is free afterwards.
    for (session, word) in [("T99", "UNKNOWN_SESSION"), ("T02", "is held")] {
      let nowhere = try system.vigieOnceAllowed(
        ["training", "register", session, "--lang", "en", "--given-name", "Noé"]
          + ["--family-name", "Fictif-Neuf", "--structure", "S02"])
      #expect(nowhere.code == 1 && nowhere.errors.contains(word), "\(nowhere.errors)")
    }
    let done = try system.vigieOnceAllowed(
      register + ["Noé", "--family-name", "Fictif-Neuf", "--structure", "S02"])
    // P83 is the last code of people.csv.
    #expect(
      done.code == 0 && done.output.contains("P84 has a place"), "\(done.output)\(done.errors)")
    let people = try objects("attendance", "T03").first { $0["person_code"] as? String == "P84" }
    #expect(people?["name"] as? String == "Noé Fictif-Neuf")
    #expect(people?["structure_code"] as? String == "S02")
    let again = try told("people", "find", "fictif neuf", "--format", "csv")
    #expect(again.output.contains("P84"), "\(again.output)")

    try system.goOnAsOperator()
    let audit = try system.vigie("audit", "show", "--format", "csv")
    #expect(audit.output.contains(RecordParticipant.method), "\(audit.errors)")
    #expect(audit.output.contains(FindPeople.method))
  }

  @Test("whoever has a place under another code of the same person gets no second one")
  func merged() throws {
    // acceptance/golden-year: P04 and P72 have the same name; P04 has a place in T03.
    let merged = try RunningSystem.vigie(
      ["people", "merge", "P72", "P04", "--yes", "--lang", "en"], home: system.home)
    #expect(merged.code == 0, "\(merged.output) \(merged.errors)")
    let told = try training("register", "T03", "P72")
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.contains("Nothing to change: P72 has a place"), "\(told.output)")
    #expect(try states() == ["P04": "registered", "P13": "waiting", "P09": "waiting"])
    let gone = try training("cancel", "T03", "P72")
    #expect(gone.code == 0 && gone.output.contains("P13 Sacha"), "\(gone.output)\(gone.errors)")
    #expect(try states() == ["P04": "cancelled", "P13": "registered", "P09": "waiting"])
  }

  @Test("half-days are loaded with their times, and attendance says which of them")
  func halfDays() throws {
    let file = "\(system.home)/half_days.csv"
    try Data(
      """
      session_code;half_day;day;starts;ends
      T03;1;10/12/2025;9h;12h30
      T03;2;2025-12-10;14:00;17:30
      T03;3;2025-12-10;18:00;20:00
      T03;2;2025-12-10;14:00;13:00
      T99;1;2025-12-10;14:00;17:00
      T02;1;2025-11-26;9.30;12:00
      T02;2;2025-11-29;9:30;12:00

      """.utf8
    ).write(to: URL(fileURLWithPath: file))
    let loaded = try PrintedImport.read(
      system.vigie("import", file, "--fictitious", "--format", "json").output)
    #expect(loaded.loaded == 3)
    // T02 ends on 2025-11-28.
    #expect(
      loaded.findings.filter { $0.code == "HALF_DAY_OUTSIDE" }.map(\.row) == [8])
    #expect(
      loaded.refused.map { "\($0.row) \($0.column) \($0.code)" } == [
        "4 half_day OUT_OF_RANGE", "5 ends INTERVAL_REVERSED", "6 session_code UNKNOWN_SESSION",
        "7 starts BAD_FORMAT",
      ])

    let noted = try training("attendance", "T03", "P04", "--half-days", "2,1")
    #expect(noted.code == 0 && noted.output.contains("half-days 1, 2 (2 of 2)"), "\(noted.errors)")
    let row = try #require(
      try objects("attendance", "T03").first { $0["person_code"] as? String == "P04" })
    #expect(row["half_days_attended"] as? [String] == ["1", "2"])
    #expect(row["structure_code"] as? String == "S02" && row["half_days_present"] as? Int == 2)
    let beyond = try training("attendance", "T03", "P04", "--half-days", "1,3")
    #expect(beyond.code == 1 && beyond.errors.contains("OUT_OF_RANGE"), "\(beyond.errors)")
    let alone = try RunningSystem.vigie(
      ["change", "attendance", "session_code=T03", "person_code=P04", "half_days_present=1"],
      home: system.home)
    #expect(alone.code == 3 && alone.output.contains("HALF_DAYS_UNCLEAR"), "\(alone.output)")
    let absent = try training("attendance", "T03", "P09", "--absent")
    #expect(absent.code == 0, "\(absent.errors)")
    #expect(try training("attendance", "T03", "P09").code == 64)

    // A calendar, a mail and the sheet to sign have the times without being told them again.
    let asked = try training(
      "invitations", "T03", "--ics", "\(system.home)/t03.ics", "--mail", "\(system.home)/mails")
    #expect(asked.code == 0, "\(asked.errors)")
    let calendar = try String(contentsOfFile: "\(system.home)/t03.ics", encoding: .utf8)
    // 14:00 in Paris is 13:00 UTC in December.
    #expect(calendar.contains("DTSTART:20251210T130000Z\r\nDTEND:20251210T163000Z\r\n"))
    let mail = try String(contentsOfFile: "\(system.home)/mails/P04.eml", encoding: .utf8)
    #expect(mail.contains("- on 2025-12-10, 09:00 to 12:30\r\n"), "\(mail)")
    #expect(mail.contains("Content-Type: text/calendar;"))
    let signed = try training("sheet", "T03", "--html", "\(system.home)/t03.html")
    #expect(signed.code == 0, "\(signed.errors)")
    let page = try String(contentsOfFile: "\(system.home)/t03.html", encoding: .utf8)
    #expect(page.contains("2025-12-10 09:00–12:30"), "\(page)")

    let session = try training("session", "T03")
    #expect(session.output.contains("1: 2025-12-10 09:00-12:30"), "\(session.output)")
    #expect(session.output.contains("Alix Fictif-P09") && session.output.contains("absent"))
  }

  @Test("a structure sees the coming sessions and no people")
  func catalogue() throws {
    try system.goOn(as: "structure", of: "S02")
    let told = try system.vigieOnceAllowed(
      "training", "catalogue", "--from", "2025-12-01", "--until", "2025-12-31", "--format", "json",
      "--ics", "\(system.home)/catalogue.ics")
    let rows = try told.objects()
    // Of December's sessions T07 and T11 were held; T03 alone is to come.
    #expect(rows.map { $0["session_code"] as? String } == ["T03"])
    #expect(rows[0]["free"] as? Int == 4 && rows[0]["waiting"] as? Int == 2)
    #expect(!told.output.contains("P04"))
    let calendar = try String(contentsOfFile: "\(system.home)/catalogue.ics", encoding: .utf8)
    #expect(calendar.contains("DTSTART;VALUE=DATE:20251210") && calendar.contains("T03"))
    let people = try training("session", "T03")
    #expect(people.code == 1 && people.errors.contains("ROLE_NEEDED"), "\(people.errors)")
  }
}
