public import Contracts
public import Network
import Values

/// Who I0, I5, I6 and I7 count, and by which facts.
extension EvaluationFigures {
  /// The members of a figure in a scope; nil for a code of another service, and for I5 without knowing who is expected.
  ///
  /// Source: acceptance/indicators.md; the sums are those of ``compute(_:network:facts:expected:)``.
  public static func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, network: Network,
    facts: EvaluationFacts, expected: ExpectedStructures?
  ) -> [FigureMember]? {
    let latest = latest(facts, query)
    func answerFacts(_ structure: Structure) -> [FactReference] {
      [FactReference("structures.csv", structure.code)]
        + (latest[structure.code].map {
          [
            FactReference(
              "evaluation_answers.csv", String($0.year), structure.code, $0.answeredOn.iso)
          ]
        } ?? [])
    }
    let active = network.active(on: query.asOf).filter {
      network.scope(scope, contains: $0, on: query.asOf)
    }
    switch code {
    case _ where code.hasPrefix("I0:"):
      let action = String(code.dropFirst(3))
      return active.map { structure in
        guard let answer = latest[structure.code] else {
          return .outside(structure.code, "NO_ANSWER", facts: answerFacts(structure))
        }
        return .member(
          structure.code, isCounted: answer.trainingActions.contains(action),
          reason: "NOT_NAMED", facts: answerFacts(structure))
      }
    case "I7a":
      return active.map { structure in
        guard let level = latest[structure.code]?.partnershipLevel else {
          return .outside(structure.code, "NO_LEVEL", facts: answerFacts(structure))
        }
        return .member(
          structure.code, isCounted: level >= 2, reason: "LEVEL_\(level)",
          facts: answerFacts(structure))
      }
    case "I5a", "I5b", "I5-response":
      guard let expected else { return nil }
      return network.structures.filter {
        expected.codes.contains($0.code)
          && network.scope(scope, contains: $0, on: expected.referenceDate)
      }.map { structure in
        let level = latest[structure.code]?.senacsUseLevel
        if code == "I5-response" {
          return .member(
            structure.code, isCounted: level != nil, reason: "NO_LEVEL",
            facts: answerFacts(structure))
        }
        guard let level else {
          return .outside(structure.code, "NO_LEVEL", facts: answerFacts(structure))
        }
        return .member(
          structure.code, isCounted: level >= (code == "I5a" ? 1 : 2), reason: "LEVEL_\(level)",
          facts: answerFacts(structure))
      }
    case "I6", "I6-coverage": return diagnosed(code, active, query, facts.diagnoses)
    case "I7b", "I7c": return VeilleYear(query, network, facts).members(code, active)
    default: return nil
    }
  }

  private static func diagnosed(
    _ code: String, _ active: [Structure], _ query: FigureQuery, _ diagnoses: [String: [Diagnosis]]
  ) -> [FigureMember] {
    active.map { structure in
      let own = (diagnoses[structure.code] ?? []).filter { $0.assessedOn <= query.asOf }
      let level = DiagnosisLevel.of(own, on: query.asOf)
      let facts =
        [FactReference("structures.csv", structure.code)]
        + own.map {
          FactReference("diagnoses.csv", structure.code, $0.assessor, $0.assessedOn.iso)
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
  func members(_ code: String, _ structures: [Structure]) -> [FigureMember] {
    structures.map { structure in
      let own = invitations[structure.code] ?? []
      let facts =
        [FactReference("structures.csv", structure.code)]
        + own.flatMap {
          [
            FactReference("veille_attendance.csv", $0.meetingCode, structure.code),
            FactReference("veille_meetings.csv", $0.meetingCode),
          ]
        }
      let part = part(of: structure)
      if code == "I7c" {
        return FigureMember(
          structure: structure.code, counts: Quantity(part.presences),
          of: Quantity(part.invitations), reason: own.isEmpty ? "NOT_INVITED" : nil, facts: facts)
      }
      guard let takesPart = part.takesPart else {
        return .outside(structure.code, "NO_MEETING_NEARBY", facts: facts)
      }
      let met = communesThatMet[network.commune(of: structure, on: day)] ?? []
      return .member(
        structure.code, isCounted: takesPart, reason: "NOT_PRESENT",
        facts: facts + met.sorted().map { FactReference("veille_bodies.csv", $0) })
    }
  }
}
