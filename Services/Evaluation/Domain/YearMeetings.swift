public import CentreNetwork
public import Contracts
import Values

/// The meetings of veille of a year, and how those who were invited responded. Source: acceptance/year.md, `vigie evaluation meetings`.
public enum YearMeetings {
  /// Counts the invitations to each meeting of a year, whatever the structures that were invited.
  ///
  /// - Parameters:
  ///   - year: that of the meetings' days.
  ///   - commune: a code of any time; only the meetings of bodies that have its commune on the meeting's day. Nil for all.
  ///   - territories: those to which the caller is limited; only the meetings of bodies that have a commune there on the meeting's day.
  ///     Nil for no limit.
  ///   - attended: whether only meetings count that were held and at which a structure was present.
  ///   - bodies: by code.
  ///   - meetings: by code.
  ///   - invitations: in any order.
  ///   - history: the communes in time.
  /// - Returns: the meetings, held or cancelled, in the order of their codes.
  public static func rows(
    of year: Int, in commune: String?, within territories: [String]? = nil,
    attended: Bool = false, bodies: [String: VeilleBody], meetings: [String: VeilleMeeting],
    invitations: [VeilleInvitation], _ history: CommuneHistory
  ) -> [ListYearMeetings.Row] {
    let responses = Dictionary(grouping: invitations, by: \.meetingCode)
    let meant = meetings.filter { _, meeting in
      guard meeting.heldOn.year == year else { return false }
      let body = bodies[meeting.bodyCode]
      if let territories {
        let limit = TerritoryLimit(territories, on: meeting.heldOn, in: history)
        guard body?.lies(in: limit, on: meeting.heldOn, history) ?? false else { return false }
      }
      guard let commune else { return true }
      return has(commune, body, on: meeting.heldOn, history)
    }
    let rows: [ListYearMeetings.Row] = meant.sorted { $0.key < $1.key }.map { code, meeting in
      let own = responses[code] ?? []
      func count(_ response: InvitationResponse) -> Int { own.count { $0.response == response } }
      return ListYearMeetings.Row(
        meeting: code, body: meeting.bodyCode, heldOn: meeting.heldOn,
        state: meeting.state.rawValue, invited: own.count, present: count(.present),
        excused: count(.excused), absent: count(.absent))
    }
    return attended
      ? rows.filter { $0.state == MeetingState.held.rawValue && $0.present > 0 } : rows
  }

  /// Whether a body has a commune on a day. The code may be of any time, so every movement up to that day is followed.
  static func has(
    _ commune: String, _ body: VeilleBody?, on day: CivilDate, _ history: CommuneHistory
  ) -> Bool {
    let present = history.commune(of: history.carried(commune, meantOn: .earliest, to: day))
    return body?.communes(on: day, history).contains(present) ?? false
  }
}
