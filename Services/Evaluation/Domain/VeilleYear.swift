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
  /// To the meetings of the year, held or not.
  private let invitations: ByStructure<EvaluationFacts.Invited>?

  init(_ query: FigureQuery, _ network: Network, _ facts: EvaluationFacts) {
    self.network = network
    day = query.asOf
    let held = (facts.meetings[query.year] ?? []).filter { $0.meeting.isHeld(by: query.asOf) }
    var communesThatMet: [String: Set<String>] = [:]
    for code in Set(held.map(\.meeting.bodyCode)) {
      guard let body = facts.bodies[code] else { continue }
      for given in body.communes {
        let carried = network.communes.carried(
          given, meantOn: body.communesAsOf, to: query.asOf)
        communesThatMet[network.communes.commune(of: carried), default: []].insert(code)
      }
    }
    self.communesThatMet = communesThatMet
    invitations = facts.invitations[query.year]
  }

  /// What a structure's part is.
  struct Part {
    /// To how many meetings it was invited.
    var invitations = 0
    /// At how many of them it was present.
    var presences = 0
    /// Whether it was present at a meeting of a body of its commune; nil where none met.
    var takesPart: Bool?
  }

  /// The invitations of a structure to meetings of the year that were held by the day.
  func invitations(at place: Place) -> some Sequence<EvaluationFacts.Invited> {
    (invitations?[place] ?? []).lazy.filter { [day] in $0.meeting.isHeld(by: day) }
  }

  func part(at place: Place) -> Part {
    let near = communesThatMet[network.commune(at: place, on: day)]
    var part = Part(takesPart: near == nil ? nil : false)
    for one in invitations(at: place) {
      part.invitations += 1
      guard one.isPresent else { continue }
      part.presences += 1
      if let near, near.contains(one.meeting.bodyCode) { part.takesPart = true }
    }
    return part
  }

  /// What the parts of the structures of a scope come to.
  struct Sum {
    var members = 0
    var concerned = 0
    var takingPart = 0
    var invitations = 0
    var presences = 0

    mutating func add(_ part: Part) {
      members += 1
      invitations += part.invitations
      presences += part.presences
      guard let takesPart = part.takesPart else { return }
      concerned += 1
      takingPart += takesPart ? 1 : 0
    }

    func figures(_ scope: Scope) -> [Figure] {
      var takesPart = EvaluationFigures.rate("I7b", scope, takingPart, concerned)
      takesPart.absences = EvaluationFigures.absences(
        "NO_MEETING_NEARBY", members - concerned, scope)
      return [takesPart, EvaluationFigures.rate("I7c", scope, presences, invitations)]
    }
  }
}
