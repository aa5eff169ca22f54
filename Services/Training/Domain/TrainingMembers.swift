public import CentreNetwork
public import Contracts
import Values

/// Who I2 and I4 count, and by which facts.
extension TrainingFigures {
  /// The members of a figure in a scope; nil for a code of another service.
  ///
  /// Source: acceptance/indicators.md, I2 and I4; the sums are those of ``compute(_:rules:facts:)``.
  ///
  /// - Parameters:
  ///   - code: the figure's.
  ///   - scope: the scope.
  ///   - query: what is asked.
  ///   - rules: by which it is counted.
  ///   - facts: sessions and who was there, the network and its mandates.
  ///   - structure: where given, only the people and rows of this structure are looked at, and people are told as its own.
  /// - Returns: who is counted; for I2's counts of people then those who are on a list and are not counted, with the reason.
  public static func members(
    of code: String, _ scope: Scope, _ query: FigureQuery, rules: RuleBook, facts: TrainingFacts,
    in structure: String? = nil
  ) -> [FigureMember]? {
    switch code {
    case "I2d": sites(scope, query, facts)
    case "I2a", "I2b", "I2c", "I2e": people(code, scope, query, facts, structure)
    case "I4": InPost.members(scope, query, rules, facts)
    default: nil
    }
  }

  /// Returns the facts behind rows of attendance, each once.
  fileprivate static func references(_ rows: some Sequence<Attendance>) -> [FactReference] {
    var facts: [FactReference] = []
    for row in rows {
      let own =
        row.entries.map { FactReference("attendance.csv", row.sessionCode, $0) }
        + [FactReference("sessions.csv", row.sessionCode)]
      for fact in own + merges(row.entries, row.personCode) where !facts.contains(fact) {
        facts.append(fact)
      }
    }
    return facts
  }

  /// Returns the facts by which some entries are a person's: none for the person's own entry.
  fileprivate static func merges(_ entries: [String], _ person: String) -> [FactReference] {
    entries.filter { $0 != person }.map { FactReference("merges.csv", $0) }
  }

  private static func sites(
    _ scope: Scope, _ query: FigureQuery, _ known: TrainingFacts
  ) -> [FigureMember] {
    let network = known.network
    let bySite = Dictionary(grouping: known.held(query).flatMap(\.rows), by: \.place)
    return network.active(on: query.to).filter {
      network.scopes(at: $0, on: query.to).contains(scope)
    }.map { place in
      let own = bySite[place] ?? []
      let structure = network.structure(at: place, on: query.to) ?? network.structures[place]
      return .member(
        structure.code, isCounted: !own.isEmpty, reason: "NOT_REACHED",
        facts: [FactReference.structure(structure.code, from: structure.validFrom)]
          + references(own.map(\.attendance)))
    }
  }

  private static func people(
    _ code: String, _ scope: Scope, _ query: FigureQuery, _ known: TrainingFacts,
    _ structure: String?
  ) -> [FigureMember] {
    let held = known.held(query)
    let rows = held.flatMap { one in one.rows.map { (row: $0, session: one.session) } }.filter {
      $0.row.scopes.contains(scope) && (code != "I2e" || $0.row.isEmployee)
        && (structure == nil || $0.row.attendance.structureCode == structure)
    }
    let byPerson = Dictionary(grouping: rows, by: \.row.attendance.personCode)
    var members = byPerson.sorted { $0.key < $1.key }.map { person, rows in
      let counts: Quantity =
        switch code {
        case "I2b": Quantity(rows.count)
        case "I2c": rows.map { $0.row.hours(of: $0.session) }.reduce(Quantity(0), +)
        default: Quantity(1)
        }
      return FigureMember(
        structure: structure, person: person, counts: counts, of: Quantity(0),
        facts: references(rows.map(\.row.attendance)))
    }
    if code == "I2b", scope == .all, structure == nil {
      for one in held.sorted(by: { $0.code < $1.code }) {
        guard let heads = one.session.headcount else { continue }
        members.append(
          FigureMember(
            counts: Quantity(heads), of: Quantity(0), reason: "HEADCOUNT",
            facts: [FactReference("sessions.csv", one.code)]))
      }
    }
    return members + others(code, scope, query, known, structure, but: Set(byPerson.keys))
  }

  /// Returns the people who are on the lists of sessions of the days asked about and are not counted at all, each with the first
  /// reason found.
  private static func others(
    _ code: String, _ scope: Scope, _ query: FigureQuery, _ known: TrainingFacts,
    _ structure: String?, but counted: Set<String>
  ) -> [FigureMember] {
    let days = min(query.from, query.to)...query.to
    let places = known.network.places(of: known.attendance.map { $0.structureCode ?? "" })
    var reasons: [String: (reason: String, rows: [Attendance])] = [:]
    for (row, place) in zip(known.attendance, places) where !counted.contains(row.personCode) {
      guard let session = known.sessions[row.sessionCode], days.contains(session.lastDay),
        structure == nil || row.structureCode == structure
      else { continue }
      let scopes = place.map { known.network.scopes(at: $0, on: session.lastDay) }
      let isMeant =
        scope == .all || scopes?.contains(scope) ?? false
      guard isMeant, let reason = exclusion(row, session, scopes, code, query) else { continue }
      reasons[row.personCode, default: (reason, [])].rows.append(row)
    }
    return reasons.sorted { $0.key < $1.key }.map { person, one in
      FigureMember(
        structure: structure, person: person, counts: Quantity(0), of: Quantity(0),
        reason: one.reason, facts: references(one.rows))
    }
  }

  /// Returns why a row does not count; nil where it does.
  private static func exclusion(
    _ row: Attendance, _ session: Session, _ scopes: Scope.Reported?, _ code: String,
    _ query: FigureQuery
  ) -> String? {
    if !session.qualifying { return "NOT_QUALIFYING" }
    if session.state != .held || session.lastDay > query.asOf { return "SESSION_NOT_HELD" }
    if row.status != .present { return row.status == .waiting ? "WAITING" : "ABSENT" }
    if !row.wasThere { return "NO_HALF_DAY" }
    if row.structureCode != nil, scopes?.isEmpty ?? true { return "OUT_OF_PERIMETER" }
    if code == "I2e", row.audience != .employee { return "NOT_EMPLOYEE" }
    return nil
  }
}

extension InPost {
  static func members(
    _ scope: Scope, _ query: FigureQuery, _ rules: RuleBook, _ known: TrainingFacts
  ) -> [FigureMember] {
    let (network, days) = (known.network, countingDays(on: query.asOf, rules))
    let attended = Dictionary(grouping: known.attendance, by: \.personCode)
    return network.structures.indices.compactMap { place in
      guard let structure = network.structure(at: place, on: query.asOf) else { return nil }
      let isMeant = network.scopes(at: place, on: query.asOf).contains(scope)
      guard scope == .all || isMeant else { return nil }
      let own: [FactReference] = [
        FactReference.structure(structure.code, from: structure.validFrom)
      ]
      guard network.isActive(at: place, on: query.asOf) else {
        return .outside(
          structure.code, isMeant ? "NOT_ACTIVE" : "OUT_OF_PERIMETER", facts: own)
      }
      let holders = known.mandates.at(place).filter {
        isPost($0) && $0.period.contains(query.asOf)
      }
      let facts = holders.flatMap { mandate -> [FactReference] in
        let post = FactReference(
          "mandates.csv", mandate.entry, structure.code, mandate.function.rawValue,
          mandate.period.from.iso)
        return [post] + TrainingFigures.merges([mandate.entry], mandate.personCode)
          + TrainingFigures.references(attended[mandate.personCode, default: []])
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
