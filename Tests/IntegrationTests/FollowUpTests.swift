import Foundation
import TestSupport
import Testing

/// The golden campaigns over the years, and whom to remind; the numbers are worked out by hand from `Tests/Golden`.
@Suite("A campaign followed up", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct FollowUpTests {
  private struct Row: Decodable {
    let campaign, scope: String
    let dataYear, collectionYear, expected, answered, onTime, restatedExpected,
      restatedAnswered: Int
  }

  private struct Line: Decodable {
    struct Reminder: Decodable {
      let code, reason: String
      let hasNewDirector, isVacant: Bool
      let lastAnswered, person, function, from: String?
    }
    struct Contact: Decodable { let familyName, email: String }
    let reminder: Reminder
    let contact: Contact?
  }

  @Test("each campaign's participation is that of the golden figures of its year")
  func trajectory() throws {
    let system = try RunningSystem()
    try system.load()
    for (campaign, file, day) in [
      ("2025", "expected", "2025-12-31"), ("2024", "expected-2024", "2024-12-31"),
    ] {
      let told = try system.vigie("senacs", "trajectory", "--as-of", day, "--format", "json")
      struct Reply: Decodable { let rows: [Row] }
      let rows = try JSONDecoder().decode(Reply.self, from: Data(told.output.utf8)).rows
      #expect(rows.map(\.campaign) == ["2024", "2025"].flatMap { Array(repeating: $0, count: 5) })
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/\(file).json"))
      let figures = try PrintedFigure.read(data)
      #expect(figures["I1 all"] != nil)
      for row in rows where row.campaign == campaign {
        #expect(row.dataYear == Int(campaign)! - 1 && row.collectionYear == Int(campaign))
        for (code, answered, expected) in [
          ("I1", row.answered, row.expected), ("I1-on-time", row.onTime, row.expected),
          ("I1-restated", row.restatedAnswered, row.restatedExpected),
        ] {
          // For 2024 the golden page has figures of the whole network alone.
          guard let figure = figures["\(code) \(row.scope)"] else { continue }
          #expect(
            figure.numerator == Decimal(answered) && figure.denominator == Decimal(expected),
            "\(campaign) \(code) \(row.scope)")
        }
      }
    }
  }

  @Test("participation by federation, zone and QPV, which every service knows of the registry")
  func traits() throws {
    let system = try RunningSystem()
    try system.load()
    struct Reply: Decodable { let rows: [Row] }
    func rates(_ trait: String) throws -> [String] {
      let told = try system.vigie(
        "senacs", "trajectory", "--as-of", "2025-12-31", "--by", trait, "--format", "json")
      return try JSONDecoder().decode(Reply.self, from: Data(told.output.utf8)).rows
        .filter { $0.campaign == "2025" }.map { "\($0.scope) \($0.answered)/\($0.expected)" }
    }
    // Expected are S01 S02 S03 S09-S20; without an answer are S10 S13 S15 S18 S19 S20. Federated are S01 S02 S03 S09 S11 S13
    // S14 S17 S19; rural are S02 S10 S12 S14 S20; in a QPV are S01 S03 S09 S13 S16 S17.
    #expect(
      try rates("federation") == [
        "federated:true 7/9", "federated:false 2/6", "federated:unknown 0/0",
      ])
    #expect(try rates("zone") == ["zone:urban 6/10", "zone:rural 3/5", "zone:unknown 0/0"])
    #expect(try rates("qpv") == ["qpv:true 5/6", "qpv:false 4/9", "qpv:unknown 0/0"])
    #expect(try system.vigie("senacs", "trajectory", "--by", "age").code == 64)
  }

  @Test("every structure has the reason why it is asked or not, as it was frozen and as it is now")
  func expected() throws {
    struct Reply: Decodable {
      struct Entry: Decodable {
        let code, state: String
        let frozen, firstApproval, approvedTo: String?
      }
      let entries: [Entry]
      let isFrozen: Bool
    }
    func list(_ system: RunningSystem) throws -> Reply {
      let told = try system.vigie("senacs", "expected", "2025", "--format", "json")
      return try JSONDecoder().decode(Reply.self, from: Data(told.output.utf8))
    }
    let system = try RunningSystem()
    try system.load()
    let before = try list(system)
    #expect(!before.isFrozen && before.entries.allSatisfy { $0.frozen == nil })
    // The golden details of I1 list who is excluded, with the first reason that applies.
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/expected.json"))
    let golden = try PrintedFigure.read(data)["I1 all"]?.details?.excluded ?? []
    #expect(
      Set(before.entries.filter { $0.state != "EXPECTED" }.map { "\($0.code) \($0.state)" })
        == Set(golden.map { "\($0.structure_code) \($0.reason)" }))
    #expect(before.entries.count { $0.state == "EXPECTED" } == 15)

    _ = try system.vigie("senacs", "open", "2025")
    // A correction says that S01 had closed before the campaign opened on 2025-04-01.
    let file = "\(system.home)/structures.csv"
    let rows = try String(contentsOfFile: "\(RunningSystem.golden)/structures.csv", encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    let closed = try #require(rows.first { $0.hasPrefix("S01;") }) + "2025-03-01"
    try "\(rows[0])\n\(closed)\n".write(toFile: file, atomically: true, encoding: .utf8)
    let loaded = try system.vigie("import", file, "--fictitious")
    try #require(loaded.code == 0, "\(loaded.output) \(loaded.errors)")
    let after = try #require(try list(system).entries.first { $0.code == "S01" })
    #expect(after.frozen == "EXPECTED" && after.state == "CLOSED_BEFORE_OPENING")
  }

  @Test(
    "who is late and has a new director since the campaign before comes first, with whom to ask")
  func reminders() throws {
    let system = try RunningSystem()
    try system.load()
    let words = ["senacs", "reminders", "2025", "--as-of", "2025-12-31", "--lang", "en"]
    let told = try RunningSystem.vigie(words + ["--format", "json"], home: system.home)
    struct Listing: Decodable {
      let since: String
      let fictitious: Bool
      let reminders: [Line]
    }
    let listing = try JSONDecoder().decode(Listing.self, from: Data(told.output.utf8))
    #expect(listing.since == "2024-04-02" && listing.fictitious)
    let lines = listing.reminders
    // Directors are compared with those of 2024-04-02, when the campaign of 2024 opened. S10 has been closed since 2025-07-01.
    // S15 had nobody then and has P13 now. S19 had nobody between P34 and P35. In S20 P15 left the post and is coordinator. S13
    // and S18 have the same directors.
    let right = [
      "S15 RECEIVED_LATER new – 2024 P13 director",
      "S19 TOO_FEW_ITEMS new – – P35 director", "S20 NO_SUBMISSION new vacant 2024 P15 coordinator",
      "S13 TOO_FEW_ITEMS – – 2024 P10 director", "S18 DRAFT_ONLY – – – P15 director",
    ]
    #expect(
      lines.map(\.reminder).map {
        "\($0.code) \($0.reason) \($0.hasNewDirector ? "new" : "–") \($0.isVacant ? "vacant" : "–") "
          + "\($0.lastAnswered ?? "–") \($0.person ?? "–") \($0.function ?? "–")"
      } == right)
    #expect(lines[0].reminder.from == "2025-06-01" && lines[0].contact?.email == "p13@example.org")

    // Compared with the same day, no director is new.
    let same = try RunningSystem.vigie(words + ["--since", "2025-12-31"], home: system.home)
    #expect(
      same.output.contains(
        "5 structures to remind for campaign 2025. None has changed director since 2025-12-31."))

    // Without the registry the list is still printed, and it says what is missing.
    system.stop("registry")
    let without = try RunningSystem.vigie(words + ["--format", "csv"], home: system.home)
    #expect(without.code == 3 && without.errors.contains("Names and e-mail addresses"))
    #expect(
      without.output.contains("S15,EVS,") && without.output.contains(",P13,director,2025-06-01,"))
  }

  @Test(
    "whom to ask for an answer is for operators; an auditor is told no names at all",
    .timeLimit(.minutes(2)), arguments: ["federation", "structure", "auditor"])
  func roles(role: String) throws {
    let system = try RunningSystem()
    try system.goOn(as: role, of: role == "structure" ? "S15" : nil)
    let names = ["call", "vigie.registry.v1/GetContacts", #"{"people":["P13"]}"#]
    for words in [["senacs", "reminders", "2025"]] + (role == "auditor" ? [names] : []) {
      let refused = try system.vigieOnceAllowed(words)
      #expect(refused.code == 1 && refused.errors.contains("ROLE_NEEDED"), "\(refused.errors)")
    }
  }
}
