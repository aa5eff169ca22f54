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

  /// What the tab asks in a line of a meeting to add; empty for any other line.
  func label(of key: String) -> String {
    let parts = key.split(separator: ":").map(String.init)
    guard parts.count == 3, parts[0] == "new" else { return "" }
    let number = parts[1]
    return switch parts[2] {
    case "body": language.pick("Réunion \(number) : instance", "Meeting \(number): body")
    case "day": language.pick("Réunion \(number) : date", "Meeting \(number): day")
    case "response": language.pick("Réunion \(number) : présence", "Meeting \(number): presence")
    default: ""
    }
  }

  /// What a structure may answer to an invitation. The words are those of the forms that were sent out before, so that these can still be
  /// read when they come back.
  package var response: FormLine.Kind {
    .choice([
      (InvitationResponse.present.rawValue, language.pick("présent", "present")),
      (InvitationResponse.excused.rawValue, language.pick("excusé", "excused")),
      (InvitationResponse.absent.rawValue, "absent"),
    ])
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
    let asked: [(part: String, kind: FormLine.Kind)] = [
      ("body", .choice(bodies)), ("day", .date), ("response", response),
    ]
    for number in 1...Self.added {
      for (part, kind) in asked {
        let key = Self.key(number, part)
        add(key, label(of: key), kind)
      }
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
