public import CentreNetwork
public import Contracts
public import Values

/// The meetings of veille that concern structures. Source: acceptance/indicators.md, I7b and I7c.
public enum VeilleMeetings {
  /// The meetings of some days, for each structure.
  ///
  /// - Parameters:
  ///   - structures: those asked for.
  ///   - days: the days; a structure's commune is that of the last day.
  ///   - facts: the network, bodies, meetings and invitations.
  ///   - names: code of a body → its name.
  /// - Returns: one item for each structure, in their order.
  public static func items(
    of structures: [Structure], _ days: ClosedRange<CivilDate>, _ facts: EvaluationFacts,
    names: [String: String]
  ) -> [ListMeetings.Item] {
    let (network, day) = (facts.network, days.upperBound)
    var bodiesOf: [String: Set<String>] = [:]
    for (code, body) in facts.bodies {
      for commune in body.communes(on: day, network.communes) {
        bodiesOf[commune, default: []].insert(code)
      }
    }
    let years = facts.meetings.keys.sorted()
    let meetings = years.flatMap { facts.meetings[$0] ?? [] }.filter {
      days.contains($0.meeting.heldOn)
    }
    return structures.map { structure in
      let bodies = bodiesOf[network.commune(of: structure, on: day)] ?? []
      let place = network.place(of: structure)
      let invited = years.flatMap { year in
        place.flatMap { facts.invitations[year]?[$0] } ?? []
      }
      let responses = Dictionary(
        invited.map { ($0.meetingCode, $0.response) }, uniquingKeysWith: { first, _ in first })
      return .init(
        structure: structure.code,
        bodies: Dictionary(uniqueKeysWithValues: bodies.map { ($0, names[$0] ?? $0) }),
        meetings: meetings.filter { code, meeting in
          responses[code] != nil || bodies.contains(meeting.bodyCode)
        }.map { code, meeting in
          .init(
            code: code, body: meeting.bodyCode,
            bodyName: names[meeting.bodyCode] ?? meeting.bodyCode, heldOn: meeting.heldOn,
            state: meeting.state.rawValue, response: responses[code]?.rawValue)
        })
    }
  }
}
