import Contracts
import Testing
import Texts
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("A shared diagnosis in words")
struct DiagnosisTextTests {
  private static func item(
    _ kind: String, _ source: String, _ label: String? = nil, _ reasons: GetDiagnosis.Reason...
  ) -> GetDiagnosis.Evidence {
    .init(
      code: "E1", base: "problems", kind: kind, source: source,
      sourceLabels: label.map { ["fr": $0, "en": $0] }, datedOn: day("2025-01-01"), territory: nil,
      statement: "", ageMonths: 3, freshness: "FRESH", readAgain: reasons)
  }

  private static func text(
    _ evidence: [GetDiagnosis.Evidence] = [], _ language: Language = .french
  ) -> DiagnosisText {
    DiagnosisText(
      diagnosis: GetDiagnosis.Reply(
        structure: "S1", name: "Centre fictif", commune: "Oullins-Pierre-Bénite",
        asOf: day("2025-12-31"), evidence: evidence, bases: [], old: .init(0, of: evidence.count),
        participations: [], elements: [], matrix: [], problemsWithAxis: .init(0, of: 0),
        objectivesLinked: .init(0, of: 0), revisions: [],
        grading: .init(grid: "proposed", level: "not_evaluated", disputed: [], sensitivity: []),
        missing: [], fictitious: true), language: language)
  }

  @Test("a source is told by what people call it, and by its code where nobody knows more")
  func sources() {
    func source(
      _ kind: String, _ source: String, _ label: String? = nil, _ language: Language = .french
    ) -> String {
      Self.text([], language).source(Self.item(kind, source, label))
    }
    #expect(
      source("senacs", "2024:nb_salaries", "Salariés") == "SENACS, campagne 2024 : Salariés")
    #expect(source("senacs", "2024:nb_salaries") == "SENACS, campagne 2024 : nb_salaries")
    #expect(source("senacs", "2024:x", "Staff", .english) == "SENACS, campaign 2024: Staff")
    #expect(source("senacs", "bilan") == "SENACS : bilan")
    #expect(source("series", "F-JOBS", "Emplois (FICTIF)") == "série : Emplois (FICTIF)")
    #expect(source("meeting", "M05", "Instance fictive") == "réunion : Instance fictive")
    #expect(source("document", "Bilan 2024 (fictif)") == "document : Bilan 2024 (fictif)")
  }

  @Test("what is new is told by names, not by codes")
  func reasons() {
    func detail(_ item: GetDiagnosis.Evidence) -> String? {
      item.readAgain.first.map { Self.text().detail($0, of: item) }
    }
    let answered = GetDiagnosis.Reason("SENACS_ANSWERED_AGAIN", "2025")
    #expect(detail(Self.item("senacs", "2024:nb_salaries", nil, answered)) == "campagne 2025")
    let cancelled = GetDiagnosis.Reason("MEETING_CANCELLED", "M05")
    #expect(
      detail(Self.item("meeting", "M05", "Instance fictive", cancelled)) == "Instance fictive")
    #expect(detail(Self.item("meeting", "M05", nil, cancelled)) == "M05")
    let merged = GetDiagnosis.Reason(
      "COMMUNE_CHANGED", "69149 + 69152 → 69149",
      named: "Oullins + Pierre-Bénite → Oullins-Pierre-Bénite")
    #expect(
      detail(Self.item("document", "Bilan", nil, merged))
        == "Oullins + Pierre-Bénite → Oullins-Pierre-Bénite")
    #expect(
      detail(Self.item("document", "Bilan", nil, .init("COMMUNE_CHANGED", "69159 → 69114")))
        == "69159 → 69114")
  }

  @Test("the table of items and what is to be brought up to date have these words")
  func dossier() {
    let reason = GetDiagnosis.Reason("SENACS_ANSWERED_AGAIN", "2025")
    let text = Self.text([Self.item("senacs", "2024:nb_salaries", "Salariés", reason)]).dossier.text
    #expect(text.contains("SENACS, campagne 2024 : Salariés"), "\(text)")
    #expect(
      text.contains("E1 : une nouvelle réponse SENACS a été donnée depuis (campagne 2025)"),
      "\(text)")
    #expect(!text.contains("nb_salaries"), "\(text)")
  }
}
