import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

@Suite(
  "The exchange's queues, through processes", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct ExchangeTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Counts the rows of a golden file; with a structure, only those that name it.
  private func rows(_ file: String, of structure: String? = nil) throws -> Int {
    let text = try String(contentsOfFile: "\(RunningSystem.golden)/\(file)", encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).dropFirst()
    return rows.count { row in
      structure.map { row.split(separator: ";").contains(Substring($0)) } ?? true
    }
  }

  private func answer(_ structure: String, _ code: String, items: String = "80") -> [String: String]
  {
    [
      "campaign": "2024", "structure_code": structure, "submission_code": code,
      "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
      "base_items_answered": items,
    ]
  }

  @Test("each row that was loaded is a message, once, in one gapless order")
  func everything() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "all", types: ["vigie.senacs."]))
    // All rows of the golden campaigns.csv and submissions.csv are taken: expected.md refuses none of them.
    let count = try rows("campaigns.csv") + rows("submissions.csv")

    let events = try await partner.take("all", count)

    #expect(events.count { $0.type == "vigie.senacs.v1.questionnaire-submitted" } == 30)
    #expect(Set(events.map(\.id)).count == count)
    #expect(events.map(\.sequence) == events.map(\.sequence).sorted())
    #expect(try await partner.pull("all").messages.isEmpty)
    let state = try await partner.call(ListSubscriptions()).subscriptions.first
    #expect(state?.acknowledged == count && state?.backlog == 0 && state?.inFlight == 0)
    await partner.close()
  }

  @Test("a key sees its territory, what is about no place, and nothing about people")
  func territory() async throws {
    let villeurbanne = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let everything = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await everything.call(CreateSubscription(name: "all", types: ["vigie.senacs."]))
    _ = try await everything.take("all", rows("campaigns.csv") + rows("submissions.csv"))

    _ = try await villeurbanne.call(CreateSubscription(name: "mine"))
    var seen: [Event] = []
    while case let batch = try await villeurbanne.pull("mine"), !batch.messages.isEmpty {
      seen += try batch.messages.map(Event.init)
    }

    // Villeurbanne (69266) has S06 alone. Body B02 covers Villeurbanne and Lyon.
    let answers = seen.filter { $0.type == "vigie.senacs.v1.questionnaire-submitted" }
    #expect(answers.count == (try rows("submissions.csv", of: "S06")))
    #expect(Set(seen.compactMap(\.subject)).isSubset(of: ["S06", "69266", "B02"]))
    for event in seen {
      #expect(event.territories.isEmpty || event.territories.contains("69266"), "\(event)")
    }
    let people = ["attendance", "mandate", "person", "answer-recorded", "diagnosis"]
    #expect(!seen.contains { event in people.contains { event.type.contains($0) } })
    let refused = await status {
      var request = CreateSubscription(name: "theirs")
      request.territories = ["69149"]
      return try await villeurbanne.call(request)
    }
    #expect(refused?.details?.reason == "TERRITORY_UNKNOWN" && refused?.code == .notFound)
    // To this key, another key's subscription does not exist.
    let other = await status { try await villeurbanne.pull("all") }
    #expect(other?.details?.reason == "SUBSCRIPTION_UNKNOWN")
    await villeurbanne.close()
    await everything.close()
  }

  @Test("an answer holds for its delivery only; what is not answered comes again, then dies")
  func leases() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    var request = CreateSubscription(name: "q", types: ["vigie.senacs.v1.questionnaire"])
    request.leaseMilliseconds = 1000
    request.maxAttempts = 2
    request.backoffMilliseconds = 0
    _ = try await partner.call(request)
    let first = try #require(try await partner.pull("q", 1, wait: 20_000).messages.first)
    #expect(first.attempt == 1)

    // The lease of a second passes, so the message goes out again as another delivery.
    var second: DeliveredMessage?
    while second == nil {
      second = try await partner.pull("q", 1000, wait: 500).messages.first { $0.attempt == 2 }
    }
    #expect(second?.sequence == first.sequence)
    let stale = try await partner.call(
      SettleMessages(subscription: "q", acknowledge: [first.token]))
    #expect(stale == .init(settled: 0, stale: [first.token]))
    var terminate = SettleMessages(subscription: "q")
    terminate.terminate = [.init(token: try #require(second).token, reason: "not for us")]
    #expect(try await partner.call(terminate).settled == 1)

    let dead = try await partner.call(ListDeadLetters(subscription: "q")).deadLetters
    #expect(dead.contains { $0.sequence == first.sequence && $0.reason == "not for us" })
    let state = try await partner.call(ListSubscriptions()).subscriptions.first
    #expect(state?.stale == 1)
    let again = try await partner.call(
      SettleDeadLetters(
        subscription: "q", action: .requeue, sequences: [SequenceNumber(clamping: first.sequence)]))
    #expect(again.count == 1)
    var back: DeliveredMessage?
    while back == nil {
      back = try await partner.pull("q", 1000, wait: 500).messages.first {
        $0.sequence == first.sequence
      }
    }
    #expect(back?.attempt == 1)
    await partner.close()
  }

  @Test("what is too old for its first delivery is a dead letter, and comes when it is requeued")
  func timeToLive() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    var request = CreateSubscription(name: "t", types: ["vigie.senacs.v1.campaign"])
    request.timeToLiveMilliseconds = 1
    _ = try await partner.call(request)
    // Both campaigns were logged more than a millisecond before anybody could pull them.
    var dead: [ListDeadLetters.DeadLetter] = []
    while dead.count < 2 {
      #expect(try await partner.pull("t", wait: 500).messages.isEmpty)
      dead = try await partner.call(ListDeadLetters(subscription: "t")).deadLetters
    }
    #expect(dead.map(\.reason) == ["EXPIRED", "EXPIRED"])

    _ = try await partner.call(SettleDeadLetters(subscription: "t", action: .requeue))

    #expect(try await partner.pull("t", wait: 20_000).messages.count == 2)
    await partner.close()
  }

  @Test("in an ordered subscription one message a structure is out, the next after its answer")
  func ordered() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "o", types: ["vigie.senacs.v1.questionnaire"], ordered: true))
    var order: [String: [Int]] = [:]
    var count = 0
    while count < 30 {
      let batch = try await partner.pull("o", 1000, wait: 20_000)
      try #require(!batch.messages.isEmpty)
      let events = try batch.messages.map(Event.init)
      #expect(Set(events.compactMap(\.subject)).count == events.count, "two of one structure")
      for event in events { order[event.subject ?? "", default: []].append(event.sequence) }
      count += events.count
      var settle = SettleMessages(subscription: "o")
      settle.acknowledgeThrough = batch.messages.last?.token
      #expect(try await partner.call(settle).stale.isEmpty)
    }
    for (structure, sequences) in order {
      #expect(sequences == sequences.sorted(), "\(structure)")
    }
    await partner.close()
  }

  @Test("a submission is taken over once, and its outcome comes to its caller alone")
  func submissions() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    let other = try await Partner.join(system, as: "bron", territories: ["69029"])
    for one in [partner, other] {
      _ = try await one.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    }
    let rows = [answer("S06", "X-1"), answer("S07", "X-2"), answer("S06", "X-3", items: "many")]

    let receipt = try await partner.submit("submissions.csv", rows, key: "mine-1")
    let again = try await partner.submit("submissions.csv", rows, key: "mine-1")
    let reused = await status {
      try await partner.submit("submissions.csv", [rows[0]], key: "mine-1")
    }

    #expect(!receipt.duplicate && again == .init(submission: receipt.submission, duplicate: true))
    #expect(reused?.details?.reason == "IDEMPOTENCY_KEY_REUSED")
    let (type, data) = try await partner.outcome("out")
    #expect(type == "vigie.exchange.v1.submission-refused")
    #expect(data.submission == receipt.submission && data.key == "mine-1" && data.loaded == 1)
    // S07 lies in Bron, so for Villeurbanne it does not exist.
    #expect(
      data.refused.map { "\($0.row) \($0.column) \($0.value) \($0.code)" } == [
        "3 structure_code S07 UNKNOWN_STRUCTURE", "4 base_items_answered many BAD_NUMBER",
      ])
    #expect(data.refused.allSatisfy { !$0.text.isEmpty && $0.text != $0.textFR })
    #expect(try await other.pull("out", wait: 500).messages.isEmpty)
    #expect(
      await status {
        try await other.call(
          GetSubmission(submission: SequenceNumber(clamping: receipt.submission)))
      }?
      .details?.reason == "SUBMISSION_UNKNOWN")
    await partner.close()
    await other.close()
  }

  @Test(
    "answers by a codebook are taken from the queue as they are from a file, cut and told alike")
  func answersByCodebook() async throws {
    let codebook = "\(system.home)/codebook.json"
    try Data(SenacsAnswersTests.codebook.utf8).write(to: URL(fileURLWithPath: codebook))
    let set = try system.vigie("senacs", "codebook", "2025", "--set", codebook)
    try #require(set.code == 0, "\(set.errors)")
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    func row(_ structure: String, _ cells: [String: String]) -> [String: String] {
      [
        "campagne": "2025", "code_structure": structure, "statut": "valide",
        "date_validation": "2025-05-15",
      ].merging(cells) { $1 }
    }

    // S06 lies in Villeurbanne, S07 in Bron. The others: another campaign, and a second answer of S06 with 6 FTE of 5
    // employees.
    _ = try await partner.submit(
      AnswersFile.name,
      [
        row("S06", ["salaries": "5", "etp": "4.5"]), row("S07", ["salaries": "5"]),
        row("S06", ["campagne": "2024"]), row("S06", ["salaries": "5", "etp": "6"]),
      ])
    let (type, data) = try await partner.outcome("out")
    #expect(type == "vigie.exchange.v1.submission-refused" && data.loaded == 1)
    #expect(
      data.refused.map { "\($0.row) \($0.column) \($0.value) \($0.code)" } == [
        "3 code_structure S07 UNKNOWN_STRUCTURE", "4 code_structure S06 DUPLICATE_ROW",
        "5 code_structure S06 DUPLICATE_ROW",
      ], "\(data.refused)")
    #expect(data.findings.contains { $0.column == "q1" && $0.code == "MISSING_COLUMN" })
    _ = try await partner.submit(
      AnswersFile.name, [row("S06", ["salaries": "5", "etp": "6"])])
    #expect(try await partner.outcome("out").data.refused.map(\.code) == ["PART_EXCEEDS_WHOLE"])
    _ = try await partner.submit(AnswersFile.name, [["code_structure": "S06"]])
    #expect(try await partner.outcome("out").data.reason == "SUBJECT_MISSING")
    _ = try await partner.submit(AnswersFile.name, [row("S06", ["campagne": "1999"])])
    #expect(try await partner.outcome("out").data.reason == "CAMPAIGN_UNKNOWN")
    let sheet = try system.vigie("senacs", "sheet", "2025", "S06", "--format", "json")
    #expect(sheet.code == 0, "\(sheet.errors)")
    await partner.close()
  }

  @Test("a partner cannot correct a row about another territory, nor bring one about nothing")
  func othersRows() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))

    // SUB24-07 is an answer of S07, in Bron. M01 is a meeting of body B01, in Pierre-Bénite (69152). P01 attends T01 for S01,
    // and the row about P02 names no structure.
    _ = try await partner.submit("submissions.csv", [answer("S06", "SUB24-07")])
    let answers = try await partner.outcome("out")
    _ = try await partner.submit(
      "veille_meetings.csv",
      [["meeting_code": "M01", "body_code": "B02", "held_on": "2025-03-12", "state": "cancelled"]])
    let meetings = try await partner.outcome("out")
    _ = try await partner.submit(
      "attendance.csv",
      [
        [
          "session_code": "T01", "person_code": "P01", "structure_code": "S06",
          "audience": "employee", "status": "absent",
        ],
        [
          "session_code": "T01", "person_code": "P02", "audience": "employee", "status": "absent",
        ],
      ])
    let attendance = try await partner.outcome("out")

    for outcome in [answers, meetings, attendance] {
      #expect(outcome.type == "vigie.exchange.v1.submission-refused")
      #expect(outcome.data.loaded == 0)
    }
    let told = (answers.data.refused + meetings.data.refused + attendance.data.refused).map {
      "\($0.row) \($0.column) \($0.value) \($0.code)"
    }
    #expect(
      told == [
        "2 submission_code SUB24-07 KEY_TAKEN", "2 meeting_code M01 KEY_TAKEN",
        "2 person_code P01 UNKNOWN_PERSON", "3 structure_code  MISSING_VALUE",
      ])
    await partner.close()
  }

  @Test("a submission waits for a service that is down, and outlives the exchange's own death")
  func waitingSubmission() async throws {
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    system.stop("senacs")

    let receipt = try await partner.submit("submissions.csv", [answer("S06", "X-9")])
    system.stop("exchange", by: SIGKILL)
    try system.start("exchange")
    #expect(
      try await partner.call(
        GetSubmission(submission: SequenceNumber(clamping: receipt.submission))
      ).state == "pending")
    try system.start("senacs")

    let (type, data) = try await partner.outcome("out")
    #expect(type == "vigie.exchange.v1.submission-accepted" && data.loaded == 1)
    await partner.close()
  }

  @Test("a killed exchange loses no message and forgets no acknowledgement")
  func killed() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "k", types: ["vigie.senacs.v1.questionnaire"]))
    let first = try await partner.pull("k", 10, wait: 20_000)
    _ = try await partner.call(
      SettleMessages(subscription: "k", acknowledge: first.messages.prefix(4).map(\.token)))

    system.stop("exchange", by: SIGKILL)
    try system.start("exchange")
    // Six messages were out without an answer. They may still be acknowledged, since nobody else has them.
    let late = try await partner.call(
      SettleMessages(subscription: "k", acknowledge: first.messages.dropFirst(4).map(\.token)))

    #expect(late.stale.isEmpty)
    let rest = try await partner.take("k", 20)
    #expect(Set(rest.map(\.sequence)).isDisjoint(with: first.messages.map(\.sequence)))
    #expect(try await partner.pull("k").messages.isEmpty)
    await partner.close()
  }

  @Test("a stop in order gives the leases back at once, the attempt not counted")
  func stopped() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(
      CreateSubscription(name: "s", types: ["vigie.senacs.v1.questionnaire"]))
    let first = try await partner.pull("s", 5, wait: 20_000)

    system.stop("exchange")
    try system.start("exchange")
    let again = try await partner.pull("s", 5, wait: 20_000)

    #expect(again.messages.map(\.sequence) == first.messages.map(\.sequence))
    #expect(again.messages.allSatisfy { $0.attempt == 1 })
    await partner.close()
  }

  @Test("what retention deleted is told as a gap, with its range")
  func gap() async throws {
    let partner = try await Partner.join(system, as: "auditor-1", role: "auditor")
    _ = try await partner.call(CreateSubscription(name: "g", types: ["vigie.senacs."]))
    _ = try await partner.pull("g", 1, wait: 20_000)
    system.stop("exchange")
    try system.configure("exchange") { $0["retentionMessages"] = 3 }
    try system.start("exchange")

    let operators = try await Partner.join(system, as: "auditor-2", role: "auditor")
    var statistics = try await operators.call(GetExchangeStatistics())
    while statistics.lastSequence - statistics.firstSequence >= 3 {
      statistics = try await operators.call(GetExchangeStatistics())
    }
    _ = try await operators.call(CreateSubscription(name: "fresh"))
    let batch = try await partner.pull("g")
    let gap = try #require(batch.gap)
    #expect(gap.through == statistics.firstSequence - 1 && gap.from <= gap.through)
    // A subscription that begins at the earliest message kept has no gap.
    #expect(try await operators.pull("fresh").gap == nil)
    await partner.close()
    await operators.close()
  }
}
