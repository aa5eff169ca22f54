public import Contracts
public import Network
import Values

/// Who I2 and I4 count, and by which facts.
extension TrainingFigures {
  /// The members of a figure in a scope; nil for a code of another service.
  ///
  /// Source: acceptance/indicators.md, I2 and I4; the sums are those of
  /// ``compute(_:rules:network:mandates:sessions:attendance:)``.
  public static func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, rules: RuleBook, network: Network,
    mandates: Mandates, sessions: [String: Session], attendance: [Attendance]
  ) -> [FigureMember]? {
    switch code {
    case "I2a", "I2b", "I2c", "I2d", "I2e":
      reached(code, scope, query, network, sessions, attendance)
    case "I4": InPost.members(scope, query, rules, network, mandates, sessions, attendance)
    default: nil
    }
  }

  private static func reached(
    _ code: String, _ scope: Scope, _ query: FigureQuery, _ network: Network,
    _ sessions: [String: Session], _ attendance: [Attendance]
  ) -> [FigureMember] {
    let held = heldSessions(query, sessions)
    let all = rows(held, network, attendance)
    func facts(_ rows: [Row]) -> [FactReference] {
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
      let bySite = Dictionary(grouping: all.filter { $0.structure != nil }) {
        $0.structure?.code ?? ""
      }
      return network.active(on: query.to).filter {
        network.scope(scope, contains: $0, on: query.to)
      }.map { structure in
        let own = bySite[structure.code] ?? []
        return .member(
          structure.code, isCounted: !own.isEmpty, reason: "NOT_REACHED",
          facts: [FactReference("structures.csv", structure.code)] + facts(own))
      }
    }
    let meant = all.filter {
      $0.belongs(to: scope) && (code != "I2e" || $0.attendance.audience == "employee")
    }
    let byPerson = Dictionary(grouping: meant, by: \.attendance.personCode)
    var members = byPerson.sorted { $0.key < $1.key }.map { person, rows in
      let counts: Quantity =
        switch code {
        case "I2b": Quantity(rows.count)
        case "I2c":
          rows.reduce(Quantity(0)) { sum, row in
            sum + Quantity(row.attendance.halfDaysPresent ?? 0) * row.session.halfDayHours
          }
        default: Quantity(1)
        }
      return FigureMember(person: person, counts: counts, of: Quantity(0), facts: facts(rows))
    }
    if code == "I2b", scope == .all {
      for (session, heads) in held.compactMapValues(\.headcount).sorted(by: { $0.key < $1.key }) {
        members.append(
          FigureMember(
            counts: Quantity(heads), of: Quantity(0), reason: "HEADCOUNT",
            facts: [FactReference("sessions.csv", session)]))
      }
    }
    return members
  }
}

extension InPost {
  static func members(
    _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook, _ network: Network,
    _ mandates: Mandates,
    _ sessions: [String: Session], _ attendance: [Attendance]
  ) -> [FigureMember] {
    let trained = trainedPeople(on: query.asOf, rules, sessions, attendance)
    let attended = Dictionary(grouping: attendance, by: \.personCode)
    return network.structures.compactMap { structure in
      let isMeant = network.scope(scope, contains: structure, on: query.asOf)
      guard scope == .all || isMeant else { return nil }
      let own: [FactReference] = [FactReference("structures.csv", structure.code)]
      guard network.isActive(structure, on: query.asOf) else {
        return .outside(
          structure.code, isMeant ? "NOT_ACTIVE" : "OUT_OF_PERIMETER", facts: own)
      }
      let holders = mandates.of(structure).filter {
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
        structure.code, isCounted: holders.contains { trained.contains($0.personCode) },
        reason: holders.isEmpty ? "POST_VACANT" : "NOBODY_TRAINED", facts: own + facts)
    }
  }
}
