import CentreNetwork
import Contracts
import EvaluationDomain
import FactKinds
import ServiceHost
import Storage
import Values

/// The tables of the evaluation service, and what is read from them.
enum EvaluationStore {
  static let answers = HistoryTable(.answers)
  static let diagnoses = HistoryTable(.diagnoses)
  static let bodies = HistoryTable(.bodies)
  static let meetings = HistoryTable(.meetings)
  static let invitations = HistoryTable(.invitations)
  static let declarations = HistoryTable(.declarations)

  /// Reads the facts that a query's figures rest on, as they were known at the instants that it names.
  static func facts(
    for query: FigureQuery, in transaction: ReadTransaction
  ) throws -> EvaluationFacts {
    let network = try NetworkReader().network(
      knownBefore: query.knownBefore(of: NetworkProjection.source), in: transaction)
    return try facts(
      of: network, years: query.year.value...query.year.value,
      knownBefore: query.knownBefore(of: "evaluation"), in: transaction)
  }

  /// Reads the facts that the figures of some years rest on, about the structures of a network; readings of diagnoses are of any
  /// year.
  static func facts(
    of network: Network, years: ClosedRange<Int>, knownBefore bound: Instant?,
    in transaction: ReadTransaction
  ) throws -> EvaluationFacts {
    let given = try answers.compactMap(knownBefore: bound, in: transaction) { row -> Answer? in
      guard let year = Int(row.text("year")), years.contains(year),
        let day = CivilDate(row.text("answered_on"))
      else { return nil }
      return Answer(
        year: year, structureCode: row.text("structure_code"), answeredOn: day,
        trainingActions: list(row.text("training_actions")),
        senacsUseLevel: Int(row.text("senacs_use_level")),
        senacsUses: list(row.text("senacs_uses")),
        partnershipLevel: Int(row.text("partnership_level")),
        veilleDeclared: ["yes": true, "no": false][row.text("veille_declared")])
    }
    let readings = try diagnoses.compactMap(knownBefore: bound, in: transaction, diagnosis)
    let watched = try veille(of: years, knownBefore: bound, in: transaction)
    return EvaluationFacts(
      in: network, answers: given, diagnoses: readings, bodies: watched.bodies,
      meetings: watched.meetings, invitations: watched.invitations)
  }

  /// The facts of veille.
  struct Veille {
    /// Every body by its code.
    var bodies: [String: VeilleBody] = [:]
    /// The meetings by their codes.
    var meetings: [String: VeilleMeeting] = [:]
    /// The invitations to these meetings, also of structures that are not known here.
    var invitations: [VeilleInvitation] = []
  }

  /// Reads the bodies, the meetings on days of some years, and the invitations to these meetings.
  static func veille(
    of years: ClosedRange<Int>, knownBefore bound: Instant? = nil, in transaction: ReadTransaction
  ) throws -> Veille {
    var found = Veille()
    try bodies.forEach(knownBefore: bound, in: transaction) { row in
      guard let day = CivilDate(row.text("communes_as_of")) else { return }
      found.bodies[row.text("body_code")] = VeilleBody(
        communes: list(row.text("commune_codes")), communesAsOf: day)
    }
    try meetings.forEach(knownBefore: bound, in: transaction) { row in
      guard let day = CivilDate(row.text("held_on")), years.contains(day.year),
        let state = MeetingState(rawValue: row.text("state"))
      else { return }
      found.meetings[row.text("meeting_code")] = VeilleMeeting(
        bodyCode: row.text("body_code"), heldOn: day, state: state)
    }
    let planned = found.meetings
    found.invitations = try invitations.compactMap(knownBefore: bound, in: transaction) {
      row -> VeilleInvitation? in
      let meeting = row.text("meeting_code")
      guard planned[meeting] != nil,
        let response = InvitationResponse(rawValue: row.text("response"))
      else { return nil }
      return VeilleInvitation(
        meetingCode: meeting, structureCode: row.text("structure_code"), response: response)
    }
    return found
  }

  /// Returns each structure's latest answer and its latest reading by the assessor `first`, in the order of the codes.
  static func latestAnswers(
    ofYear year: Int? = nil, of structure: String? = nil, in transaction: ReadTransaction
  ) throws -> [ReadLatestAnswers.Item] {
    var items: [String: ReadLatestAnswers.Item] = [:]
    func put(
      _ row: SQLRow, _ table: HistoryTable, day: String,
      _ part: WritableKeyPath<ReadLatestAnswers.Item, [String: String]>
    ) {
      let code = row.text("structure_code")
      guard structure.map({ $0 == code }) ?? true else { return }
      var item = items[code] ?? .init(structureCode: code, answer: [:], diagnosis: [:])
      if item[keyPath: part][day] ?? "" < row.text(day) { item[keyPath: part] = table.cells(row) }
      items[code] = item
    }
    try answers.forEach(in: transaction) { row in
      guard year.map({ String($0) == row.text("year") }) ?? true else { return }
      put(row, answers, day: "answered_on", \.answer)
    }
    try diagnoses.forEach(in: transaction) { row in
      if row.text("assessor") == Assessor.first.rawValue {
        put(row, diagnoses, day: "assessed_on", \.diagnosis)
      }
    }
    return items.values.sorted { $0.structureCode < $1.structureCode }
  }

  /// The readings of one structure.
  static func readings(
    of structure: String, in transaction: ReadTransaction
  ) throws -> [Diagnosis] {
    try diagnoses.rows(ofFirstKey: structure, in: transaction).compactMap(diagnosis)
  }

  static func meetingCodes(in transaction: ReadTransaction) throws -> [String] {
    try meetings.compactMap(in: transaction) { $0.text("meeting_code") }
  }

  static func bodyNames(in transaction: ReadTransaction) throws -> [String: String] {
    var names: [String: String] = [:]
    try bodies.forEach(in: transaction) { names[$0.text("body_code")] = $0.text("name") }
    return names
  }

  static func list(_ cell: String) -> [String] {
    cell.split(separator: " ").map(String.init)
  }

  private static func diagnosis(_ row: SQLRow) -> Diagnosis? {
    func number(_ column: String) -> Int { Int(row.text(column)) ?? 0 }
    guard let day = CivilDate(row.text("assessed_on")), row.isDayOrEmpty("last_revision_on"),
      let assessor = Assessor(rawValue: row.text("assessor"))
    else { return nil }
    return Diagnosis(
      structureCode: row.text("structure_code"), assessor: assessor,
      assessedOn: day, firstProject: row.text("first_project") == "true",
      items: .init(
        a1: Int(row.text("a1")), a2: number("a2"), a3: number("a3"), a4a: number("a4a"),
        a4b: number("a4b"), a4c: number("a4c")),
      problems: number("problems"), problemsWithAxis: number("problems_with_axis"),
      objectives: number("objectives"), objectivesLinked: number("objectives_linked"),
      lastRevisionOn: CivilDate(row.text("last_revision_on")))
  }
}

extension HistoryTable {
  /// The cells of a row by their columns.
  func cells(_ row: SQLRow) -> [String: String] {
    Dictionary(uniqueKeysWithValues: (key + values).map { ($0, row.text($0)) })
  }
}
