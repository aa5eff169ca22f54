package import Contracts
package import Texts
import Values

/// A session in a calendar: an event for each half-day whose hours are known, otherwise one from the first to the last day.
package struct SessionCalendar: Bilingual {
  let session: GetSessionFile.Session
  let language: Language

  /// Makes it.
  package init(session: GetSessionFile.Session, language: Language) {
    self.session = session
    self.language = language
  }

  /// The events, at least one.
  package var events: [ICalendar.Event] {
    let summary = pick("Formation : \(session.title)", "Training: \(session.title)")
    guard !session.times.isEmpty else {
      return [
        ICalendar.Event(
          about: "session-\(session.code)", on: session.firstDay, to: session.lastDay,
          summary: summary, description: course, isCancelled: isCancelled, place: session.place)
      ]
    }
    return session.times.map { time in
      ICalendar.Event(
        about: "session-\(session.code)-\(time.number)", on: time.day, summary: summary,
        description: course + "\n" + pick("Demi-journée ", "Half-day ") + "\(time.number)",
        isCancelled: isCancelled, hours: Self.span(time), place: session.place)
    }
  }

  private var course: String { "\(session.course) · \(session.code)" }
  private var isCancelled: Bool { session.state == "cancelled" }

  /// From when to when a half-day is; nil, which means the whole day, where its hours are none.
  private static func span(_ time: GetSessionFile.HalfDay) -> ClosedRange<Instant>? {
    guard let starts = second(time.starts), let ends = second(time.ends), starts < ends else {
      return nil
    }
    let first = Instant.paris(time.day, second: starts)
    return first...max(first, Instant.paris(time.day, second: ends))
  }

  /// The second of the day that `HH:MM` says; nil for any other text.
  private static func second(_ text: String) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1],
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 3600 + minute * 60
  }
}
