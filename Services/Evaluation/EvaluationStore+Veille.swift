import CentreNetwork
import Contracts
import EvaluationDomain
import ServiceHost
import Storage
import Values

/// What structures declare of meetings of veille.
extension EvaluationStore {
  /// Returns the declarations about meetings on days of some years.
  static func declarations(
    of years: ClosedRange<Int>, by structure: String? = nil, knownBefore bound: Instant? = nil,
    in transaction: ReadTransaction
  ) throws -> [MeetingDeclaration] {
    try declarations.compactMap(knownBefore: bound, in: transaction) { row in
      guard structure.map({ $0 == row.text("structure_code") }) ?? true else { return nil }
      return declaration(row, of: years)
    }
  }

  /// Returns what structures declare of the meetings of a query's year up to its day, as it was known at the instant that it names, beside
  /// what bodies recorded.
  static func declaredMeetings(
    _ query: FigureQuery, in transaction: ReadTransaction
  ) throws -> [ListDeclaredMeetings.Row] {
    let years = query.year.value...query.year.value
    let bound = query.knownBefore(of: "evaluation")
    let known = try veille(of: years, knownBefore: bound, in: transaction)
    let declared = try declarations(of: years, knownBefore: bound, in: transaction)
    return DeclaredMeetings.rows(
      declared.filter { $0.heldOn <= query.asOf }, meetings: known.meetings,
      invitations: known.invitations)
  }

  /// Returns a structure's declaration about a body's meeting on a day; nil where there is none.
  static func declaration(
    _ structure: String, _ body: String, on day: CivilDate, in transaction: ReadTransaction
  ) throws -> MeetingDeclaration? {
    try declarations.find([structure, body, day.iso], in: transaction)
      .flatMap { declaration($0, of: day.year...day.year) }
  }

  private static func declaration(
    _ row: SQLRow, of years: ClosedRange<Int>
  ) -> MeetingDeclaration? {
    guard let day = CivilDate(row.text("held_on")), years.contains(day.year),
      let response = InvitationResponse(rawValue: row.text("response"))
    else { return nil }
    return MeetingDeclaration(
      structureCode: row.text("structure_code"), bodyCode: row.text("body_code"), heldOn: day,
      response: response)
  }
}
