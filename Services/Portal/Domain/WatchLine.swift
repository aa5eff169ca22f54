public import Contracts
public import Values

/// A meeting of social watch as a structure sees it: what the body recorded, and what the structure itself declares.
public struct WatchLine: Sendable, Hashable {
  /// What is to be known of it.
  public enum State: Sendable, Hashable {
    /// It is still to come.
    case toCome
    /// It was cancelled.
    case cancelled
    /// The body recorded how the structure responded.
    case recorded
    /// Nobody says yet whether the structure was there.
    case unsaid
    /// The structure says it, and nobody has confirmed it.
    case declared
    /// The body recorded something else than the structure says.
    case contradicted
  }

  /// The body's code and name; the code stands for a name that is not known.
  public let body, bodyName: String
  /// The day.
  public let heldOn: CivilDate
  /// What the body recorded; nil for a meeting that only the structure tells of.
  public let meeting: ListMeetings.Meeting?
  /// What the structure declares; nil for nothing.
  public let declared: ListDeclaredMeetings.Row?

  /// Returns what is to be known of it on a day.
  public func state(on today: CivilDate) -> State {
    switch declared?.state {
    case "contradicted": return .contradicted
    case "declared": return .declared
    default: break
    }
    if meeting?.state == MeetingState.cancelled.rawValue { return .cancelled }
    if meeting?.response != nil || declared != nil { return .recorded }
    return heldOn > today ? .toCome : .unsaid
  }

  /// Puts meetings and declarations together: what is about the same body and day is one line.
  ///
  /// - Parameters:
  ///   - meetings: what bodies recorded.
  ///   - declarations: what the structure declares.
  ///   - names: body → name.
  /// - Returns: the lines, newest first.
  public static func lines(
    _ meetings: [ListMeetings.Meeting], _ declarations: [ListDeclaredMeetings.Row],
    names: [String: String]
  ) -> [WatchLine] {
    func place(_ body: String, _ day: CivilDate) -> String { "\(day.iso)\t\(body)" }
    var left = Dictionary(
      declarations.map { (place($0.body, $0.heldOn), $0) }, uniquingKeysWith: { first, _ in first })
    var lines = meetings.map { meeting in
      WatchLine(
        body: meeting.body, bodyName: meeting.bodyName, heldOn: meeting.heldOn, meeting: meeting,
        declared: left.removeValue(forKey: place(meeting.body, meeting.heldOn)))
    }
    lines += left.values.map { row in
      WatchLine(
        body: row.body, bodyName: names[row.body] ?? row.body, heldOn: row.heldOn, meeting: nil,
        declared: row)
    }
    return lines.sorted {
      ($1.heldOn, $0.body, $0.meeting?.code ?? "") < ($0.heldOn, $1.body, $1.meeting?.code ?? "")
    }
  }
}
