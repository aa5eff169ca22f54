import CentreNetwork
import Contracts
import RegistryDomain
import Testing
import Values

/// Rows of acceptance/golden-year, expected-year.md, “Registry”.
@Suite("Approvals that end")
struct ApprovalEndsTests {
  private func rows(
    _ asOf: String, _ endingBy: String, _ change: (inout ListApprovals) -> Void = { _ in }
  ) -> [String] {
    var request = ListApprovals(
      asOf: YearNetwork.day(asOf), endingBy: YearNetwork.day(endingBy))
    change(&request)
    return ApprovalEnds.rows(request, network: YearNetwork.network).map {
      "\($0.structure) \($0.endsOn) \($0.days)"
    }
  }

  @Test("the last day may be the day asked about, or the last that is listed")
  func ends() {
    // Not S02 and S12 (the next approval begins the day after), S13 (they overlap), S03 (open), S20 (2027-03-31), S04 (outside).
    #expect(rows("2025-12-31", "2026-12-31") == ["S14 2026-12-31 365", "S17 2025-12-31 0"])
    #expect(rows("2025-12-31", "2026-12-30") == ["S17 2025-12-31 0"])
    #expect(rows("2025-12-31", "2025-12-30") == [])
  }

  @Test("a pause ends what is covered, be it one day; what touches goes on")
  func pauses() {
    // S06 begins again in February, S07 has none in April, S19 has none on 16 June; the two of S17 touch at the turn of 2021.
    #expect(
      rows("2024-12-30", "2025-12-31") == [
        "S06 2024-12-30 0", "S07 2025-03-31 91", "S16 2025-11-30 335", "S17 2025-12-31 366",
        "S19 2025-06-15 167",
      ])
  }

  @Test("an open approval never ends, and what is closed or outside is not listed")
  func latest() {
    let codes = rows("2025-12-31", "2199-12-31").map { $0.prefix(3) }
    // The 14 active structures of 2025-12-31 without S03.
    #expect(
      codes == [
        "S01", "S02", "S05", "S06", "S07", "S12", "S13", "S14", "S15", "S17", "S18", "S19", "S20",
      ])
  }

  @Test("one structure leaves the others out")
  func structure() {
    #expect(
      rows("2024-12-30", "2025-12-31") { $0.structure = "S19" } == ["S19 2025-06-15 167"])
    #expect(rows("2024-12-30", "2025-12-31") { $0.structure = "S03" } == [])
  }
}
