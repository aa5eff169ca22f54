import CentreNetwork
import CodebookRules
import SenacsDomain
import Testing
import Values

@testable import Contracts

@Suite("Answers to SENACS: rules, comparisons")
struct AnswerTests {
  private static let funders = Codebook(
    fields: ["total", "caf", "commune", "plus", "minus", "result", "part"].map {
      Codebook.Field($0, type: "number")
    },
    rules: [
      .init(kind: "sum", total: "total", parts: ["caf", "commune"], within: 1),
      .init(kind: "difference", field: "result", plus: "plus", minus: "minus", within: 1),
      .init(kind: "atMost", field: "part", whole: "total"),
      .init(kind: "change", percent: 50, fields: ["total"]),
    ])

  private static func codes(
    _ values: [String: String], last: [String: String]? = nil
  ) -> [String] {
    AnswerRules.remarks(on: Answer(values), funders, last: last.map(Answer.init)).map {
      "\($0.field) \($0.code) \($0.value)"
    }
  }

  @Test("the funders make the income to within 1 €, exactly at the edge")
  func sums() {
    // 60.10 + 38.90 = 99.00, which is 1.00 below the total and allowed; one cent less is more than 1 off.
    #expect(Self.codes(["total": "100", "caf": "60.10", "commune": "38.90"]) == [])
    #expect(
      Self.codes(["total": "100", "caf": "60.10", "commune": "38.89"])
        == ["total SUM_DIFFERS 98.99 ≠ 100"])
    #expect(Self.codes(["total": "100", "caf": "101", "commune": "0"]) == [])
    #expect(
      Self.codes(["total": "100", "caf": "101.01", "commune": "0"])
        == ["total SUM_DIFFERS 101.01 ≠ 100"])
  }

  @Test("what was not answered is no zero: of a sum with a part missing only the excess is told")
  func missing() {
    #expect(Self.codes(["total": "100", "caf": "40"]) == [])
    #expect(Self.codes(["total": "100", "caf": "102"]) == ["total SUM_DIFFERS 102 ≠ 100"])
    #expect(Self.codes(["total": "100"]) == [])
    #expect(Self.codes(["caf": "102", "commune": "3"]) == [])
    #expect(Self.codes(["result": "5", "plus": "10"]) == [])
    #expect(Self.codes(["part": "5"]) == [])
  }

  @Test("a part is at most its whole, and a result is the difference to within 1")
  func parts() {
    #expect(Self.codes(["total": "10", "part": "10"]) == [])
    #expect(Self.codes(["total": "10", "part": "10.5"]) == ["part PART_EXCEEDS_WHOLE 10.5 > 10"])
    #expect(Self.codes(["plus": "10", "minus": "14", "result": "-5"]) == [])
    #expect(
      Self.codes(["plus": "10", "minus": "14", "result": "-5.01"])
        == ["result DIFFERENCE_DIFFERS -5.01 ≠ 10 − 14"])
  }

  @Test("more than half up or down on the last answer is a question, half is none")
  func changes() {
    #expect(Self.codes(["total": "150"], last: ["total": "100"]) == [])
    #expect(Self.codes(["total": "50"], last: ["total": "100"]) == [])
    #expect(
      Self.codes(["total": "150.5"], last: ["total": "100"])
        == ["total CHANGED_MUCH 100 → 150.5"])
    #expect(
      Self.codes(["total": "49"], last: ["total": "100"]) == ["total CHANGED_MUCH 100 → 49"])
    // A change from 0 has no percentage, and without a last answer there is nothing to compare.
    #expect(Self.codes(["total": "9"], last: ["total": "0"]) == [])
    #expect(Self.codes(["total": "9"], last: [:]) == [])
    let remarks = AnswerRules.remarks(
      on: Answer(["total": "1"]), Self.funders, last: Answer(["total": "9"]))
    #expect(remarks.allSatisfy(\.isQuestion) && remarks.count == 1)
  }

  @Test("the greatest amounts are added and subtracted like any other")
  func extremes() throws {
    let most = "1000000000"
    #expect(
      Self.codes(["total": "0", "caf": most, "commune": most])
        == ["total SUM_DIFFERS 2000000000 ≠ 0"])
    #expect(
      Self.codes(["plus": most, "minus": "-" + most, "result": "-" + most])
        == ["result DIFFERENCE_DIFFERS -1000000000 ≠ 1000000000 − -1000000000"])
    #expect(Codebook.Sizes(field: "v", bounds: [.max]).band(of: Amount(3)) == "<\(Int.max)")
  }

  @Test("rules that cannot be followed are told when the codebook is set")
  func faults() {
    let codebook = Codebook(
      fields: [.init("a", type: "number"), .init("b")],
      rules: [
        .init(kind: "sum", total: "a", parts: ["b"]), .init(kind: "atMost", field: "a"),
        .init(kind: "guess"), .init(kind: "change", fields: ["a"]),
      ], sizes: .init(field: "b", bounds: [5, 2]))
    #expect(
      AnswerRules.faults(in: codebook) == [
        DocumentFault("RULE_FIELD", "1", "sum", "b"),
        DocumentFault("RULE_INCOMPLETE", "2", "atMost"),
        DocumentFault("RULE_INCOMPLETE", "3", "guess"),
        DocumentFault("RULE_PERCENT", "4", "change"),
        DocumentFault("SIZES_FIELD", "b"), DocumentFault("SIZES_BOUNDS", "1000000000"),
      ])
  }

  @Test(
    "amounts are exact to the millionth, and read again as they are written", arguments: 0..<300)
  func amounts(_ seed: Int) {
    var random = RandomNetwork.Generator(state: UInt64(seed))
    let millionths = (random.below(2_000_000_000) - 1_000_000_000) * 999_983
    let amount = Amount(millionths: millionths)
    #expect(Amount(amount.text) == amount)
    for wrong in ["", "-", ".", "1e3", "1,5", "1000000001", "99999999999999999999", " 1"] {
      #expect(Amount(wrong) == nil, "\(wrong)")
    }
    #expect(Amount("1.5000000")?.millionths == 1_500_000)
    // 37 hours of 3 people, as a spreadsheet stores the quotient. Half of a millionth is rounded away from zero.
    #expect(Amount("12.333333333333334")?.text == "12.333333")
    #expect(Amount("-0.0000005")?.text == "-0.000001")
  }

  // MARK: Changes between campaigns

  private static func field(_ name: String, _ type: String = "number", _ block: String? = nil)
    -> Codebook.Field
  {
    Codebook.Field(name, type: type, section: "staff", block: block)
  }

  @Test("a field goes on, is renamed, redefined, added or removed; what is not said is told")
  func codebooks() {
    let old = Codebook(
      fields: [
        Self.field("a"), Self.field("b"), Self.field("c"), Self.field("d"), Self.field("e"),
        Self.field("q", "number", "ecology"),
      ])
    let new = Codebook(
      fields: [
        Self.field("a"), Self.field("b2"), Self.field("c"), Self.field("e", "string"),
        Self.field("f"),
      ],
      changes: [
        .init(field: "b2", kind: "renamed", from: "b"), .init(field: "c", kind: "redefined"),
        .init(field: "d", kind: "removed"),
      ])
    let changes = CodebookChanges(from: old, to: new)
    #expect(changes.origins == ["a": "a", "b2": "b", "e": "e"])
    #expect(changes.added == ["f"] && changes.redefined == ["c"])
    // A block belongs to one year, so its field `q` goes without being declared removed.
    #expect(changes.removed == ["d", "q"])
    #expect(
      changes.undeclared == [DocumentFault("CHANGE_OF_TYPE", "e", "number", "string")])
    #expect(
      changes.carried(Answer(["a": "1", "b": "2", "c": "3", "d": "4"])).values
        == ["a": "1", "b2": "2"])
    let silent = Codebook(fields: [Self.field("a"), Self.field("c"), Self.field("e")])
    #expect(
      CodebookChanges(from: old, to: silent).undeclared == [
        DocumentFault("CHANGE_UNSAID", "b"), DocumentFault("CHANGE_UNSAID", "d"),
      ])
    // Whether an answer is nearly empty is judged by the base items, without the year's block.
    #expect(old.baseItems == ["a", "b", "c", "d", "e"])
  }

  @Test("three sentences: the greatest move, and the farthest from the peers of other sections")
  func sentences() {
    func row(
      _ field: String, _ section: String, own: String, last: String? = nil, median: String? = nil
    ) -> GetFeedbackSheet.Row {
      .init(
        field: field, labels: [:], section: section, own: own,
        past: last.map { [.init(campaign: "2024", dataYear: 2023, value: $0)] } ?? [],
        isRedefined: false,
        peers: median.map {
          .init(
            lower: "0", median: $0, upper: "10",
            group: .init(rung: "kind", kind: "CS", area: nil, size: nil, count: 9))
        })
    }
    let rows = [
      row("a", "staff", own: "30", last: "20", median: "5"),
      row("b", "staff", own: "90", median: "5"),
      row("c", "money", own: "40", last: "39", median: "5"),
      row("d", "money", own: "60", median: "5"), row("e", "actions", own: "6", median: "5"),
    ]
    // a moved most, by half. The other two sentences come from sections without one yet: d is farthest from its peers (55 is
    // 5.5 widths of 10), then e.
    #expect(
      Sentences.chosen(from: rows) == [
        .init(kind: "past", field: "a"), .init(kind: "peers", field: "d"),
        .init(kind: "peers", field: "e"),
      ])
    #expect(
      Sentences.chosen(from: Array(rows[1...1])) == [.init(kind: "peers", field: "b")])
    #expect(Sentences.chosen(from: []).isEmpty)
  }

  // MARK: Restated rate

  @Test("who goes on in another structure hands the expectation on: one, not two")
  func successions() throws {
    let campaign = RandomNetwork(seed: 1).campaign
    let day = try #require(CivilDate("2020-01-01"))
    func structure(_ code: String, closed: String? = nil) -> Structure {
      Structure(
        code: code, kind: .centreSocial, name: code, commune: "69264", communeAsOf: day,
        closedOn: closed.flatMap { CivilDate($0) })
    }
    // A, B and C are expected. A and B close during the campaign. N is approved from 2025-05-01 only, so it is not expected.
    let structures = [
      structure("A", closed: "2025-05-01"), structure("B", closed: "2025-05-01"), structure("C"),
      structure("N"),
    ]
    let period = try #require(Period(from: day, to: nil))
    let late = try #require(Period(from: CivilDate("2025-05-01") ?? day, to: nil))
    let network = Network(
      structures: structures,
      approvals: structures.map {
        Approval(structureCode: $0.code, period: $0.code == "N" ? late : period, families: false)
      }, communes: RandomNetwork.communes)
    func restated(_ answers: [String], _ pairs: [(String, String)]) -> [String] {
      let submissions = answers.map {
        Submission(
          structureCode: $0, receivedAt: Instant.parisMidnight(CivilDate("2025-04-10") ?? day),
          status: .validated, baseItems: 10, baseItemsAnswered: 10)
      }
      let participation = Participation(
        campaign, in: network,
        submissions: ByStructure(submissions, in: network, by: \.structureCode),
        asOf: campaign.closesOn)
      let restatement = Restatement(
        participation,
        pairs.map {
          Succession(
            structureCode: $0.0, successorCode: $0.1, mergedOn: CivilDate("2025-05-01") ?? day)
        })
      return restatement.members.map {
        $0.code + (restatement.answered.contains($0.code) ? "+" : "")
      }
    }
    // The case of acceptance: without a successor, closed structures are left out.
    #expect(restated(["A", "C"], []) == ["C+"])
    // A and B become N, which was not expected: N takes their place, and an answer of either counts as N's.
    #expect(restated(["A"], [("A", "N"), ("B", "N")]) == ["C", "N+"])
    #expect(restated([], [("A", "N"), ("B", "N")]) == ["C", "N"])
    #expect(restated(["N"], [("A", "N")]) == ["C", "N+"])
    // A goes on in C, which is expected itself: C is asked once, for its own answer.
    #expect(restated(["A"], [("A", "C")]) == ["C"])
    // A chain leads to the structure that is left at its end; a chain that returns to itself leads nowhere.
    #expect(restated(["B"], [("B", "A"), ("A", "N")]) == ["C", "N+"])
    #expect(restated(["A"], [("A", "B"), ("B", "A")]) == ["C"])
  }

  @Test("restating never makes more structures than were expected, nor answers", arguments: 0..<200)
  func restatements(_ seed: Int) {
    let random = RandomNetwork(seed: UInt64(seed))
    var generator = RandomNetwork.Generator(state: UInt64(seed))
    let codes = random.network.structures.map(\.code)
    let successions = codes.map { code in
      Succession(
        structureCode: code, successorCode: codes[generator.below(codes.count)],
        mergedOn: random.campaign.opensOn)
    }
    let participation = Participation(
      random.campaign, in: random.network, submissions: random.submissions,
      asOf: random.campaign.closesOn)
    let plain = Restatement(participation, [])
    let restated = Restatement(participation, successions)
    #expect(restated.members.count <= participation.expectation.expected.count)
    #expect(restated.answered.isSubset(of: restated.members.map(\.code)))
    #expect(Set(plain.members).isSubset(of: restated.members))
    #expect(plain.answered.isSubset(of: restated.answered))
  }
}
