public import Contracts
public import Network
import Values

/// I2, who was reached by training, and I4, who is trained and still in post.
///
/// Source: acceptance/indicators.md, I2a to I2e, “Scope of I2”, I4.
public enum TrainingFigures {
  /// A row that counts, with its session and where it belongs. A class, so that dividing it copies nothing.
  final class Row {
    let attendance: Attendance
    let session: Session
    /// Nil for nobody's.
    let structure: Structure?
    /// Where the structure lay on the session's last day.
    let ctcd: String?

    init(_ attendance: Attendance, _ session: Session, _ structure: Structure?, _ ctcd: String?) {
      self.attendance = attendance
      self.session = session
      self.structure = structure
      self.ctcd = ctcd
    }

    func belongs(to scope: Scope) -> Bool {
      guard let structure, let ctcd else { return scope == .all }
      return scope.contains(structure, ctcd: ctcd)
    }
  }

  /// Computes the figures in the five scopes.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - rules: by which it is counted.
  ///   - network: structures, approvals, communes.
  ///   - mandates: of the whole network.
  ///   - sessions: by code.
  ///   - attendance: every row, in any order.
  /// - Returns: the figures, in no particular order.
  public static func compute(
    _ query: FigureQuery, rules: RuleBook, network: Network, mandates: Mandates,
    sessions: [String: Session], attendance: [Attendance]
  ) -> [Figure] {
    reach(query, network, sessions, attendance)
      + InPost.figures(query, rules, network, mandates, sessions, attendance)
  }

  private static func reach(
    _ query: FigureQuery, _ network: Network, _ sessions: [String: Session],
    _ attendance: [Attendance]
  ) -> [Figure] {
    let held = heldSessions(query, sessions)
    let rows = rows(held, network, attendance)
    let headcounts = held.values.compactMap(\.headcount)
    let active = network.active(on: query.to)
    let reached = Set(rows.compactMap(\.structure?.code))
    let isReached = active.map { reached.contains($0.code) }
    return network.byScope(isReached, of: active, on: query.to).flatMap { scope, isReached in
      figures(
        scope, rows.filter { $0.belongs(to: scope) },
        headcounts: scope == .all ? headcounts : [], isReached: isReached)
    }
  }

  /// The sessions that count within the days asked for, by code.
  static func heldSessions(
    _ query: FigureQuery, _ sessions: [String: Session]
  ) -> [String: Session] {
    sessions.filter { _, session in
      session.counts && session.lastDay >= query.from && session.lastDay <= query.to
        && session.lastDay <= query.asOf
    }
  }

  /// The rows of people who were there; those of a structure outside the perimeter count nowhere.
  static func rows(
    _ held: [String: Session], _ network: Network, _ attendance: [Attendance]
  ) -> [Row] {
    attendance.compactMap { row -> Row? in
      guard row.wasThere, let session = held[row.sessionCode] else { return nil }
      guard let code = row.structureCode else {
        return Row(row, session, nil, nil)
      }
      guard let structure = network[code],
        let ctcd = network.ctcd(of: structure, on: session.lastDay)
      else { return nil }
      return Row(row, session, structure, ctcd)
    }
  }

  private static func figures(
    _ scope: Scope, _ rows: [Row], headcounts: [Int], isReached: [Bool]
  ) -> [Figure] {
    let people = Set(rows.map(\.attendance.personCode)).count
    let employees = Set(
      rows.filter { $0.attendance.audience == "employee" }.map(\.attendance.personCode))
    let counted = headcounts.reduce(0, +)
    let hours = rows.reduce(Quantity(0)) { sum, row in
      sum + Quantity(row.attendance.halfDaysPresent ?? 0) * row.session.halfDayHours
    }
    let one = Quantity(1)
    func count(_ code: String, _ value: Quantity, bounds: [Ratio]? = nil) -> Figure {
      Figure(
        code: code, scope: scope.name, numerator: value, denominator: one, bounds: bounds)
    }
    let lowest = Ratio(numerator: Quantity(max(people, headcounts.max() ?? 0)), denominator: one)
    let highest = Ratio(numerator: Quantity(people + counted), denominator: one)
    return [
      count("I2a", Quantity(people), bounds: [lowest, highest]),
      count("I2b", Quantity(rows.count + counted)),
      count("I2c", hours),
      Figure(
        code: "I2d", scope: scope.name,
        numerator: Quantity(isReached.count { $0 }), denominator: Quantity(isReached.count)),
      count("I2e", Quantity(employees.count)),
    ]
  }
}
