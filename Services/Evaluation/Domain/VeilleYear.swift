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
    let year = Period.year(query.year)
    let held = facts.meetings.filter { _, meeting in
      year.contains(meeting.heldOn) && meeting.heldOn <= query.asOf && meeting.state == "held"
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
      grouping: held.keys.sorted().flatMap { facts.invitations[$0] ?? [] }, by: \.structureCode)
  }

  /// What a structure's part is.
  struct Part {
    /// To how many meetings it was invited.
    let invitations: Int
    /// At how many of them it was present.
    let presences: Int
    /// Whether it was present at a meeting of a body of its commune; nil where none met.
    let takesPart: Bool?
  }

  func part(of structure: Structure) -> Part {
    let own = invitations[structure.code] ?? []
    let present = own.filter { $0.response == "present" }
    let near = communesThatMet[network.commune(of: structure, on: day)]
    return Part(
      invitations: own.count, presences: present.count,
      takesPart: near.map { near in
        present.contains { bodies[$0.meetingCode].map(near.contains) ?? false }
      })
  }

  static func figures(_ scope: Scope, _ parts: [Part]) -> [Figure] {
    let concerned = parts.compactMap(\.takesPart)
    var takesPart = EvaluationFigures.rate(
      "I7b", scope, concerned.count { $0 }, concerned.count)
    takesPart.absences = EvaluationFigures.absences(
      "NO_MEETING_NEARBY", parts.count - concerned.count, scope)
    return [
      takesPart,
      EvaluationFigures.rate(
        "I7c", scope, parts.map(\.presences).reduce(0, +), parts.map(\.invitations).reduce(0, +)),
    ]
  }
}
