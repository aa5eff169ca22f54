import Composition
import Contracts
import Testing
import Texts
import Values

@testable import Pages

@Suite("The trainer's report")
struct TrainerReportTests {
  /// A year's reach: people with bounds, rows without a structure, active structures.
  private func year(
    _ number: Int, rules: String = "1", people: Int = 40, counted: Int = 0, named: Int = 50,
    withoutStructure: Int = 5, active: Int = 100, isOver: Bool = true
  ) -> TrainerReport.Year {
    TrainerReport.Year(
      year: number, isOver: isOver,
      reach: TrainingReach(
        rules: rules, people: people, fewestPeople: max(people, counted),
        mostPeople: people + counted, participations: named + counted, counted: counted,
        withoutStructure: withoutStructure, reached: 30, active: active, inPost: 20,
        inPostOf: active), stillInPost: .init(people: 40, inPost: 10))
  }

  private func reasons(_ one: TrainerReport.Year, _ other: TrainerReport.Year) -> [String] {
    YearComparison(one, other).reasons
  }

  @Test("years that were counted alike are comparable")
  func comparable() {
    let comparison = YearComparison(year(2023), year(2025, people: 60))
    #expect(comparison.verdict == "COMPARABLE" && comparison.reasons.isEmpty)
    #expect([comparison.from, comparison.to] == [2023, 2025])
    // Both have people who were counted only: 5 of 55 are 9.1 %, 10 of 60 are 16.7 %.
    #expect(reasons(year(2023, counted: 5), year(2025, counted: 10)).isEmpty)
  }

  @Test("other rules, head counts in one year only, and a year that is not over forbid it")
  func definitions() {
    #expect(reasons(year(2023), year(2025, rules: "2")) == ["RULES_DIFFER"])
    #expect(reasons(year(2023, counted: 12), year(2025)) == ["HEADCOUNTS_DIFFER"])
    #expect(reasons(year(2023), year(2025, counted: 1)) == ["HEADCOUNTS_DIFFER"])
    // 30 of 80 participations are 37.5 %, 3 of 53 are 5.7 %.
    #expect(
      reasons(year(2023, counted: 30), year(2025, counted: 3)) == ["HEADCOUNTS_DIFFER"])
    // A conference of 30 of whom nobody is named: there were 30 people for certain, and none is known.
    let conference = year(2023, people: 0, counted: 30, named: 0, withoutStructure: 0)
    #expect(conference.reach.fewestPeople == conference.reach.mostPeople)
    #expect(reasons(conference, year(2025)) == ["HEADCOUNTS_DIFFER"])
    #expect(reasons(year(2025), year(2026, isOver: false)) == ["YEAR_NOT_OVER"])
  }

  @Test("a coverage that changed by more than a tenth forbids it, a tenth to the unit does not")
  func coverage() {
    // 110 is 10 % more than 100, and 111 is 11 % more; 90 and 89 likewise.
    for (active, forbids) in [(110, false), (111, true), (90, false), (89, true)] {
      let told = reasons(year(2023), year(2025, active: active))
      #expect(told == (forbids ? ["COVERAGE_DIFFERS"] : []), "\(active)")
    }
    // 5 of 50 are 10 %; 10 of 50 are 20 %, 11 of 50 are 22 %.
    #expect(reasons(year(2023), year(2025, withoutStructure: 10)).isEmpty)
    #expect(reasons(year(2023), year(2025, withoutStructure: 11)) == ["STRUCTURES_UNNAMED"])
    #expect(reasons(year(2023, named: 0, withoutStructure: 0), year(2025)).isEmpty)
    #expect(
      reasons(
        year(2023, counted: 5), year(2025, rules: "2", withoutStructure: 50, active: 10))
        == ["RULES_DIFFER", "HEADCOUNTS_DIFFER", "COVERAGE_DIFFERS", "STRUCTURES_UNNAMED"])
  }

  @Test("what the figures rest on is read from them")
  func figures() {
    func count(_ code: String, _ scope: String, _ value: Int) -> Figure {
      Figure(code, scope, value, of: 1)
    }
    var people = count("I2a", "all", 9)
    people.bounds = [12, 21].map { Ratio(numerator: Quantity($0), denominator: Quantity(1)) }
    // 12 were counted only, so 11 of 23 participations are of named people; 6 + 3 of them name a structure.
    let reach = TrainingReach(
      FiguresReply(
        figures: [
          people, count("I2b", "all", 23), count("I2b", "kind:CS", 6),
          count("I2b", "kind:EVS", 3), Figure("I2d", "all", 4, of: 14),
          Figure("I4", "all", 8, of: 14),
        ], positions: [:], fictitious: true, rules: "1"))

    #expect([reach.people, reach.fewestPeople, reach.mostPeople] == [9, 12, 21])
    #expect([reach.participations, reach.counted, reach.withoutStructure] == [23, 12, 2])
    #expect([reach.reached, reach.unreached, reach.active] == [4, 10, 14])
    #expect([reach.inPost, reach.inPostOf] == [8, 14])
  }

  @Test("each year is compared with the one before, and the last with the first; the page says so")
  func pages() {
    let years = [year(2023, counted: 30), year(2024), year(2025)]
    let report = TrainerReport(years: years, whole: years[0].reach, fictitious: true)
    #expect(report.comparisons.map(\.from) == [2023, 2024, 2023])
    #expect(report.comparisons.map(\.to) == [2024, 2025, 2025])

    let text = TrainerReportText(
      report: report, language: .french, today: CivilDate("2026-11-30")!)
    #expect(text.table.rows.count == 4)
    #expect(text.table.rows[0][1] == "40 [40 à 70]" && text.table.rows[1][1] == "40")
    // 10 of the 40 people reached since 2023; the last row has what the last year has.
    #expect(text.table.header[6].contains("depuis 2023"))
    #expect(
      text.table.rows[0][6] == "10 sur 40 (25,0\u{A0}%)"
        && text.table.rows[3][6] == text.table.rows[2][6])
    let conference = year(2023, people: 0, counted: 30, named: 0, withoutStructure: 0)
    let bounded = TrainerReportText(
      report: TrainerReport(years: [conference], whole: conference.reach, fictitious: true),
      language: .french, today: CivilDate("2026-11-30")!)
    #expect(bounded.table.rows[0][1] == "0 [30 à 30]")
    #expect(bounded.html.contains("30 participants ont été comptés sans être nommés"))
    #expect(text.verdicts[1] == "2024 et 2025 : comparables")
    #expect(text.verdicts[2].hasPrefix("2023 et 2025 : NON COMPARABLES – une seule"))
    for word in ["Bilan des formations, 2023-2025", "NON COMPARABLES", "DONNÉES FICTIVES"] {
      #expect(text.html.contains(word), "\(word)")
    }
    let one = TrainerReport(years: [years[1]], whole: years[1].reach, fictitious: nil)
    #expect(one.comparisons.isEmpty)
  }
}
