import ServiceHost
import Storage
import Tabular
import Values

/// Remarks on rows of `attendance.csv` and `enrolments.csv` about somebody of a structure that was closed when the session began. The rows
/// are taken all the same.
enum ClosedStructureRemarks {
  /// Makes the remarks of a file. Each structure and each session is looked up once.
  static func derive(_ transaction: ReadTransaction) -> (FactRow) throws -> Derived {
    var days = Days()
    return { row in
      let (structure, session) = (row.text("structure_code"), row.text("session_code"))
      guard !structure.isEmpty, let closing = try days.closing(of: structure, in: transaction),
        let begin = try days.begin(of: session, in: transaction), begin >= closing
      else { return Derived() }
      return Derived(
        remarks: [
          .init("structure_code", structure, "STRUCTURE_CLOSED", beside: [closing.iso])
        ])
    }
  }

  /// The days that were looked up, by codes; nil for a code that has none.
  private struct Days {
    private var closings: [String: CivilDate?] = [:]
    private var begins: [String: CivilDate?] = [:]

    /// The first day on which a structure is closed; nil while it is open.
    mutating func closing(
      of structure: String, in transaction: ReadTransaction
    ) throws -> CivilDate? {
      if let known = closings[structure] { return known }
      let day = try NetworkReader().closingDay(of: structure, in: transaction)
      closings.updateValue(day, forKey: structure)
      return day
    }

    /// The first day of a session.
    mutating func begin(of session: String, in transaction: ReadTransaction) throws -> CivilDate? {
      if let known = begins[session] { return known }
      let row = try TrainingStore.sessions.find([session], in: transaction)
      let day = row.flatMap { CivilDate($0.text("first_day")) }
      begins.updateValue(day, forKey: session)
      return day
    }
  }
}
