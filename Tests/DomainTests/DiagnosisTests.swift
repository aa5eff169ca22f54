import Contracts
import EvaluationDomain
import Foundation
import Testing
import Values

/// Shared diagnoses, the grid and the follow-up of actions; the numbers are worked out by hand beside each check.
@Suite("Shared diagnoses")
struct DiagnosisTests {
  private func day(_ text: String) -> CivilDate { CivilDate(text) ?? .firstDay(of: 1) }

  private func element(
    _ code: String, _ kind: ElementKind, _ links: String = "", evidence: String = "",
    since: String = "2024-01-01", until: String? = nil, label: String = ""
  ) -> SharedDiagnosis.Element {
    let cells = [
      "element_code": code, "kind": kind.rawValue, "label": label, "linked_to": links,
      "evidence": evidence, "since": since, "until": until ?? "",
    ]
    return SharedDiagnosis.Element { cells[$0] ?? "" }!
  }

  private func item(
    _ code: String, _ kind: EvidenceKind = .document, source: String = "",
    dated: String = "2024-01-01",
    territory: String? = nil, retired: String? = nil
  ) -> SharedDiagnosis.Item {
    let cells = [
      "item_code": code, "base": DiagnosisBase.problems.rawValue, "kind": kind.rawValue,
      "source": source, "dated_on": dated, "territory": territory ?? "",
      "retired_on": retired ?? "",
    ]
    return SharedDiagnosis.Item { cells[$0] ?? "" }!
  }

  @Test("the matrix leads from problems to answers, and what leads nowhere is told")
  func matrix() {
    let diagnosis = SharedDiagnosis(
      items: [item("E1"), item("E2", retired: "2024-06-01"), item("E3", dated: "2025-06-01")],
      elements: [
        element("P1", .problem, evidence: "E1"), element("P2", .problem, evidence: "E2 E3"),
        element("P3", .problem), element("A1", .axis, "P1 P2"), element("A2", .axis),
        element("O1", .objective, "A1"), element("O2", .objective, "P3"),
        element("O3", .objective, "A2"), element("R1", .answer, "O1"),
        element("R2", .answer, "X9"), element("P0", .problem, until: "2025-01-01"),
        element("P4", .problem, since: "2025-01-02"),
      ], on: day("2025-01-01"))

    let lacks = Dictionary(
      uniqueKeysWithValues: diagnosis.elements.map { ($0.code, diagnosis.lacks($0)) })
    #expect(
      lacks == [
        "P1": [], "P2": ["NO_EVIDENCE"], "P3": ["NO_AXIS", "NO_EVIDENCE"], "A1": [],
        "A2": ["NO_PROBLEM"], "O1": [], "O2": ["NO_ANSWER_YET"],
        "O3": ["NO_PROBLEM", "NO_ANSWER_YET"], "R1": [], "R2": ["NO_OBJECTIVE", "LINK_UNKNOWN"],
      ])
    #expect(diagnosis.problemsWithAxis == .init(2, of: 3))
    #expect(diagnosis.objectivesLinked == .init(2, of: 3))
    #expect(
      diagnosis.matrix == [
        .init(problem: "P1", axes: ["A1"], objectives: ["O1"], answers: ["R1"]),
        .init(problem: "P2", axes: ["A1"], objectives: ["O1"], answers: ["R1"]),
        .init(problem: "P3", axes: [], objectives: ["O2"], answers: []),
      ])
  }

  @Test("an item ages by calendar months, clipped to the month's last day")
  func freshness() {
    // 29 February 2024 plus 12 months is 28 February 2025, plus 24 months 28 February 2026.
    let leap = day("2024-02-29")
    #expect(SharedDiagnosis.freshness(of: leap, on: day("2025-02-28")) == "FRESH")
    #expect(SharedDiagnosis.freshness(of: leap, on: day("2025-03-01")) == "AGEING")
    #expect(SharedDiagnosis.freshness(of: leap, on: day("2026-02-28")) == "AGEING")
    #expect(SharedDiagnosis.freshness(of: leap, on: day("2026-03-01")) == "OLD")
    #expect(SharedDiagnosis.months(since: day("2024-01-31"), to: day("2024-02-28")) == 0)
    #expect(SharedDiagnosis.months(since: day("2024-01-31"), to: day("2024-02-29")) == 1)
    #expect(SharedDiagnosis.months(since: leap, to: day("2025-02-28")) == 12)
  }

  @Test("a revision says what is new, gone and reworded since the one before")
  func revisions() {
    let elements = [
      element("P1", .problem), element("P2", .problem, until: "2025-02-01"),
      element("A1", .axis, "P1", since: "2024-07-01", label: "now"),
    ]
    let before = element("A1", .axis, "P1", since: "2024-07-01", label: "then")
    let told = SharedDiagnosis.changes(
      [(day("2024-02-01"), "a"), (day("2024-08-01"), "b"), (day("2025-03-01"), "c")],
      items: [item("E1", dated: "2024-03-01", retired: "2025-01-01")], elements: elements
    ) { $0 < day("2025-01-01") ? ["A1": before] : ["A1": elements[2]] }
    #expect(
      told == [
        .init(
          revisedOn: day("2024-02-01"), note: "a", added: ["P1", "P2"], dropped: [], reworded: []),
        .init(
          revisedOn: day("2024-08-01"), note: "b", added: ["A1", "E1"], dropped: [], reworded: []),
        .init(
          revisedOn: day("2025-03-01"), note: "c", added: [], dropped: ["E1", "P2"],
          reworded: ["A1"]),
      ])
  }

  @Test("a question of a campaign has the campaign's code, a colon and the field's name")
  func questions() {
    let question = SenacsQuestion("2024:nb_salaries")
    #expect(question?.campaign == "2024" && question?.field == "nb_salaries")
    for wrong in ["2024", "2024:", ":etp", "2024: etp", "2024:a:b", ""] {
      #expect(SenacsQuestion(wrong) == nil, "\(wrong)")
    }
  }

  @Test("what moved around an item is a reason to read it again, and nothing else is")
  func readAgain() {
    func codes(
      _ item: SharedDiagnosis.Item, on text: String = "2025-12-31",
      _ change: (inout ReadAgain.Surroundings) -> Void = { _ in }
    ) -> [String] {
      var surroundings = ReadAgain.Surroundings()
      change(&surroundings)
      return ReadAgain.reasons(item, surroundings, on: day(text)).map { "\($0.code) \($0.detail)" }
    }
    #expect(codes(item("E")).isEmpty)
    let answers = [
      ListAnswers.Item(
        campaign: "2024", dataYear: 2023, receivedOn: day("2024-05-01"), broken: ["etp"]),
      ListAnswers.Item(
        campaign: "2025", dataYear: 2024, receivedOn: day("2025-05-01"), broken: ["etp"]),
    ]
    let figure = item("E", .senacs, source: "2024:etp", dated: "2024-05-01")
    #expect(
      codes(figure) { $0.answers = answers } == [
        "SENACS_ANSWERED_AGAIN 2025", "SENACS_REDEFINED 2025",
      ])
    #expect(codes(item("E")) { $0.answers = answers }.isEmpty)
    // A late answer to an older campaign is not a new answer, and a field is followed through its renames.
    let late = ListAnswers.Item(
      campaign: "2023", dataYear: 2022, receivedOn: day("2025-06-01"), broken: [])
    let third = ListAnswers.Item(
      campaign: "2026", dataYear: 2025, receivedOn: day("2025-07-01"), broken: ["fte"],
      renamed: ["fte": "etp"])
    #expect(codes(figure) { $0.answers = [late, answers[0]] }.isEmpty)
    #expect(
      codes(figure) { $0.answers = [answers[0], third] } == [
        "SENACS_ANSWERED_AGAIN 2026", "SENACS_REDEFINED 2026",
      ])
    #expect(
      codes(item("E")) { $0.communes = (["69149", "69152"], "69149") } == [
        "COMMUNE_CHANGED 69149 + 69152 → 69149"
      ])
    #expect(codes(item("E")) { $0.communes = (["69149"], "69149") }.isEmpty)
    var named = ReadAgain.Surroundings()
    named.communes = (["69149", "69152"], "69149")
    named.communeNames = (["Oullins", "Pierre-Bénite"], "Oullins-Pierre-Bénite")
    #expect(
      ReadAgain.reasons(item("E"), named, on: day("2025-12-31")).map(\.named) == [
        "Oullins + Pierre-Bénite → Oullins-Pierre-Bénite"
      ])
    // The lists of 2014 ended on 31 December 2023 (reference/domain.md, §3).
    let quarter = item("E", dated: "2022-01-01", territory: "QP069001")
    #expect(codes(quarter, on: "2023-12-31").isEmpty)
    #expect(codes(quarter, on: "2024-01-01") == ["QPV_LIST_CHANGED QP069001"])
    let meeting = item("E", .meeting, source: "M05")
    #expect(codes(meeting) { $0.isCancelled = true } == ["MEETING_CANCELLED M05"])
  }

  private func reading(
    _ assessor: Assessor, _ points: [Int], problems: (Int, Int), objectives: (Int, Int),
    revised: String
  ) -> Diagnosis {
    Diagnosis(
      structureCode: "S", assessor: assessor, assessedOn: day("2025-05-05"), firstProject: false,
      items: .init(
        a1: points[0], a2: points[1], a3: points[2], a4a: points[3], a4b: points[4],
        a4c: points[5]), problems: problems.0, problemsWithAxis: problems.1,
      objectives: objectives.0, objectivesLinked: objectives.1, lastRevisionOn: day(revised))
  }

  /// Two readings as of S19 in `Tests/Golden`, graded on 31 December 2025. The lower of each item is 2. B1 is 1 of 2 → 2, and
  /// B2 is 1 of 2 → 2. C1: revised on 10 January 2025, within 12 months → 3. The level is acquired.
  private var acquired: [Diagnosis] {
    [
      reading(
        .first, [2, 2, 2, 2, 2, 2], problems: (2, 1), objectives: (2, 1), revised: "2025-01-10"),
      reading(
        .second, [3, 3, 3, 3, 3, 3], problems: (3, 1), objectives: (2, 2), revised: "2025-01-10"),
    ]
  }

  @Test("what hangs on one point of the grid is told, and I6 lies between the worst and the best")
  func sensitivity() {
    let now = day("2025-12-31")
    let whole = Diagnoses.Graded(acquired, on: now, grid: .proposed)
    // Any of the six items, or B1 or B2, at 1 instead of 2 makes it in_progress (the sum is then 7 or 8, at least 6). C1 at 2
    // is still enough.
    #expect(
      whole.grading.sensitivity
        == ["a1", "a2", "a3", "a4a", "a4b", "a4c", "b1", "b2"].map {
          .init(point: $0, change: -1, level: "in_progress")
        })
    // As S13: a1 = 0, the others 3. With a1 at 1 no item is 0 and the sum is 10: in_progress.
    let near = Diagnoses.Graded(
      [
        reading(
          .first, [0, 3, 3, 3, 3, 3], problems: (2, 2), objectives: (2, 2), revised: "2025-01-01")
      ], on: now, grid: .proposed)
    #expect(near.grading.level == "to_support")
    #expect(near.grading.sensitivity == [.init(point: "a1", change: 1, level: "in_progress")])
    // One point short of acquired, because a2 = 1.
    let short = Diagnoses.Graded(
      [
        reading(
          .first, [3, 1, 3, 3, 3, 3], problems: (2, 2), objectives: (2, 2), revised: "2025-01-01")
      ], on: now, grid: .proposed)
    #expect(short.grading.sensitivity.contains(.init(point: "a2", change: 1, level: "acquired")))
    #expect(
      Diagnoses.summary("all", [whole, near, short, .init([], on: now, grid: .proposed)])
        == .init(scope: "all", acquired: 1, lowest: 0, highest: 2, evaluated: 3))
  }

  @Test("two assessors too far apart are to be arbitrated, by the grid's own gap")
  func arbitration() {
    var readings = acquired
    readings[1].items.a3 = 0
    let told = Diagnoses.Graded(readings, on: day("2025-12-31"), grid: .proposed).grading
    #expect(told.level == "arbitration" && told.disputed == ["a3"] && told.sensitivity.isEmpty)
    var strict = DiagnosisGrid.proposed
    strict.arbitrationGap = 1
    let all = Diagnoses.Graded(acquired, on: day("2025-12-31"), grid: strict).grading
    #expect(all.disputed == ["a1", "a2", "a3", "a4a", "a4b", "a4c"])
    #expect(
      Diagnoses.Graded(
        [
          readings[0], readings[1],
          reading(
            .final, [3, 3, 3, 3, 3, 3], problems: (1, 1), objectives: (1, 1), revised: "2025-01-10"
          ),
        ],
        on: day("2025-12-31"), grid: .proposed
      ).grading.level == "acquired")
  }

  @Test("the shipped grid is the program's; one that cannot be used says why")
  func grid() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "deploy/sample/grids/proposed-1.json")
    let read = try JSONDecoder().decode(DiagnosisGrid.self, from: Data(contentsOf: file))
    #expect(read == .proposed && read.faults.isEmpty)
    var wrong = read
    wrong.freshnessMonths = [24, 12, 48]
    #expect(wrong.faults.count == 1)
  }

  @Test("a step that is put off stays visible; years add up what is said, and say what is not")
  func steps() throws {
    let now = day("2024-07-01")
    func step(_ cells: [String: String], first: String) throws -> ListSteps.Step {
      let all = ["action_code": "A1", "step_code": "s"].merging(cells) { $1 }
      return try #require(ActionSteps.step(all, firstPlannedOn: day(first), on: now))
    }
    let moved = [
      "planned_on": "2024-05-01", "planned_people": "20", "planned_cost": "100.50",
    ]
    // From 1 March it is 31 + 30 + 31 = 92 days to 1 June, 122 to 1 July, and 184 to 1 September.
    let done = try step(
      moved.merging(["done_on": "2024-06-01", "reached_people": "18", "spent_cost": "99.5"]) {
        $1
      }, first: "2024-03-01")
    #expect(done.state == "DONE_LATE" && done.slippedDays == 92)
    let late = try step(moved, first: "2024-03-01")
    #expect(late.state == "LATE" && late.slippedDays == 122)
    let later = try step(["planned_on": "2024-09-01"], first: "2024-03-01")
    #expect(later.state == "PLANNED" && later.slippedDays == 184)
    let kept = try step(
      ["planned_on": "2025-03-01", "done_on": "2024-07-02", "spent_cost": "9"],
      first: "2025-03-01")
    // Seen on `now`, what was done and spent on a later day is not known yet.
    #expect(kept.state == "PLANNED" && kept.doneOn == nil && kept.slippedDays == 0)
    #expect(kept.spentCost == nil)
    #expect(
      ActionSteps.years([done, late, later, kept]) == [
        .init(
          action: "A1", year: 2024, steps: 3, done: 1, late: 1, dropped: 0, plannedPeople: 40,
          reachedPeople: 18, plannedCost: "201", spentCost: "99.5", withoutPlannedCost: 1,
          withoutSpentCost: 0),
        .init(
          action: "A1", year: 2025, steps: 1, done: 0, late: 0, dropped: 0, plannedPeople: 0,
          reachedPeople: 0, plannedCost: "0", spentCost: "0", withoutPlannedCost: 1,
          withoutSpentCost: 0),
      ])
  }
}
