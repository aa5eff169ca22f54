import CentreNetwork
import Testing
import Values

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("The days that approvals cover without a gap")
struct CoverageTests {
  /// The first and the last day of an approval.
  private typealias Days = (String, String?)

  /// Returns the last day that is covered without a gap from a day on: `open` if there is none, nil if the day itself is not covered.
  private func end(of approvals: [Days], on text: String) -> String? {
    let network = Network(
      structures: [
        Structure(
          code: "S", kind: .centreSocial, name: "S", commune: "69264",
          communeAsOf: day("2024-01-01"), closedOn: nil)
      ],
      approvals: approvals.map { from, to in
        Approval(
          structureCode: "S", period: Period(from: day(from), to: to.map(day))!, families: false)
      }, communes: CommuneHistory(communes: [], movements: []))
    return network.coverage(at: 0, on: day(text)).map { $0.to?.iso ?? "open" }
  }

  // The approvals are those of acceptance/golden-year, with its worked-out ends.
  @Test("an approval that begins the day after goes on with the one before")
  func touching() {
    // S02, S12 and S17: the second begins on the day after the first.
    let s02: [Days] = [("2021-07-01", "2025-06-30"), ("2025-07-01", "2029-06-30")]
    #expect(end(of: s02, on: "2025-06-30") == "2029-06-30")
    #expect(
      end(of: [("2022-01-01", "2025-12-31"), ("2026-01-01", "2029-12-31")], on: "2025-12-31")
        == "2029-12-31")
    #expect(
      end(of: [("2018-01-01", "2021-12-31"), ("2022-01-01", "2025-12-31")], on: "2020-05-01")
        == "2025-12-31")
    // The order in which they come does not matter.
    #expect(end(of: s02.reversed(), on: "2025-06-30") == "2029-06-30")
  }

  @Test("one day without an approval ends the coverage; the next begins another one")
  func gaps() {
    // S19 has no approval on 2025-06-16, S07 none in April 2025, S06 none from 2024-12-31 to 2025-01-31.
    let s19: [Days] = [("2022-01-01", "2025-06-15"), ("2025-06-17", "2029-06-16")]
    #expect(end(of: s19, on: "2024-12-30") == "2025-06-15")
    #expect(end(of: s19, on: "2025-06-16") == nil)
    #expect(end(of: s19, on: "2025-06-17") == "2029-06-16")
    #expect(
      end(of: [("2022-03-01", "2025-03-31"), ("2025-05-01", "2028-04-30")], on: "2024-12-30")
        == "2025-03-31")
    #expect(
      end(of: [("2021-01-01", "2024-12-30"), ("2025-02-01", "2029-01-31")], on: "2024-12-30")
        == "2024-12-30")
  }

  @Test("approvals that overlap, or lie within another, end with the later one")
  func overlaps() {
    // S13.
    let s13: [Days] = [("2022-01-01", "2025-08-31"), ("2025-08-15", "2029-08-14")]
    #expect(end(of: s13, on: "2025-01-01") == "2029-08-14")
    let within: [Days] = [("2020-01-01", "2029-12-31"), ("2022-01-01", "2023-12-31")]
    #expect(end(of: within, on: "2021-01-01") == "2029-12-31")
  }

  @Test("an open approval has no last day, and no days before the first are covered")
  func open() {
    // S03.
    #expect(end(of: [("2020-01-01", nil)], on: "2025-12-31") == "open")
    #expect(
      end(of: [("2018-01-01", "2019-12-31"), ("2020-01-01", nil)], on: "2018-01-01") == "open")
    #expect(end(of: [("2020-01-01", nil)], on: "2019-12-31") == nil)
    #expect(end(of: [], on: "2025-12-31") == nil)
  }
}
