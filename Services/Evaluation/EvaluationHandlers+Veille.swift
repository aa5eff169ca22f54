import CentreNetwork
import Contracts
import EvaluationDomain
import FactKinds
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// The meetings of veille, and what structures declare of them.
extension EvaluationHandlers {
  func listYearMeetings(
    _ request: ListYearMeetings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListYearMeetings.Reply {
    let year = request.year.value
    let veille = try EvaluationStore.veille(of: year...year, in: transaction)
    let page = YearMeetings.rows(
      of: year, in: request.commune, within: context.access.territories,
      attended: request.attended ?? false, bodies: veille.bodies, meetings: veille.meetings,
      invitations: veille.invitations,
      try NetworkReader().communes(in: transaction)
    ).page(after: request.after, request.limit, by: \.meeting)
    return ListYearMeetings.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func listDeclaredMeetings(
    _ request: ListDeclaredMeetings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListDeclaredMeetings.Reply {
    let structure = try context.access.meant(
      request.structure, "vigie.evaluation", "a structure sees what it declares itself")
    let year = request.year.value
    let veille = try EvaluationStore.veille(of: year...year, in: transaction)
    let declarations = DeclaredMeetings.within(
      request.commune,
      try EvaluationStore.declarations(of: year...year, by: structure, in: transaction),
      bodies: veille.bodies, try NetworkReader().communes(in: transaction))
    let page = DeclaredMeetings.rows(
      declarations, meetings: veille.meetings, invitations: veille.invitations
    ).page(after: request.after, request.limit, by: \.place)
    return ListDeclaredMeetings.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  /// Returns the bodies that a structure knows of: those of its commune, and those that invited it in the last four years. It learns of no
  /// other by a refusal.
  static func bodies(
    seenBy structure: String, in transaction: WriteTransaction
  ) throws -> [String] {
    let network = try NetworkReader().network(in: transaction)
    let today = transaction.recordedAt.parisDay
    let years = today.year - 4...today.year
    let items = VeilleMeetings.items(
      of: network.structures(on: today).filter { $0.code == structure },
      CivilDate.firstDay(of: years.lowerBound)...today,
      try EvaluationStore.facts(of: network, years: years, knownBefore: nil, in: transaction),
      names: [:])
    return items.flatMap { Array($0.bodies.keys) + $0.meetings.map(\.body) }
  }

  func confirmMeeting(
    _ request: ConfirmMeeting, _ context: ServerContext
  ) async throws -> ConfirmMeeting.Reply {
    let principal = context.effectivePrincipal
    return try await host.writes.run(request, context) { [host] transaction in
      try Self.confirm(
        request, by: principal, on: host.database.now.parisDay, host.rows, in: transaction)
    }
  }

  private static func confirm(
    _ request: ConfirmMeeting, by principal: String, on today: CivilDate, _ rows: FactRows,
    in transaction: WriteTransaction
  ) throws -> ConfirmMeeting.Reply {
    let (body, day) = (request.body, request.heldOn)
    guard day <= today else {
      throw RPCError(
        .failedPrecondition, reason: "MEETING_TO_COME", domain: "vigie.evaluation",
        "the meeting of \(day.iso) is still to come; confirm it once it was held",
        arguments: ["day": day.iso])
    }
    let veille = try EvaluationStore.veille(of: day.year...day.year, in: transaction)
    let declaration = try EvaluationStore.declaration(
      request.structure, body, on: day, in: transaction)
    guard let declaration,
      let row = DeclaredMeetings.rows(
        [declaration], meetings: veille.meetings, invitations: veille.invitations
      ).first
    else { throw undeclared(request) }
    if row.meeting == nil,
      let cancelled = veille.meetings.first(where: {
        $0.value.bodyCode == body && $0.value.heldOn == day
      })
    {
      throw RPCError(
        .failedPrecondition, reason: "MEETING_NOT_HELD", domain: "vigie.evaluation",
        "meeting \(cancelled.key) of that day was cancelled; if it was held, change it first",
        arguments: ["meeting": cancelled.key])
    }
    let code =
      try row.meeting
      ?? DeclaredMeetings.code(ofMeetingOf: body, on: day) {
        try EvaluationStore.meetings.find([$0], in: transaction) != nil
      }
    var facts: [(kind: FactKind, cells: [String: String])] = [
      (
        kind: .invitations,
        cells: [
          "meeting_code": code, "structure_code": request.structure, "response": row.response,
        ]
      )
    ]
    if row.meeting == nil {
      let meeting = [
        "meeting_code": code, "body_code": body, "held_on": day.iso,
        "state": MeetingState.held.rawValue,
      ]
      facts.insert((kind: .meetings, cells: meeting), at: 0)
    }
    return ConfirmMeeting.Reply(
      meeting: code, isNewMeeting: row.meeting == nil, before: row.observed,
      response: row.response,
      importID: try rows.record(facts, by: principal, in: transaction))
  }

  private static func undeclared(_ request: ConfirmMeeting) -> RPCError {
    let day = request.heldOn.iso
    return RPCError(
      .notFound, reason: "DECLARATION_UNKNOWN", domain: "vigie.evaluation",
      "\(request.structure) declares nothing of a meeting of \(request.body) on \(day)",
      arguments: ["structure": request.structure, "body": request.body, "day": day])
  }
}
