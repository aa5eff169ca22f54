import Texts
package import Values

/// Days as a calendar that other programs open. Source: RFC 5545.
///
/// Values cannot begin a line of the calendar: controls become spaces, and a line end in a text becomes `\n`.
package struct ICalendar {
  /// Something that takes whole days, one or several, or some hours.
  package struct Event {
    /// What it is about, such as `agreement-end-A01`. The same text makes the same event: a program that reads a later calendar moves
    /// its event instead of adding another one.
    package var about: String
    /// The first and the last day.
    package var first, last: CivilDate
    /// What a calendar shows on these days.
    package var summary: String
    /// What it shows beneath that; lines are kept.
    package var description: String
    /// A page about it.
    package var url: String?
    /// Whether it does not take place.
    package var isCancelled: Bool
    /// When it begins and ends; nil where it takes whole days.
    package var hours: ClosedRange<Instant>?
    /// Where it takes place; nil where nobody said.
    package var place: String?

    /// Makes an event, of one day where `last` is not given.
    package init(
      about: String, on first: CivilDate, to last: CivilDate? = nil, summary: String,
      description: String = "", url: String? = nil, isCancelled: Bool = false,
      hours: ClosedRange<Instant>? = nil, place: String? = nil
    ) {
      self.about = about
      self.first = first
      self.last = max(first, last ?? first)
      self.summary = summary
      self.description = description
      self.url = url
      self.isCancelled = isCancelled
      self.hours = hours
      self.place = place
    }
  }

  /// The events; a calendar has at least one (RFC 5545 §3.6).
  package let events: [Event]
  /// When the calendar is made.
  package let stamp: Instant

  /// Makes a calendar.
  package init(events: [Event], stamp: Instant) {
    self.events = events
    self.stamp = stamp
  }

  /// The calendar's text, with CRLF.
  package var text: String {
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vigie//Vigie//FR", "CALSCALE:GREGORIAN"]
      + events.flatMap(lines) + ["END:VCALENDAR"]
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private func lines(_ event: Event) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:" + Self.escaped(event.about + "@vigie"),
      "DTSTAMP:" + Self.utc(stamp),
    ]
    lines += Self.times(event)
    lines.append("SUMMARY:" + Self.escaped(TerminalText.oneLine(event.summary)))
    if !event.description.isEmpty {
      lines.append("DESCRIPTION:" + Self.escaped(event.description))
    }
    if let url = event.url { lines.append("URL:" + Self.uri(url)) }
    if let place = event.place {
      lines.append("LOCATION:" + Self.escaped(TerminalText.oneLine(place)))
    }
    if event.isCancelled { lines.append("STATUS:CANCELLED") }
    // A whole day reminds of something and keeps nobody busy; hours do.
    lines.append(event.hours == nil ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE")
    lines.append("END:VEVENT")
    return lines
  }

  /// When an event begins and ends.
  private static func times(_ event: Event) -> [String] {
    if let hours = event.hours {
      return ["DTSTART:" + utc(hours.lowerBound), "DTEND:" + utc(hours.upperBound)]
    }
    return [
      "DTSTART;VALUE=DATE:" + day(event.first),
      // The end is the first day after the event: RFC 5545 §3.6.1, “the non-inclusive end”.
      "DTEND;VALUE=DATE:" + day(event.last.adding(days: 1)),
    ]
  }

  /// A day as `YYYYMMDD` (RFC 5545 §3.3.4).
  private static func day(_ day: CivilDate) -> String {
    String(day.iso.filter { $0 != "-" })
  }

  /// An instant as `YYYYMMDDThhmmssZ` (RFC 5545 §3.3.5, form 2), without decimals.
  private static func utc(_ instant: Instant) -> String {
    String(instant.iso.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }

  /// A text value (RFC 5545 §3.3.11): a backslash before `\`, `;` and `,`, and `\n` for a line end.
  static func escaped(_ text: String) -> String {
    TerminalText.lines(text).map { line in
      TerminalText.oneLine(line).unicodeScalars.reduce(into: "") { result, scalar in
        if scalar == "\\" || scalar == ";" || scalar == "," { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }.joined(separator: "\\n")
  }

  /// An address of a page (RFC 5545 §3.3.13), which is not escaped as texts are: a byte that no URI has (RFC 3986 §2) is written as
  /// `%` and its number.
  private static func uri(_ text: String) -> String {
    let marks = "-._~:/?#[]@!$&'()*+,;=%".utf8
    return text.utf8.reduce(into: "") { result, byte in
      let isAllowed =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || marks.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      result +=
        isAllowed
        ? String(Unicode.Scalar(byte)) : "%" + (digits.utf8.count < 2 ? "0" : "") + digits
    }
  }

  /// A content line in lines of at most 75 octets, each further one after a space (RFC 5545 §3.1). No character is cut.
  static func folded(_ line: String) -> String {
    var result = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let length = UTF8.width(scalar)
      if octets + length > 75 {
        result += "\r\n "
        octets = 1
      }
      result.unicodeScalars.append(scalar)
      octets += length
    }
    return result
  }
}
