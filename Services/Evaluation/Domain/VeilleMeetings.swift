public import Contracts
public import Network
public import Values

/// The meetings of veille that concern structures. Source: acceptance/indicators.md, I7b and I7c.
public enum VeilleMeetings {
  /// The meetings of some days, for each structure.
  ///
  /// - Parameters:
  ///   - structures: those asked for.
  ///   - days: the days; a commune is that of the last one.
  ///   - network: communes and structures.
  ///   - facts: bodies, meetings and invitations.
  ///   - names: code of a body → its name.
  /// - Returns: an item a structure, in their order.
  public static func items(
    of structures: [Structure], _ days: ClosedRange<CivilDate>, _ network: Network,
    _ facts: EvaluationFacts, names: [String: String]
  ) -> [ListMeetings.Item] {
    let day = days.upperBound
    var bodiesOf: [String: Set<String>] = [:]
    for (code, body) in facts.bodies {
      for given in body.communes {
        let carried = network.communes.carried(given, meantOn: body.communesAsOf, to: day)
        bodiesOf[network.communes.commune(of: carried), default: []].insert(code)
      }
    }
    let meetings = facts.meetings.filter { days.contains($0.value.heldOn) }
      .sorted { ($0.value.heldOn, $0.key) < ($1.value.heldOn, $1.key) }
    let invitations = Dictionary(
      grouping: meetings.flatMap { facts.invitations[$0.key] ?? [] }, by: \.structureCode)
    return structures.map { structure in
      let bodies = bodiesOf[network.commune(of: structure, on: day)] ?? []
      let responses = Dictionary(
        (invitations[structure.code] ?? []).map { ($0.meetingCode, $0.response) }
      ) { first, _ in first }
      return .init(
        structure: structure.code,
        bodies: Dictionary(uniqueKeysWithValues: bodies.map { ($0, names[$0] ?? $0) }),
        meetings: meetings.filter { code, meeting in
          responses[code] != nil || bodies.contains(meeting.bodyCode)
        }.map { code, meeting in
          .init(
            code: code, body: meeting.bodyCode,
            bodyName: names[meeting.bodyCode] ?? meeting.bodyCode, heldOn: meeting.heldOn,
            state: meeting.state, response: responses[code])
        })
    }
  }
}
