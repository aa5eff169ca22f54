package import Texts
package import Values

/// A mail to one person that a mail program opens as a draft; whoever sends it is its sender. Source: RFC 5322, RFC 2045 to RFC 2047.
///
/// No value can begin a header: controls and line ends in it become spaces, and without exactly one address there is no message.
package struct MailMessage {
  /// What the file of a calendar is called.
  package static let calendarName = "session.ics"
  /// The line between the parts of a message. No part has it: quoted-printable writes `=` as `=3D`, and Base64 has no `_`.
  private static let boundary = "=_vigie"

  /// Whom it goes to, where, what it is about, and its text, as somebody reads them before it goes; the last two with French spaces in
  /// French.
  package let name, address, subject, body: String
  private let calendar: String?
  private let date: Instant
  private let sender: String?

  /// Makes a message; nil if `address` is no e-mail address.
  ///
  /// - Parameters:
  ///   - name: whose address it is; may be empty.
  ///   - address: where it goes.
  ///   - subject: what it is about, in one line.
  ///   - body: the text; its lines are kept.
  ///   - language: the language of both.
  ///   - calendar: a calendar that goes with it as a file, which mail programs offer to add; nil for none.
  ///   - date: when it was written.
  ///   - sender: the address of the program that sends it; nil for a draft that a person sends.
  package init?(
    to name: String, at address: String, subject: String, body: String, in language: Language,
    calendar: String? = nil, date: Instant, sender: String? = nil
  ) {
    guard EmailAddress.isOne(address), sender.map(EmailAddress.isOne) ?? true else { return nil }
    self.name = TerminalText.oneLine(name)
    self.address = address
    let line = TerminalText.oneLine(subject)
    self.subject = language == .french ? Typography.french(text: line) : line
    self.body = language == .french ? Typography.french(text: body) : body
    self.calendar = calendar
    self.date = date
    self.sender = sender
  }

  /// The message as a file has it, with CRLF.
  package var text: String {
    let to = name.isEmpty ? " \(address)" : "\(Self.header(name))\r\n <\(address)>"
    // Outlook opens a message with the first of these marks as a draft, to be sent; the second keeps absence notices away (RFC 3834).
    let origin = sender.map { ["From: \($0)", "Auto-Submitted: auto-generated"] }
    let head =
      ["To:\(to)", "Subject:\(Self.header(subject))", "Date: \(Self.time(date))"]
      + (origin ?? ["X-Unsent: 1"]) + ["MIME-Version: 1.0"]
    return (head + content).joined(separator: "\r\n")
  }

  /// The lines from the first header that says what the message is made of: its text alone, or the text and a calendar.
  private var content: [String] {
    let text = [
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
      "", Self.quotedPrintable(body),
    ]
    guard let calendar else { return text }
    let next = "--\(Self.boundary)"
    var lines = ["Content-Type: multipart/mixed; boundary=\"\(Self.boundary)\"", "", next]
    lines += text
    lines += [
      next,
      // No `method`: the calendar has none either (RFC 5545 §3.7.2), since nobody is asked to answer it.
      "Content-Type: text/calendar; charset=utf-8; name=\"\(Self.calendarName)\"",
      "Content-Disposition: attachment; filename=\"\(Self.calendarName)\"",
      "Content-Transfer-Encoding: base64", "",
    ]
    lines += Self.base64Lines(calendar)
    lines += [next + "--", ""]
    return lines
  }

  /// A text of a header, with the space before it. It stands as it is if it is short and has only letters, digits, hyphens and spaces of
  /// ASCII; otherwise as encoded words.
  ///
  /// An encoded word may have 75 characters, and a line 76 (RFC 2047 §2). 39 bytes make 52 characters of Base64, 64 with the marks around
  /// them, and 73 behind `Subject: `. No character is divided between two words (RFC 2047 §5).
  private static func header(_ text: String) -> String {
    if text.utf8.count <= 60, text.utf8.allSatisfy(isPlain) { return " " + text }
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 39 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { " =?UTF-8?B?\(base64($0))?=" }.joined(separator: "\r\n")
  }

  /// Whether a byte means nothing to a reader of names and subjects.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || isDigit(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Base64 (RFC 4648 §4).
  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = Array(bytes[start..<min(start + 3, bytes.count)])
      let padded = (part + [0, 0]).prefix(3)
      let bits = padded.reduce(Int(0)) { $0 << 8 | Int($1) }
      for place in 0..<4 {
        let isPadding = place > part.count
        text.append(isPadding ? UInt8(ascii: "=") : digits[bits >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A text in Base64, in lines of 76 characters (RFC 2045 §6.8).
  private static func base64Lines(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 57).map { start in
      base64(Array(bytes[start..<min(start + 57, bytes.count)]))
    }
  }

  /// A date and time in UTC (RFC 5322 §3.3), such as `Mon, 30 Nov 2026 12:24:48 +0000`.
  private static func time(_ instant: Instant) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let microsecondsPerDay: Int64 = 86_400_000_000
    let rest = instant.microseconds % microsecondsPerDay
    let inDay = rest < 0 ? rest + microsecondsPerDay : rest
    let day = CivilDate(
      daysSinceEpoch: Int((instant.microseconds - inDay) / microsecondsPerDay))
    // 1970-01-01 was a Thursday.
    let weekday = days[(day.daysSinceEpoch % 7 + 7) % 7]
    let clock = instant.iso.dropFirst(11).prefix(8)
    let year = String(day.iso.prefix(4))
    return "\(weekday), \(day.day) \(months[day.month - 1]) \(year) \(clock) +0000"
  }

  /// A text in lines of at most 76 characters (RFC 2045 §6.7), each line end as CRLF.
  private static func quotedPrintable(_ text: String) -> String {
    TerminalText.lines(text).map { line in
      let bytes = Array(TerminalText.visible(line).utf8)
      var (result, width) = ("", 0)
      for (place, byte) in bytes.enumerated() {
        let piece = quoted(byte, isLast: place == bytes.count - 1)
        // The last place of a line is kept for the `=` of a soft line break.
        if width + piece.utf8.count > 75 {
          result += "=\r\n"
          width = 0
        }
        result += piece
        width += piece.utf8.count
      }
      return result + "\r\n"
    }.joined()
  }

  /// A byte of a line as it stands, or as `=` and its number. A space at the end of a line would be lost on the way.
  private static func quoted(_ byte: UInt8, isLast: Bool) -> String {
    let isVisible = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    if isVisible || byte == UInt8(ascii: " ") && !isLast { return String(Unicode.Scalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
