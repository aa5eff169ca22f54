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

  /// What the tab asks of a meeting to add: its `body`, `day` or `response`; empty for anything else.
  func label(of part: String) -> String {
    switch part {
    case "body": language.pick("Instance", "Body")
    case "day": language.pick("Jour", "Day")
    case "response": language.pick("Présence", "Presence")
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
      lines.append((FormLine(key: key, label: label, kind: kind), known))
    }
    func addHeading(_ french: String, _ english: String) {
      lines.append((.heading(language.pick(french, english)), ""))
    }
    addHeading(
      "Réunions des instances de veille sociale : qui de la structure y était ?",
      "Meetings of bodies of social watch: was the structure there?")
    for meeting in item.meetings where meeting.state == MeetingState.held.rawValue {
      add(
        Self.listed + meeting.code,
        "\(language.day(meeting.heldOn.iso)) \(meeting.bodyName)", response,
        known: meeting.response ?? "")
    }
    guard !item.bodies.isEmpty else { return lines }
    addHeading(
      "Autres réunions : déclarées par vous, comptées une fois confirmées",
      "Other meetings: declared by you, counted once they are confirmed")
    // The code stands first, and is what is read when the form comes back.
    let bodies = item.bodies.sorted { $0.key < $1.key }.map { ($0.key, "\($0.key) \($0.value)") }
    for number in 1...Self.added {
      add(Self.key(number, "body"), "\(number). \(label(of: "body"))", .choice(bodies))
      add(Self.key(number, "day"), label(of: "day"), .date)
      add(Self.key(number, "response"), label(of: "response"), response)
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
