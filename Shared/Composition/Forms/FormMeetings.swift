package import Contracts
package import Texts
import Values

/// The meetings of veille, as the third tab of a form asks about them.
package struct FormMeetings {
  /// How many meetings that are not listed can be added.
  package static let added = 3
  /// Key of a listed meeting's line, before its code.
  package static let listed = "meeting:"

  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// Key of a line of a meeting to add: `new:1:body`, `new:1:day`, `new:1:response`.
  package static func key(_ number: Int, _ part: String) -> String { "new:\(number):\(part)" }

  /// What a structure may answer to an invitation.
  package var response: FormLine.Kind {
    .choice(["present", "excused", "absent"].map { ($0, Catalogue.diagnosis($0, language)) })
  }

  /// The lines, and what is known of each.
  package func lines(_ item: ListMeetings.Item) -> [(line: FormLine, known: String)] {
    var lines: [(line: FormLine, known: String)] = []
    func add(_ key: String, _ label: String, _ kind: FormLine.Kind, known: String = "") {
      let expected = FormExpectation(language: language).words(kind)
      lines.append((FormLine(key: key, label: label, kind: kind, expected: expected), known))
    }
    lines.append(
      (
        .heading(
          language.pick(
            "Réunions de veille sociale : votre structure était-elle présente ?",
            "Meetings of social watch: was your structure there?")), ""
      ))
    for meeting in item.meetings where meeting.state == MeetingState.held.rawValue {
      add(
        Self.listed + meeting.code,
        "\(language.day(meeting.heldOn.iso)) \(meeting.bodyName)", response,
        known: meeting.response ?? "")
    }
    guard !item.bodies.isEmpty else { return lines }
    lines.append(
      (
        .heading(
          language.pick(
            "Autres réunions auxquelles vous avez participé",
            "Other meetings that you took part in"),
          note: language.pick(
            "Une réunion que vous ajoutez est comptée une fois confirmée par l'instance ou par la Caf.",
            "A meeting that you add is counted once the body or the Caf has confirmed it.")), ""
      ))
    // The code stands first, and is what is read when the form comes back.
    let bodies = item.bodies.sorted { $0.key < $1.key }.map { ($0.key, "\($0.key) \($0.value)") }
    for number in 1...Self.added {
      let meeting = language.pick("Réunion \(number) : ", "Meeting \(number): ")
      add(
        Self.key(number, "body"), meeting + language.pick("instance", "body"), .choice(bodies))
      add(Self.key(number, "day"), meeting + language.pick("date", "day"), .date)
      add(Self.key(number, "response"), meeting + language.pick("présence", "presence"), response)
    }
    return lines
  }
}

/// What a form that came back says of meetings.
package struct ReturnedMeetings {
  /// Code of a listed meeting → the response, where it is not the one that was known.
  package var responses: [String: String] = [:]
  /// Number of a meeting to add → `body`, `day` and `response`, as far as they were filled in.
  package var added: [Int: [String: String]] = [:]

  package var isEmpty: Bool { responses.isEmpty && added.isEmpty }
}
