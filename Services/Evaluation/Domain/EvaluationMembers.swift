public import Contracts
public import Network
import Values

/// Who I0, I5, I6 and I7 count, and by which facts.
extension EvaluationFigures {
  /// The members of a figure in a scope; nil for a code of another service, and for I5 without knowing who is expected.
  ///
  /// Source: acceptance/indicators.md; the sums are those of ``compute(_:facts:expected:)``.
  public static func members(
    of figure: String, _ scope: Scope, _ query: FigureQuery, facts: EvaluationFacts,
    expected: ExpectedStructures?
  ) -> [FigureMember]? {
    let network = facts.network
    func code(_ place: StructureIndex) -> String { network.structures[place].code }
    func latest(_ place: StructureIndex) -> Answer? { facts.latest(query, at: place) }
    func answerFacts(_ place: StructureIndex) -> [FactReference] {
      [
        .structure(
          code(place), from: network.structure(at: place, on: query.asOf)?.validFrom)
      ]
        + (latest(place).map {
          [FactReference("evaluation_answers.csv", String($0.year), code(place), $0.answeredOn.iso)]
        } ?? [])
    }
    let active = network.active(on: query.asOf).filter {
      network.scopes(at: $0, on: query.asOf).contains(scope)
    }
    switch figure {
    case _ where figure.hasPrefix("I0:"):
      let action = String(figure.dropFirst(3))
      return active.map { place in
        guard let answer = latest(place) else {
          return .outside(code(place), "NO_ANSWER", facts: answerFacts(place))
        }
        return .member(
          code(place), isCounted: answer.trainingActions.contains(action),
          reason: "NOT_NAMED", facts: answerFacts(place))
      }
    case "I7a":
      return active.map { place in
        guard let level = latest(place)?.partnershipLevel else {
          return .outside(code(place), "NO_LEVEL", facts: answerFacts(place))
        }
        return .member(
          code(place), isCounted: level >= 2, reason: "LEVEL_\(level)",
          facts: answerFacts(place))
      }
    case "I5a", "I5b", "I5-response":
      guard let expected else { return nil }
      return network.places(of: expected.codes).compactMap(\.self).filter {
        network.scopes(at: $0, on: expected.referenceDate).contains(scope)
      }.map { place in
        let level = latest(place)?.senacsUseLevel
        if figure == "I5-response" {
          return .member(
            code(place), isCounted: level != nil, reason: "NO_LEVEL",
            facts: answerFacts(place))
        }
        guard let level else {
          return .outside(code(place), "NO_LEVEL", facts: answerFacts(place))
        }
        return .member(
          code(place), isCounted: level >= (figure == "I5a" ? 1 : 2), reason: "LEVEL_\(level)",
          facts: answerFacts(place))
      }
    case "I6", "I6-coverage": return diagnosed(figure, active, query, facts)
    case "I7b", "I7c": return VeilleYear(query, facts).members(figure, active)
    default: return nil
    }
  }

  private static func diagnosed(
    _ code: String, _ active: [StructureIndex], _ query: FigureQuery, _ known: EvaluationFacts
  ) -> [FigureMember] {
    active.map { place in
      let structure =
        known.network.structure(at: place, on: query.asOf) ?? known.network.structures[place]
      let own = known.diagnoses[place].filter { $0.assessedOn <= query.asOf }
      let level = DiagnosisLevel.of(own, on: query.asOf)
      let facts =
        [FactReference.structure(structure.code, from: structure.validFrom)]
        + own.map {
          FactReference("diagnoses.csv", structure.code, $0.assessor.rawValue, $0.assessedOn.iso)
        }
      let reason = level.rawValue.uppercased()
      if code == "I6-coverage" {
        return .member(
          structure.code, isCounted: level.isEvaluated, reason: reason, facts: facts)
      }
      return level.isEvaluated
        ? .member(
          structure.code, isCounted: level == .acquired, reason: reason, facts: facts)
        : .outside(structure.code, reason, facts: facts)
    }
  }
}

extension VeilleYear {
  func members(_ code: String, _ places: [StructureIndex]) -> [FigureMember] {
    let bodiesThatMet = bodiesThatMet
    return places.map { place in
      let structure = known.network.structure(at: place, on: day) ?? known.network.structures[place]
      let own = Array(invitations(at: place))
      let facts =
        [FactReference.structure(structure.code, from: structure.validFrom)]
        + own.flatMap {
          [
            FactReference("veille_attendance.csv", $0.meetingCode, structure.code),
            FactReference("veille_meetings.csv", $0.meetingCode),
          ]
        }
      let part = part(at: place)
      if code == "I7c" {
        return FigureMember(
          structure: structure.code, counts: Quantity(part.presences),
          of: Quantity(part.invitations), reason: own.isEmpty ? "NOT_INVITED" : nil, facts: facts)
      }
      guard let takesPart = part.takesPart else {
        return .outside(structure.code, "NO_MEETING_NEARBY", facts: facts)
      }
      let met = bodiesThatMet[known.network.commune(at: place, on: day)] ?? []
      return .member(
        structure.code, isCounted: takesPart, reason: "NOT_PRESENT",
        facts: facts + met.map { FactReference("veille_bodies.csv", known.bodies[$0].code) })
    }
  }
}
