import Testing
import Values

@Suite("Values")
struct ValuesTests {
  @Test(
    "a day exists or is refused",
    arguments: ["2025-02-29", "2025-13-01", "25-01-01", "2025-1-1", "2025-01-01 ", ""])
  func badDays(_ text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test("months are clipped to the month's last day")
  func months() {
    #expect(CivilDate("2024-02-29")?.adding(months: 12).iso == "2025-02-28")
    #expect(CivilDate("2025-12-31")?.adding(months: -48).iso == "2021-12-31")
    #expect(CivilDate("2025-01-31")?.adding(months: 1).iso == "2025-02-28")
  }

  @Test("an instant falls on its civil day in Paris, summer and winter")
  func paris() {
    // expected.md: S11 21:59:59Z is 30 June 23:59:59, S12 22:00:00Z is 1 July; S15 is 2026.
    #expect(Instant("2025-06-30T21:59:59Z")?.parisDay.iso == "2025-06-30")
    #expect(Instant("2025-06-30T22:00:00Z")?.parisDay.iso == "2025-07-01")
    #expect(Instant("2025-12-31T22:59:59Z")?.parisDay.iso == "2025-12-31")
    #expect(Instant("2025-12-31T23:30:00Z")?.parisDay.iso == "2026-01-01")
  }

  @Test("midnight in Paris is where the day begins, also on the days the clock changes")
  func midnight() {
    for text in [
      "2025-03-30", "2025-03-31", "2025-10-26", "2025-10-27", "2025-01-01", "2025-07-14",
    ] {
      let day = CivilDate(text)!
      let midnight = Instant.parisMidnight(day)
      #expect(midnight.parisDay == day)
      #expect(midnight.adding(microseconds: -1).parisDay == day.adding(days: -1))
    }
  }

  @Test("SIRET: La Poste's 35600000000048 passes, all zeros do not")
  func siret() {
    #expect(Siret.fault(ofSiret: "35600000000048") == nil)
    #expect(Siret.fault(ofSiret: "00000000000000") == .checksum)
    #expect(Siret.fault(ofSiret: "77993294600048") == nil)
    #expect(Siret.fault(ofSiret: "3494010900047") == .length)
    #expect(Siret.fault(ofSiret: "77993294600049") == .checksum)
  }

  @Test("a quotient is rounded to six places, half away from zero")
  func quotient() {
    #expect(Quantity(2).divided(by: Quantity(3), decimals: 6)?.text == "0.666667")
    #expect(Quantity(1).divided(by: Quantity(2_000_000), decimals: 6)?.text == "0.000001")
    #expect(Quantity(0).divided(by: Quantity(5), decimals: 6)?.text == "0")
    #expect(Quantity(1).divided(by: Quantity(0), decimals: 6) == nil)
  }

  @Test("days that nothing covers are counted once, whatever overlaps")
  func uncovered() {
    let year = Period.year(2025)
    let first = Period(from: CivilDate("2024-05-01")!, to: CivilDate("2025-03-31"))!
    let second = Period(from: CivilDate("2025-03-01")!, to: CivilDate("2025-06-15"))!
    let third = Period(from: CivilDate("2025-06-17")!, to: nil)!
    #expect(year.daysUncovered(by: [third, first, second]) == 1)
    #expect(year.daysUncovered(by: []) == 365)
  }

  @Test("identifiers are of version 7 and grow with time")
  func identifiers() {
    let early = Identifier.mint(at: Instant("2025-01-01T00:00:00Z")!).rawValue
    let late = Identifier.mint(at: Instant("2025-01-02T00:00:00Z")!).rawValue
    #expect(early < late)
    #expect(Array(early)[14] == "7" && "89ab".contains(Array(early)[19]))
  }
}
