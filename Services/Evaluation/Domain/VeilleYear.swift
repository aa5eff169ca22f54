import Contracts
import Network
import Values

/// I7b and I7c: who takes part in veille, and how steadily, in one year.
///
/// Source: acceptance/indicators.md, I7b and I7c.
struct VeilleYear {
  let network: Network
  let day: CivilDate
  /// Communes in which a body met at least once.
  let communesThatMet: [String: Set<String>]
  /// By structure: the meetings held in the year to which it was invited, and the response.
  let invitations: [String: [VeilleInvitation]]
  let bodies: [String: String]

  init(_ query: FigureQuery, _ network: Network, _ facts: EvaluationFacts) {
    self.network = network
    day = query.asOf
    let held = facts.meetings.filter { _, meeting in
      meeting.state == "held" && meeting.heldOn.year == query.year && meeting.heldOn <= query.asOf
    }
    bodies = held.mapValues(\.bodyCode)
    var communesThatMet: [String: Set<String>] = [:]
    for code in Set(bodies.values) {
      guard let body = facts.bodies[code] else { continue }
      for given in body.communes {
        let carried = network.communes.carried(
          given, meantOn: body.communesAsOf, to: query.asOf)
        communesThatMet[network.communes.commune(of: carried), default: []].insert(code)
      }
    }
    self.communesThatMet = communesThatMet
    invitations = Dictionary(
      grouping: facts.invitations.filter { held[$0.meetingCode] != nil }, by: \.structureCode)
  }

  func figures(_ scope: Scope, _ members: [Structure]) -> [Figure] {
    let concerned = members.compactMap { structure -> (Structure, Set<String>)? in
      let bodies = communesThatMet[network.commune(of: structure, on: day)]
      return bodies.map { (structure, $0) }
    }
    let taking = concerned.count { structure, own in
      (invitations[structure.code] ?? []).contains {
        $0.response == "present" && own.contains(bodies[$0.meetingCode] ?? "")
      }
    }
    let invited = members.flatMap { invitations[$0.code] ?? [] }
    var takesPart = EvaluationFigures.rate("I7b", scope, taking, concerned.count)
    if scope == .all, members.count > concerned.count {
      takesPart.absences = [
        Absence(reason: "NO_MEETING_NEARBY", count: members.count - concerned.count)
      ]
    }
    return [
      takesPart,
      EvaluationFigures.rate(
        "I7c", scope, invited.count { $0.response == "present" }, invited.count),
    ]
  }
}
