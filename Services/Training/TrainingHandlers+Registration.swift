import Contracts
import FactKinds
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// Who gets a place, and who moves up. Both are decided in the transaction that writes, so nobody gets a place that somebody else took
/// meanwhile.
extension TrainingHandlers {
  func registerForSession(
    _ request: RegisterForSession, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> RegisterForSession.Reply {
    let code = request.sessionCode
    let before = try plannedPlaces(of: code, in: transaction)
    let stands = before.person(request.personCode)
    let state = before.registering(request.personCode)
    let hasOtherStructure = request.structureCode.map { $0 != stands?.structureCode } ?? false
    guard stands?.state != state || hasOtherStructure else {
      return reply("unchanged", before, request.personCode, state)
    }
    // Whoever has a place or waits keeps the day of the enrolment, and the code under which it was recorded.
    let kept = stands.flatMap { $0.state == .cancelled ? nil : $0 }
    var row = [
      "session_code": code, "person_code": kept?.code ?? request.personCode,
      "state": state.rawValue, "enrolled_on": (kept?.enrolledOn ?? request.enrolledOn).iso,
    ]
    if let kept { context.note(subjects: [kept.code]) }
    // Without this cell the structure stays the one that is known.
    row["structure_code"] = request.structureCode
    let change = try host.rows.takeWhole(
      [row], of: .enrolments, cause: .call(by: context.effectivePrincipal), in: transaction)
    return reply(
      change, try plannedPlaces(of: code, in: transaction), request.personCode, state)
  }

  private func reply(
    _ change: String, _ places: Places, _ person: String, _ state: Enrolment.State
  ) -> RegisterForSession.Reply {
    RegisterForSession.Reply(
      change: change, state: state.rawValue, queuePlace: places.queuePlace(of: person),
      free: places.free)
  }

  func cancelRegistration(
    _ request: CancelRegistration, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> CancelRegistration.Reply {
    let (code, person) = (request.sessionCode, request.personCode)
    let before = try plannedPlaces(of: code, in: transaction)
    guard let stands = before.person(person) else {
      throw RPCError(
        .notFound, reason: "NOT_ENROLLED", domain: "vigie.training",
        "\(person) is not enrolled in session \(code)",
        arguments: ["session": code, "person": person])
    }
    guard stands.state != .cancelled else {
      return CancelRegistration.Reply(
        change: "unchanged", movedUp: nil, free: before.free, waiting: before.queue.count)
    }
    let next = before.movesUp(whenCancelling: person)
    // Entries that were merged later may each have a place or wait.
    var rows = before.standing(of: person).map { Self.row(of: $0, in: code, .cancelled) }
    if let next { rows.append(Self.row(of: next, in: code, .registered)) }
    context.note(subjects: rows.compactMap { $0["person_code"] })
    let change = try host.rows.takeWhole(
      rows, of: .enrolments, cause: .call(by: context.effectivePrincipal), in: transaction)
    let after = try plannedPlaces(of: code, in: transaction)
    return CancelRegistration.Reply(
      change: change, movedUp: next?.code, free: after.free, waiting: after.queue.count)
  }

  /// The row of an enrolment that gets another state and stays as it is otherwise.
  private static func row(
    of person: Places.Person, in session: String, _ state: Enrolment.State
  ) -> [String: String] {
    [
      "session_code": session, "person_code": person.code,
      "enrolled_on": person.enrolledOn.iso, "state": state.rawValue,
    ]
  }

  /// Reads the places of a session that is planned.
  private func plannedPlaces(
    of code: String, in transaction: ReadTransaction
  ) throws -> Places {
    let merges = try NetworkReader().merges(in: transaction)
    guard let session = try TrainingStore.readCourse(code, merges, in: transaction) else {
      throw Self.unknownSession(code)
    }
    guard session.state == .planned else {
      throw RPCError(
        .failedPrecondition, reason: "SESSION_NOT_PLANNED", domain: "vigie.training",
        "session \(code) is \(session.state.rawValue); only a planned one has registrations",
        arguments: ["session": code, "state": session.state.rawValue])
    }
    return session.places
  }
}
