import CentreNetwork
import Contracts
import Testing
import TrainingDomain
import Values

/// The sessions, people and posts of acceptance/golden-year.
@Suite("People whom trainings reached and who are still in post")
struct StillInPostTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  /// Session, last day.
  private static let sessions = [
    ("T09", "2023-01-01"), ("T01", "2023-03-15"), ("T06", "2024-10-10"), ("T14", "2025-03-20"),
    ("T02", "2025-11-28"), ("T11", "2025-12-31"),
  ]

  /// Session, then the people with their structures; `-` for none.
  private static let lists = [
    "T09 P45/S16 P04/S02", "T01 P01/S01 P12/S14 P40/S01 P60/- P29/S09",
    "T06 P01/S01 P15/S18 P41/S20 P05/S03 P61/- P26/S02 P43/S12 P30/S16",
    "T14 P06/S05 P47/S05 P62/S04 P02/S01 P13/S15 P31/S08",
    "T02 P10/S13 P22/S17 P14/S17 P42/S03 P40/S06 P28/- P32/S11",
    "T11 P12/S14 P25/- P43/S13 P15/S20",
  ]

  /// Person, structure, first and last day; `-` for none.
  private static let posts = [
    "P01 S01 2021-01-01 2025-03-31", "P01 S06 2025-04-01 -", "P02 S01 2025-04-01 2025-05-31",
    "P04 S02 2020-01-01 2025-02-28", "P04 S02 2025-03-31 -", "P05 S03 2020-01-01 2025-04-30",
    "P05 S03 2025-06-01 -", "P06 S05 2025-01-01 2025-05-31", "P10 S13 2020-01-01 2025-12-31",
    "P12 S14 2025-02-01 2025-08-31", "P12 S14 2025-09-01 -", "P13 S15 2024-06-01 2025-06-30",
    "P13 S15 2025-06-01 -", "P14 S17 2019-01-01 2025-09-15", "P14 S17 2025-09-20 2025-12-31",
    "P15 S18 2024-01-01 -", "P22 S17 2024-05-01 2025-12-15", "P22 S17 2026-01-16 -",
    "P25 S19 2024-09-01 -", "P26 S02 2023-01-01 -", "P28 S07 2026-01-01 -",
    "P29 S09 2019-01-01 2025-06-29", "P30 S16 2022-09-01 -", "P31 S08 2020-01-01 2025-03-31",
    "P32 S11 2021-01-01 -", "P03 S01 2025-06-01 -",
  ]

  private static func facts(until last: CivilDate) -> TrainingFacts {
    let network = YearNetwork.network
    let mandates = posts.map { line -> Mandate in
      let words = line.split(separator: " ").map(String.init)
      return Mandate(
        personCode: words[0], structureCode: words[1], function: .other,
        period: Period(from: day(words[2]), to: CivilDate(words[3]))!, interim: false)
    }
    let rows = lists.flatMap { line -> [Attendance] in
      let words = line.split(separator: " ").map(String.init)
      return words.dropFirst().map { word -> Attendance in
        let parts = word.split(separator: "/").map(String.init)
        return Attendance(
          sessionCode: words[0], personCode: parts[0],
          structureCode: parts[1] == "-" ? nil : parts[1], audience: .employee, status: .present,
          halfDaysPresent: 1)
      }
    }
    let held = sessions.map { code, last -> (String, Session) in
      (
        code,
        Session(
          state: .held, qualifying: true, lastDay: day(last), halfDays: 2,
          halfDayHours: Quantity(3), headcount: nil)
      )
    }
    return TrainingFacts(
      network: network, mandates: Mandates(mandates, in: network),
      sessions: Dictionary(uniqueKeysWithValues: held), attendance: rows,
      days: day("2023-01-01")...last)
  }

  private static func counted(_ year: Int) -> [Int] {
    let query = FigureQuery(year: Year(clamping: year), from: day("2023-01-01"))
    let told = StillInPost.count(query, facts: facts(until: query.to))
    return [told.people, told.inPost]
  }

  @Test(
    "each year counts the people since the first one, and who of them holds a post on its last day")
  func years() {
    // T09 and T01: 2 + 5 people. P01 (S01), P04 (S02) and P29 (S09) hold posts; P12 has none yet.
    #expect(Self.counted(2023) == [7, 3])
    // T06 adds 7; P01 came before. In post: P01, P04, P29, P15 (S18), P05 (S03), P26 (S02), P30 (S16).
    #expect(Self.counted(2024) == [14, 7])
    // T14 adds 5, P62 being of a structure outside the perimeter; T02 adds 6, and T11 P25. In post: P01 (S06), P04, P05, P10, P12, P13, P14,
    // P15, P25, P26. Not P22 (from 2026-01-16), P28 (from 2026-01-01), P30 and P32 (S16 without approval, S11 closed that day), P29.
    #expect(Self.counted(2025) == [26, 10])
  }
}
