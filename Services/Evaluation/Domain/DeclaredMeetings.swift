public import CentreNetwork
public import Contracts
public import Values

/// What a structure says of a meeting in its form.
public struct MeetingDeclaration: Hashable, Sendable {
  /// The structure's code, and the body's.
  public let structureCode, bodyCode: String
  /// The day of the meeting.
  public let heldOn: CivilDate
  /// What it says of itself.
  public let response: InvitationResponse

  /// Makes a declaration.
  public init(
    structureCode: String, bodyCode: String, heldOn: CivilDate, response: InvitationResponse
  ) {
    self.structureCode = structureCode
    self.bodyCode = bodyCode
    self.heldOn = heldOn
    self.response = response
  }
}

/// What structures declare of meetings beside what bodies recorded. I7b and I7c count only what bodies recorded.
public enum DeclaredMeetings {
  /// How a declaration stands beside the body's record.
  public enum State: String, Sendable {
    /// The body's record says nothing of the structure at a meeting held that day.
    case declared
    /// It says the same.
    case confirmed
    /// It says something else.
    case contradicted
  }

  /// Sets each declaration beside what the body recorded of a meeting that was held on that day. A cancelled meeting neither confirms nor
  /// contradicts. Of several meetings of a body on a day, the one that says the same of the structure counts, then one that says something
  /// of it, then the first by its code.
  ///
  /// - Parameters:
  ///   - declarations: in any order.
  ///   - meetings: by code.
  ///   - invitations: in any order.
  /// - Returns: one row for each declaration, by their places.
  public static func rows(
    _ declarations: [MeetingDeclaration], meetings: [String: VeilleMeeting],
    invitations: [VeilleInvitation]
  ) -> [ListDeclaredMeetings.Row] {
    let held = meetings.filter { $0.value.state == .held }
    let codes = Dictionary(grouping: held.keys.sorted()) { code in
      held[code].map { [$0.bodyCode, $0.heldOn.iso] } ?? []
    }
    let responses = Dictionary(
      invitations.map { ([$0.meetingCode, $0.structureCode], $0.response) },
      uniquingKeysWith: { first, _ in first })
    return declarations.map { one -> ListDeclaredMeetings.Row in
      let own = codes[[one.bodyCode, one.heldOn.iso]] ?? []
      let observed = own.map { (code: $0, response: responses[[$0, one.structureCode]]) }
      let best =
        observed.first { $0.response == one.response } ?? observed.first { $0.response != nil }
        ?? observed.first
      let state: State =
        if let response = best?.response {
          response == one.response ? .confirmed : .contradicted
        } else {
          .declared
        }
      return .init(
        structure: one.structureCode, body: one.bodyCode, heldOn: one.heldOn,
        response: one.response.rawValue, state: state.rawValue, meeting: best?.code,
        observed: best?.response?.rawValue)
    }.sorted { $0.place < $1.place }
  }

  /// How many characters of a body's code a meeting's code takes over: with the day and a number, these are the 100 of a code.
  private static let mostOfBody = 84

  /// Returns a free code for a body's meeting on a day: the body's code, `-` and the day; if a meeting has it, with `-2`, `-3`, … behind.
  /// Of a long code it takes the beginning.
  ///
  /// - Parameters:
  ///   - body: the body's code.
  ///   - day: the day.
  ///   - isTaken: whether a meeting has a code.
  /// - Returns: the code.
  /// - Throws: what `isTaken` throws.
  public static func code(
    ofMeetingOf body: String, on day: CivilDate, isTaken: (String) throws -> Bool
  ) rethrows -> String {
    let plain = "\(String(body.unicodeScalars.prefix(mostOfBody)))-\(day.iso)"
    var (code, number) = (plain, 1)
    while try isTaken(code) {
      number += 1
      code = "\(plain)-\(number)"
    }
    return code
  }

  /// Returns the declarations about meetings of bodies that have a commune, as ``YearMeetings`` finds them.
  ///
  /// - Parameters:
  ///   - commune: a code of any time; nil for all.
  ///   - declarations: in any order.
  ///   - bodies: by code.
  ///   - history: the communes in time.
  /// - Returns: those that are meant, in their order.
  public static func within(
    _ commune: String?, _ declarations: [MeetingDeclaration], bodies: [String: VeilleBody],
    _ history: CommuneHistory
  ) -> [MeetingDeclaration] {
    guard let commune else { return declarations }
    return declarations.filter {
      YearMeetings.has(commune, bodies[$0.bodyCode], on: $0.heldOn, history)
    }
  }
}
