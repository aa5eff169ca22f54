import Foundation
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

  @Test(
    "a day that no fact can have is no day: before 1900 and after 2199",
    arguments: ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
  func farDays(_ text: String) {
    #expect(CivilDate(text) == nil)
    #expect(Instant(text + "T12:00:00Z") == nil)
  }

  @Test("the first and the last day of facts are days")
  func ends() {
    #expect(CivilDate("1900-01-01") == .earliest && CivilDate("2199-12-31") == .latest)
    #expect(Instant("1900-01-01T00:00:00Z") != nil)
    #expect(Instant("2199-12-31T23:59:59.999999Z") != nil)
  }

  @Test("reckoning stops at the ends of the calendar: no number ends a program")
  func reckoning() {
    let (first, last) = ("0001-01-01", "9999-12-31")
    for number in [Int.min, Int.max] {
      let end = number < 0 ? first : last
      #expect(CivilDate(daysSinceEpoch: number).iso == end)
      #expect(CivilDate.latest.adding(days: number).iso == end)
      #expect(CivilDate.earliest.adding(months: number).year == (number < 0 ? 1 : 9999))
      #expect(CivilDate.firstDay(of: number).iso == end)
      #expect(CivilDate.lastDay(of: number).iso == end)
    }
    for number in [Int64.min, Int64.max] {
      let end = number < 0 ? first : last
      #expect(Instant(microseconds: number).parisDay.iso == end)
      #expect(Instant.parisMidnight(.latest).adding(microseconds: number).parisDay.iso == end)
      #expect(Instant(microseconds: number).iso.hasPrefix(end))
    }
    #expect(Instant.parisMidnight(CivilDate(daysSinceEpoch: .min)).parisDay.iso == first)
  }

  @Test("an instant is a date-time of RFC 3339: with a zone's offset, and any number of decimals")
  func rfc3339() {
    // RFC 3339 §5.8 has these examples: 19:57 at −08:00 is 03:57Z of the next day, and 1990 ends with a leap second.
    #expect(Instant("1996-12-19T16:39:57-08:00") == Instant("1996-12-20T00:39:57Z"))
    #expect(Instant("1990-12-31T23:59:60Z") == Instant("1991-01-01T00:00:00Z"))
    #expect(Instant("1990-12-31T15:59:60-08:00") == Instant("1991-01-01T00:00:00Z"))
    #expect(Instant("1985-04-12T23:20:50.52Z")?.iso == "1985-04-12T23:20:50.520000Z")
    #expect(
      Instant("2025-06-30T23:59:59.1234567891+02:00")?.iso == "2025-06-30T21:59:59.123456Z")
    #expect(Instant("2025-06-30t21:59:59z") == Instant("2025-06-30T21:59:59Z"))
    for wrong in [
      "2025-06-30T21:59:59", "2025-06-30 21:59:59Z", "2025-06-30T21:59:59+0200",
      "2025-06-30T21:59:59.Z", "2025-06-30T24:00:00Z", "2025-06-30T12:00:60Z",
      "2025-06-30T21:59:59+24:00", "2025-06-30T21:59:59ZZ", "1900-01-01T00:00:00+01:00",
    ] { #expect(Instant(wrong) == nil, "\(wrong)") }
  }

  private struct Question: Codable { var year: Year }

  private static func read(_ json: String) throws -> Int {
    let question = try JSONDecoder().decode(Question.self, from: Data(json.utf8))
    return question.year.value
  }

  @Test("a number outside its range, or that is no whole number, is refused with the range")
  func bounded() throws {
    #expect(try Self.read(#"{"year": 2025}"#) == 2025)
    for wrong in ["1899", "2200", "9223372036854775807", "1e30", "1.5", "\"2025\"", "null", "[]"] {
      let error = #expect(throws: DecodingError.self) { try Self.read(#"{"year": \#(wrong)}"#) }
      guard case .dataCorrupted(let context) = error else {
        if wrong != "null" { Issue.record("\(wrong): \(String(describing: error))") }
        continue
      }
      #expect(context.codingPath.map(\.stringValue) == ["year"], "\(wrong)")
      #expect(context.debugDescription.contains("from 1900 to 2199"), "\(wrong)")
    }
  }

  @Test("months are clipped to the month's last day")
  func months() {
    #expect(CivilDate("2024-02-29")?.adding(months: 12).iso == "2025-02-28")
    #expect(CivilDate("2025-12-31")?.adding(months: -48).iso == "2021-12-31")
    #expect(CivilDate("2025-01-31")?.adding(months: 1).iso == "2025-02-28")
  }

  @Test("an instant falls on its civil day in Paris, summer and winter")
  func paris() {
    // By expected.md, S11's 21:59:59Z is 23:59:59 on 30 June in Paris, S12's 22:00:00Z is 1 July, and S15's falls in 2026.
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

  @Test("an amount has two decimals, whatever its text has")
  func amounts() {
    #expect(
      ["0.00", "12000", "315.5", "0.01", "999999999999.99"].compactMap { Quantity($0) }
        .map { $0.text(decimals: 2) }
        == ["0.00", "12000.00", "315.50", "0.01", "999999999999.99"])
    let sum = ["999999999999.99", "0.01"].compactMap { Quantity($0) }.reduce(Quantity(0), +)
    #expect(sum.text(decimals: 2) == "1000000000000.00")
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

@Suite("What brought a version")
struct CauseTests {
  @Test("a row of an import tells the import and the row; a call of that name does not")
  func upload() {
    let row = Cause.upload("0192f0c1").row(7)
    #expect(row.text == "0192f0c1/7" && row.upload?.id == "0192f0c1" && row.upload?.row == 7)
    #expect(row.isRow(of: .upload("0192f0c1")) && !row.isRow(of: .upload("0192")))
    #expect(Cause.call(by: "federation-1").row(2).upload == nil)
    #expect(Cause("call/x").upload == nil && Cause("").upload == nil)
  }

  @Test("an import that was taken back is named, and nothing else is taken for one")
  func undone() {
    #expect(Cause.undo(of: "0192f0c1").row(7).undone == "0192f0c1")
    #expect(Cause.submission(7, by: "undo").undone == nil)
    #expect(Cause.submission(7, by: "villeurbanne").isSubmission)
    #expect(!Cause.call(by: "submission").isSubmission && !Cause("submission").isSubmission)
  }
}
