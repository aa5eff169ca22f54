import Composition
import Contracts
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Fragile structures")
struct FragileTests {
  /// What training says of a structure.
  private func row(
    _ code: String, director: String? = "P", directorReason: String? = nil,
    reason: String? = nil, endsOn: String? = nil
  ) -> ListNeeds.Row {
    ListNeeds.Row(
      structure: code, director: director, since: nil, directorReason: directorReason,
      reason: reason, endsOn: endsOn.map(day))
  }

  private func fragile(_ rows: [ListNeeds.Row], on text: String) -> [String] {
    Fragile(TrainingNeeds(rows: rows, fictitious: nil), on: day(text)).rows.map {
      ([$0.structure.structure] + $0.reasons).joined(separator: " ")
    }
  }

  @Test("two reasons of the three are enough, one is not: the golden year's rows")
  func golden() {
    // acceptance/golden-year/expected-year.md, at the end of 2025.
    let rows = [
      row("S01", directorReason: "NEW_DIRECTOR", reason: "NEW_DIRECTOR", endsOn: "2028-12-31"),
      row("S02", reason: "NEVER", endsOn: "2029-06-30"),
      row("S03", directorReason: "NEW_DIRECTOR"),
      row(
        "S07", director: nil, directorReason: "VACANT", reason: "VACANT", endsOn: "2028-04-30"),
      row("S14", directorReason: "NEW_DIRECTOR", reason: "NEW_DIRECTOR", endsOn: "2026-12-31"),
      row("S15", endsOn: "2027-05-31"),
      row("S17", directorReason: "INTERIM", reason: "INTERIM", endsOn: "2025-12-31"),
      row("S20", director: nil, directorReason: "VACANT", endsOn: "2027-03-31"),
    ]
    #expect(
      fragile(rows, on: "2025-12-31") == [
        "S01 NEW_DIRECTOR NOBODY_TRAINED", "S07 NEW_DIRECTOR NOBODY_TRAINED",
        "S14 NEW_DIRECTOR NOBODY_TRAINED", "S17 APPROVAL_ENDS NEW_DIRECTOR NOBODY_TRAINED",
      ])
    // A year later the approval of S20 ends in March.
    #expect(fragile([rows[7]], on: "2026-12-31") == ["S20 APPROVAL_ENDS NEW_DIRECTOR"])
  }

  @Test("an approval that ends 12 months later to the day is no reason, a day earlier it is")
  func ends() {
    func reasons(_ endsOn: String?, on text: String) -> [String] {
      fragile([row("S", reason: "NEVER", endsOn: endsOn)], on: text)
    }
    #expect(reasons("2026-12-31", on: "2025-12-31").isEmpty)
    #expect(reasons("2026-12-30", on: "2025-12-31") == ["S APPROVAL_ENDS NOBODY_TRAINED"])
    #expect(reasons(nil, on: "2025-12-31").isEmpty)
    // 12 months after 2024-02-29 is 2025-02-28.
    #expect(reasons("2025-02-28", on: "2024-02-29").isEmpty)
    #expect(reasons("2025-02-27", on: "2024-02-29") == ["S APPROVAL_ENDS NOBODY_TRAINED"])
  }
}
