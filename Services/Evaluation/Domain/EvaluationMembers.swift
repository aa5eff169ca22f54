public import CentreNetwork
public import Contracts
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
      [.structure(code(place), from: network.structure(at: place, on: query.asOf)?.validFrom)]
        + (latest(place).map {
          [FactReference("evaluation_answers.csv", String($0.year), code(place), $0.answeredOn.iso)]
        } ?? [])
    }
    func member(_ place: StructureIndex, _ isCounted: Bool, else reason: String) -> FigureMember {
      .member(code(place), isCounted: isCounted, reason: reason, facts: answerFacts(place))
    }
    func outside(_ place: StructureIndex, _ reason: String) -> FigureMember {
      .outside(code(place), reason, facts: answerFacts(place))
    }
    func graded(_ place: StructureIndex, _ level: Int?, atLeast least: Int) -> FigureMember {
      guard let level else { return outside(place, "NO_LEVEL") }
      return member(place, level >= least, else: "LEVEL_\(level)")
    }
    let active = network.active(on: query.asOf).filter {
      network.scopes(at: $0, on: query.asOf).contains(scope)
    }
    switch figure {
    case _ where figure.hasPrefix("I0:"):
      let action = String(figure.dropFirst(3))
      return active.map { place in
        guard let answer = latest(place) else { return outside(place, "NO_ANSWER") }
        return member(place, answer.trainingActions.contains(action), else: "NOT_NAMED")
      }
    case "I7a": return active.map { graded($0, latest($0)?.partnershipLevel, atLeast: 2) }
    case "I5a", "I5b", "I5-response":
      guard let expected else { return nil }
      return network.places(of: expected.codes).compactMap(\.self).filter {
        network.scopes(at: $0, on: expected.referenceDate).contains(scope)
      }.map { place in
        let level = latest(place)?.senacsUseLevel
        return figure == "I5-response"
          ? member(place, level != nil, else: "NO_LEVEL")
          : graded(place, level, atLeast: figure == "I5a" ? 1 : 2)
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
      guard level.isEvaluated || code == "I6-coverage" else {
        return .outside(structure.code, reason, facts: facts)
      }
      let isCounted = code == "I6-coverage" ? level.isEvaluated : level == .acquired
      return .member(structure.code, isCounted: isCounted, reason: reason, facts: facts)
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
