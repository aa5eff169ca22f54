import Foundation
import Testing
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Calendars")
struct CalendarTests {
  private static let stamp = Instant("2026-11-30T12:24:48.5Z")!

  private func text(_ event: ICalendar.Event) -> String {
    ICalendar(events: [event], stamp: Self.stamp).text
  }

  /// The content lines, joined again where they were folded.
  private func lines(_ event: ICalendar.Event) -> [String] {
    text(event).replacing("\r\n ", with: "").components(separatedBy: "\r\n")
  }

  @Test("a calendar is what RFC 5545 §3.4 and §3.6 ask for, each line ended by CRLF")
  func whole() {
    let event = ICalendar.Event(
      about: "approval-end-S14", on: day("2026-12-31"), summary: "Fin d'agrément : Centre 14")

    #expect(
      text(event)
        == """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Vigie//Vigie//FR
        CALSCALE:GREGORIAN
        BEGIN:VEVENT
        UID:approval-end-S14@vigie
        DTSTAMP:20261130T122448Z
        DTSTART;VALUE=DATE:20261231
        DTEND;VALUE=DATE:20270101
        SUMMARY:Fin d'agrément : Centre 14
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR

        """.replacing("\n", with: "\r\n"))
  }

  @Test("the end is the day after the last one (§3.6.1), also over February and the year's end")
  func ends() {
    for (first, last, end) in [
      ("2025-06-30", nil, "20250701"), ("2024-02-28", nil, "20240229"),
      ("2024-02-28", "2024-02-29", "20240301"), ("2025-12-30", "2025-12-31", "20260101"),
      // A last day before the first one is none.
      ("2025-06-30", "2025-06-01", "20250701"),
    ] {
      let event = ICalendar.Event(about: "x", on: day(first), to: last.map(day), summary: "x")
      #expect(lines(event).contains("DTEND;VALUE=DATE:\(end)"), "\(first)")
    }
  }

  @Test("a text is escaped (§3.3.11), and no value begins a line of the calendar")
  func escapes() {
    let event = ICalendar.Event(
      about: "a;b", on: day("2025-06-30"), summary: "Centre \"13\"; site, nord\r\nATTENDEE:x",
      description: "un\r\ndeux\rtrois\nquatre\\n\u{2028}cinq\u{7}\u{202E}")

    let found = lines(event)

    #expect(found.contains(#"UID:a\;b@vigie"#))
    #expect(found.contains(#"SUMMARY:Centre "13"\; site\, nord ATTENDEE:x"#))
    #expect(found.contains(#"DESCRIPTION:un\ndeux\ntrois\nquatre\\n\ncinq \\u202e"#))
  }

  @Test("the address of a page is a URI (§3.3.13), which has neither spaces nor line ends")
  func addresses() {
    let event = ICalendar.Event(
      about: "x", on: day("2025-06-30"), summary: "x", url: "https://x.fr/é?a=1;b,c\r\nSTATUS:x y")

    #expect(lines(event).contains("URL:https://x.fr/%C3%A9?a=1;b,c%0D%0ASTATUS:x%20y"))
  }

  @Test("what does not take place is cancelled (§3.8.1.11)")
  func cancelled() {
    let event = ICalendar.Event(
      about: "x", on: day("2025-06-30"), summary: "x", isCancelled: true)

    #expect(lines(event).contains("STATUS:CANCELLED"))
  }

  @Test("a line has 75 octets at most and no character is cut (§3.1)", arguments: ["a", "é", "🙂"])
  func folds(_ letter: String) {
    for count in 1...200 {
      let summary = String(repeating: letter, count: count)
      let event = ICalendar.Event(about: "x", on: day("2025-06-30"), summary: summary)
      // A cut character would not come back from its bytes.
      let raw = text(event).utf8.split(separator: UInt8(ascii: "\n")).map {
        String(decoding: $0, as: UTF8.self)
      }
      #expect(raw.allSatisfy { $0.hasSuffix("\r") && $0.utf8.count <= 76 }, "\(count)")
      #expect(raw.allSatisfy { !$0.contains("\u{FFFD}") }, "\(count)")
      #expect(lines(event).contains("SUMMARY:" + summary), "\(count)")
    }
    // SUMMARY: has 8 octets, so that 67 more fill the line.
    #expect(ICalendar.folded("SUMMARY:" + String(repeating: "a", count: 67)).count == 75)
    #expect(ICalendar.folded("SUMMARY:" + String(repeating: "a", count: 68)).hasSuffix("\r\n a"))
  }
}
