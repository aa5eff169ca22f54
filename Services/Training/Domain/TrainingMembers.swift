public import Contracts
public import Network
import Values

/// Who I2 and I4 count, and by which facts.
extension TrainingFigures {
  /// The members of a figure in a scope; nil for a code of another service.
  ///
  /// Source: acceptance/indicators.md, I2 and I4; the sums are those of ``compute(_:rules:facts:)``.
  public static func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, rules: RuleBook, facts: TrainingFacts
  ) -> [FigureMember]? {
    switch code {
    case "I2a", "I2b", "I2c", "I2d", "I2e": reached(code, scope, query, facts)
    case "I4": InPost.members(scope, query, rules, facts)
    default: nil
    }
  }

  private static func reached(
    _ code: String, _ scope: Scope, _ query: FigureQuery, _ known: TrainingFacts
  ) -> [FigureMember] {
    let (network, held) = (known.network, known.held(query))
    let all = held.flatMap(\.rows)
    func facts(_ rows: [TrainingFacts.Row]) -> [FactReference] {
      var facts: [FactReference] = []
      for row in rows {
        for fact in [
          FactReference("attendance.csv", row.attendance.sessionCode, row.attendance.personCode),
          FactReference("sessions.csv", row.attendance.sessionCode),
        ] where !facts.contains(fact) { facts.append(fact) }
      }
      return facts
    }
    if code == "I2d" {
      let bySite = Dictionary(grouping: all, by: \.place)
      return network.active(on: query.to).filter {
        network.scopes(at: $0, on: query.to).contains(scope)
      }.map { place in
        let (structure, own) = (network.structures[place].code, bySite[place] ?? [])
        return .member(
          structure, isCounted: !own.isEmpty, reason: "NOT_REACHED",
          facts: [FactReference("structures.csv", structure)] + facts(own))
      }
    }
    let meant = all.filter {
      $0.scopes.contains(scope) && (code != "I2e" || $0.attendance.audience == "employee")
    }
    let hoursOf = Dictionary(
      uniqueKeysWithValues: held.map { ($0.code, $0.session.halfDayHours) })
    let byPerson = Dictionary(grouping: meant, by: \.attendance.personCode)
    var members = byPerson.sorted { $0.key < $1.key }.map { person, rows in
      let counts: Quantity =
        switch code {
        case "I2b": Quantity(rows.count)
        case "I2c":
          rows.reduce(Quantity(0)) { sum, row in
            sum + Quantity(row.attendance.halfDaysPresent ?? 0)
              * (hoursOf[row.attendance.sessionCode] ?? Quantity(0))
          }
        default: Quantity(1)
        }
      return FigureMember(person: person, counts: counts, of: Quantity(0), facts: facts(rows))
    }
    if code == "I2b", scope == .all {
      for one in held.sorted(by: { $0.code < $1.code }) {
        guard let heads = one.session.headcount else { continue }
        members.append(
          FigureMember(
            counts: Quantity(heads), of: Quantity(0), reason: "HEADCOUNT",
            facts: [FactReference("sessions.csv", one.code)]))
      }
    }
    return members
  }
}

extension InPost {
  static func members(
    _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook, _ known: TrainingFacts
  ) -> [FigureMember] {
    let (network, days) = (known.network, countingDays(on: query.asOf, rules))
    let attended = Dictionary(grouping: known.attendance, by: \.personCode)
    return network.structures.enumerated().compactMap { place, structure in
      let isMeant = network.scopes(at: place, on: query.asOf).contains(scope)
      guard scope == .all || isMeant else { return nil }
      let own: [FactReference] = [FactReference("structures.csv", structure.code)]
      guard network.isActive(at: place, on: query.asOf) else {
        return .outside(
          structure.code, isMeant ? "NOT_ACTIVE" : "OUT_OF_PERIMETER", facts: own)
      }
      let holders = known.mandates.at(place).filter {
        !$0.interim && functions.contains($0.function) && $0.period.contains(query.asOf)
      }
      let facts = holders.flatMap { mandate in
        [
          FactReference(
            "mandates.csv", mandate.personCode, structure.code, mandate.function.rawValue,
            mandate.period.from.iso)
        ]
          + (attended[mandate.personCode] ?? []).flatMap {
            [
              FactReference("attendance.csv", $0.sessionCode, $0.personCode),
              FactReference("sessions.csv", $0.sessionCode),
            ]
          }
      }
      return .member(
        structure.code,
        isCounted: holders.contains {
          known.trainings[$0.personCode]?.contains(where: days.contains) ?? false
        },
        reason: holders.isEmpty ? "POST_VACANT" : "NOBODY_TRAINED", facts: own + facts)
    }
  }
}
