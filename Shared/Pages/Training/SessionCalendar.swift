package import Contracts
package import Texts
import Values

/// A session in a calendar: an event for each half-day whose hours are known, otherwise one from the first to the last day.
package struct SessionCalendar: Bilingual {
  let session: ListCourses.Row
  let isCancelled: Bool
  let language: Language

  /// Makes it.
  ///
  /// - Parameters:
  ///   - session: the session.
  ///   - isCancelled: whether it does not take place.
  ///   - language: the language of its texts.
  package init(_ session: ListCourses.Row, isCancelled: Bool = false, _ language: Language) {
    self.session = session
    self.isCancelled = isCancelled
    self.language = language
  }

  /// The events, at least one.
  package var events: [ICalendar.Event] {
    let summary = pick("Formation : \(session.title)", "Training: \(session.title)")
    guard !session.slots.isEmpty else {
      return [
        ICalendar.Event(
          about: "session-\(session.sessionCode)", on: session.firstDay, to: session.lastDay,
          summary: summary, description: course, isCancelled: isCancelled, place: session.place)
      ]
    }
    return session.slots.map { slot in
      ICalendar.Event(
        about: "session-\(session.sessionCode)-\(slot.halfDay)", on: slot.day, summary: summary,
        description: course + "\n" + pick("Demi-journée ", "Half-day ") + "\(slot.halfDay)",
        isCancelled: isCancelled, hours: Self.span(slot), place: session.place)
    }
  }

  private var course: String { "\(session.course) · \(session.sessionCode)" }

  /// From when to when a half-day is; nil, which means the whole day, where its hours are none.
  private static func span(_ slot: HalfDaySlot) -> ClosedRange<Instant>? {
    guard let starts = second(slot.starts), let ends = second(slot.ends), starts < ends else {
      return nil
    }
    let first = Instant.paris(slot.day, second: starts)
    return first...max(first, Instant.paris(slot.day, second: ends))
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
