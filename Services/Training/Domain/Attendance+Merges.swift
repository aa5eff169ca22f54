public import CentreNetwork
import Values

/// Rows of people with several entries, each as one row of its session.
extension Attendance {
  /// Returns one row for each person in each session.
  ///
  /// Of several rows of one person the one with more presence counts: present before absent before waiting, then more half-days, then the
  /// row of the person's own entry, then the smallest code. Half-days are not added up: the rows are two accounts of the same days, and a
  /// sum could exceed the session. A row without a structure takes that of the next one that has one.
  ///
  /// - Parameters:
  ///   - rows: as they were recorded, in any order.
  ///   - merges: which entries are one person.
  /// - Returns: the rows under their people's codes.
  public static func joined(_ rows: [Attendance], by merges: Merges) -> [Attendance] {
    guard !merges.isEmpty else { return rows }
    var joined: [Attendance] = []
    // Person → their rows, of those who have several entries.
    var several: [String: [Attendance]] = [:]
    for row in rows {
      let person = merges.person(row.personCode)
      if merges.entries(of: person).count > 1 {
        several[person, default: []].append(row)
      } else {
        joined.append(row)
      }
    }
    // The order is fixed, so that a person whom no row makes count is always given the same reason.
    for (person, own) in several.sorted(by: { $0.key < $1.key }) {
      let sessions = Dictionary(grouping: own, by: \.sessionCode).sorted { $0.key < $1.key }
      joined += sessions.compactMap { one($0.value, of: person) }
    }
    return joined
  }

  /// Returns the one row that stands for several of a person in a session.
  private static func one(_ rows: [Attendance], of person: String) -> Attendance? {
    let ordered = rows.sorted { $0.rank(person) < $1.rank(person) }
    guard let first = ordered.first else { return nil }
    return Attendance(
      sessionCode: first.sessionCode, personCode: person,
      structureCode: ordered.lazy.compactMap(\.structureCode).first, audience: first.audience,
      status: first.status, halfDaysPresent: first.halfDaysPresent,
      halfDaysAttended: first.halfDaysAttended,
      entries: ordered.map(\.personCode))
  }

  /// The row with the smallest rank stands for the others.
  private func rank(_ person: String) -> (Int, Int, Int, String) {
    let status =
      switch self.status {
      case .present: 0
      case .absent: 1
      case .waiting: 2
      }
    return (status, -(halfDaysPresent ?? -1), personCode == person ? 0 : 1, personCode)
  }
}

extension Enrolment {
  /// Returns one enrolment for each person in one session: of several, a place counts before waiting, and waiting before a cancellation.
  ///
  /// - Parameters:
  ///   - enrolments: those of one session, as they were recorded.
  ///   - merges: which entries are one person.
  /// - Returns: the enrolments under their people's codes.
  public static func joined(_ enrolments: [Enrolment], by merges: Merges) -> [Enrolment] {
    guard !merges.isEmpty else { return enrolments }
    let states = Dictionary(grouping: enrolments) { merges.person($0.personCode) }
      .mapValues { Set($0.map(\.state)) }
    return states.compactMap { person, states in
      let order: [Enrolment.State] = [.registered, .waiting, .cancelled]
      return order.first(where: states.contains).map { Enrolment(personCode: person, state: $0) }
    }
  }
}
