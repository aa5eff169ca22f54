import Composition
package import Texts
package import Values

extension ICalendar {
  /// Makes a calendar of a network; if that is invented, each event says so.
  ///
  /// - Parameters:
  ///   - events: at least one.
  ///   - isFictitious: whether the network is invented.
  ///   - language: the language in which the events say so.
  ///   - stamp: when the calendar is made.
  package init(events: [Event], isFictitious: Bool, language: Language, stamp: Instant) {
    let told = events.map { event in
      var event = event
      if isFictitious {
        event.description = [event.description, Words.fictitious(language)]
          .filter { !$0.isEmpty }.joined(separator: "\n")
      }
      return event
    }
    self.init(events: told, stamp: stamp)
  }
}
