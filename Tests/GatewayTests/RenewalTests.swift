import Contracts
import Testing
import Texts
import Values

@testable import Composition
@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// The lead times stand in `Shared/Composition/README.md`.
@Suite("What is missing before an approval ends")
struct RenewalTests {
  private static let structure = StructureSummary(
    id: Identifier.mint(), code: "S1", kind: "CS", name: "Centre fictif", commune: "69266",
    communeName: nil, ctcd: "69M", federated: true, isActive: true, fictitious: true)

  private func reading(
    _ assessor: String, _ assessedOn: String, revised: String? = nil, isFirst: Bool = false
  ) -> GetDiagnosis.Reading {
    .init(
      assessor: assessor, assessedOn: day(assessedOn), firstProject: isFirst,
      lastRevisionOn: revised.map(day))
  }

  /// A diagnosis with the latest days of its bases, in the order of the sheet.
  private func diagnosis(
    _ latest: [String?] = Array(repeating: nil, count: 6),
    took: [(String, String)] = [], problems: (Int, Int) = (0, 0), objectives: (Int, Int) = (0, 0),
    revisions: [String] = [], readings: [GetDiagnosis.Reading] = [], disputed: [String] = []
  ) -> GetDiagnosis.Reply {
    GetDiagnosis.Reply(
      structure: "S1", name: "Centre fictif", commune: "Villeurbanne", asOf: day("2026-01-15"),
      evidence: [],
      bases: zip(DiagnosisBase.allCases, latest).map { base, latest in
        .init(base: base.rawValue, items: latest == nil ? 0 : 1, latestOn: latest.map(day))
      },
      old: .init(0, of: 0),
      participations: took.map {
        .init(heldOn: day($0.1), audience: $0.0, way: "meeting", people: 3)
      },
      elements: [], matrix: [], problemsWithAxis: .init(problems.0, of: problems.1),
      objectivesLinked: .init(objectives.0, of: objectives.1),
      revisions: revisions.map {
        .init(revisedOn: day($0), note: "", added: [], dropped: [], reworded: [])
      },
      grading: .init(
        grid: "proposed", level: "not_evaluated", disputed: disputed, sensitivity: []),
      readings: readings, missing: [], fictitious: true)
  }

  private func agreement(
    _ code: String, _ kind: String, _ state: String, to: String?
  ) -> ListAgreements.Row {
    .init(
      code: code, kind: kind, title: "Convention \(code)", signedOn: day("2024-01-01"),
      from: day("2024-01-01"), to: to.map(day), endedOn: nil, state: state, parties: [],
      communes: [], findings: [])
  }

  private func renewal(
    _ diagnosis: GetDiagnosis.Reply, _ agreements: [ListAgreements.Row] = [],
    endsOn: String? = "2027-06-30"
  ) -> Renewal {
    Renewal(
      Self.structure, endsOn: endsOn.map(day), diagnosis: diagnosis, agreements: agreements,
      on: day("2026-01-15"))
  }

  /// The items, each as its step, its subject and why it is not done.
  private func lines(_ renewal: Renewal) -> [String] {
    renewal.items.map {
      [$0.code.rawValue, $0.subject, $0.isDone ? "done" : nil, $0.why].compactMap(\.self)
        .joined(separator: " ")
    }
  }

  @Test("of an empty diagnosis everything is missing, each step by its day before the last one")
  func empty() {
    let renewal = renewal(diagnosis())

    #expect(renewal.items.count == 13 && renewal.items.allSatisfy { !$0.isDone })
    // From 15 January 2026 to 30 June 2027: 350 days of 2026 are left, and 181 of 2027.
    #expect(renewal.daysLeft == 531)
    let days = Dictionary(renewal.items.map { ($0.code, $0) }) { first, _ in first }
    // 12, 9, 6, 4, 3 and 0 months before; February 2027 has 28 days.
    #expect(days[.base]?.dueOn == day("2026-06-30") && days[.base]?.daysLeft == 166)
    #expect(days[.problems]?.dueOn == day("2026-09-30"))
    #expect(days[.objectives]?.dueOn == day("2026-09-30"))
    #expect(days[.revision]?.dueOn == day("2026-12-30"))
    #expect(days[.first]?.dueOn == day("2027-02-28") && days[.second]?.dueOn == day("2027-02-28"))
    #expect(days[.final]?.dueOn == day("2027-03-30"))
    #expect(days[.decision]?.dueOn == day("2027-06-30") && days[.decision]?.daysLeft == 531)
    #expect(days[.decision]?.why == "NOT_DECIDED" && days[.base]?.why == "NOTHING_YET")
  }

  @Test("items and days of taking part count for 24 months, a revision for 12")
  func fresh() {
    let told = diagnosis(
      ["2024-01-15", "2024-01-14", "2025-06-01", nil, "2023-01-01", nil],
      took: [("inhabitants", "2025-03-01"), ("professionals", "2025-04-01")], problems: (2, 3),
      objectives: (4, 4), revisions: ["2025-01-14"],
      readings: [
        reading("first", "2025-05-05", revised: "2025-01-15"), reading("second", "2025-05-06"),
      ])

    // 15 January 2024 is 24 months ago to the day, 14 January is a day more. The first reader knows of a later revision: 12 months.
    #expect(
      lines(renewal(told)) == [
        "BASE previous_project done", "BASE problems OLD", "BASE potentials done",
        "BASE inhabitants done", "BASE professionals done", "BASE partners NOTHING_YET",
        "PROBLEMS LINKS_LACKING", "OBJECTIVES done", "REVISION done", "READING_FIRST done",
        "READING_SECOND done", "READING_FINAL done NOT_NEEDED", "DECISION NOT_DECIDED",
      ])
    let old = diagnosis(revisions: ["2025-01-14"])
    #expect(lines(renewal(old)).contains("REVISION REVISION_OLD"))
  }

  @Test("a final reading is needed where the two lie apart; a first project has no previous one")
  func readings() {
    let both = [reading("first", "2025-05-05"), reading("second", "2025-05-06")]
    let apart = lines(renewal(diagnosis(readings: both, disputed: ["a2"])))
    #expect(apart.contains("READING_FINAL NOTHING_YET"))
    let settled = lines(
      renewal(diagnosis(readings: both + [reading("final", "2025-06-01", isFirst: true)])))
    #expect(settled.contains("READING_FINAL done"))
    #expect(!settled.contains { $0.hasPrefix("BASE previous_project") } && settled.count == 12)
  }

  @Test(
    "an agreement that ends before the approval needs a signed one of its kind that goes further")
  func agreements() {
    let rows = [
      agreement("A1", "tripartite", "active", to: "2026-12-31"),
      agreement("A2", "ctg", "active", to: "2027-06-30"),
      agreement("A3", "ctg", "upcoming", to: "2030-12-31"),
      agreement("A4", "tripartite", "draft", to: "2030-12-31"),
      agreement("A5", "other", "active", to: "2027-07-01"),
      agreement("A6", "other", "active", to: nil),
      agreement("A7", "other", "ended", to: "2025-01-01"),
    ]
    let told = renewal(diagnosis(), rows)

    #expect(
      lines(told).filter { $0.hasPrefix("AGREEMENT") } == [
        "AGREEMENT A1 NOT_FOLLOWED", "AGREEMENT A2 done",
      ])
    let first = told.items.first { $0.subject == "A1" }
    // From 15 January to 31 December 2026.
    #expect(first?.dueOn == day("2026-12-31") && first?.daysLeft == 350)
  }

  @Test("without a last day there is no checklist, and it is said why")
  func open() {
    let open = renewal(diagnosis(), endsOn: nil)
    #expect(open.items.isEmpty && open.reason == "APPROVAL_OPEN" && open.daysLeft == nil)
    var closed = Self.structure
    closed.isActive = false
    let none = Renewal(
      closed, endsOn: nil, diagnosis: diagnosis(), agreements: [], on: day("2026-01-15"))
    #expect(none.reason == "NOT_APPROVED")
  }

  @Test("the calendar has what is to be done; the page has every step, in both languages")
  func pages() {
    let renewal = renewal(
      diagnosis(["2025-01-01", nil, nil, nil, nil, nil]),
      [agreement("A1", "ctg", "active", to: "2026-12-31")])
    for language in Language.allCases {
      let text = RenewalText(renewal: renewal, language: language)
      #expect(text.events.count == 13 && Set(text.events.map(\.about)).count == 13)
      let page = text.dossier.text
      #expect(!page.contains("NOTHING_YET") && page.contains("Convention A1"), "\(page)")
    }
    let french = RenewalText(renewal: renewal, language: .french).dossier.text
    #expect(french.contains("le 30/06/2027, dans 531 jours"), "\(french)")
    #expect(french.contains("13 étapes sur 14 restent à réaliser."), "\(french)")
  }
}
