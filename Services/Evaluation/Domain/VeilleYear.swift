import CentreNetwork
import Contracts
import Values

/// I7b and I7c: who takes part in veille, and how steadily, in one year.
///
/// Source: acceptance/indicators.md, I7b and I7c.
struct VeilleYear {
  let known: EvaluationFacts
  let day: CivilDate
  /// For each body its communes if the body met at least once; else none.
  private let communesThatMet: [[String]]
  private let areWatched: Set<String>
  /// The invitations to the meetings of the year, held or not.
  private let invitations: ByStructure<EvaluationFacts.Invited>?

  init(_ query: FigureQuery, _ facts: EvaluationFacts) {
    known = facts
    day = query.asOf
    let held = (facts.meetings[query.year.value] ?? []).filter { $0.meeting.isHeld(by: query.asOf) }
    let bodies = Set(held.map(\.meeting.bodyCode))
    communesThatMet = facts.bodies.map { code, body in
      guard bodies.contains(code) else { return [] }
      return body.communes(on: query.asOf, facts.network.communes)
    }
    areWatched = Set(communesThatMet.joined())
    invitations = facts.invitations[query.year.value]
  }

  /// A structure's part in the veille of the year.
  struct Part {
    /// To how many meetings it was invited.
    var invitations = 0
    /// At how many of them it was present.
    var presences = 0
    /// Whether it was present at a meeting of a body of its commune; nil where none met.
    var takesPart: Bool?
  }

  /// The invitations of a structure to meetings of the year that were held by the day.
  func invitations(at place: StructureIndex) -> some Sequence<EvaluationFacts.Invited> {
    (invitations?[place] ?? []).lazy.filter { [day] in $0.meeting.isHeld(by: day) }
  }

  func part(at place: StructureIndex) -> Part {
    let commune = known.network.commune(at: place, on: day)
    var part = Part(takesPart: areWatched.contains(commune) ? false : nil)
    for one in invitations(at: place) {
      part.invitations += 1
      guard one.isPresent else { continue }
      part.presences += 1
      if let body = one.body, communesThatMet[body].contains(commune) { part.takesPart = true }
    }
    return part
  }

  /// Commune → the bodies of that commune that met, each once, by their places in the facts.
  var bodiesThatMet: [String: [Int]] {
    communesThatMet.enumerated().reduce(into: [:]) { found, body in
      for commune in Set(body.element) { found[commune, default: []].append(body.offset) }
    }
  }

  /// The sums over the structures of a scope.
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
      [
        EvaluationFigures.rate(
          "I7b", scope, takingPart, concerned, absent: "NO_MEETING_NEARBY", members - concerned),
        EvaluationFigures.rate("I7c", scope, presences, invitations),
      ]
    }
  }
}
