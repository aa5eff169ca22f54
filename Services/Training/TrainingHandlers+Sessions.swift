import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// Sessions with their places, and who qualified.
extension TrainingHandlers {
  func listSessions(
    _ request: ListSessions, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListSessions.Reply {
    let limit = (request.limit ?? .fallback).value
    let found = try TrainingStore.readSessions(
      beginningFrom: request.from, to: request.to, after: request.after, most: limit + 1,
      in: transaction)
    return ListSessions.Reply(
      sessions: found.prefix(limit).map(\.row), hasMore: found.count > limit,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func listCertificates(
    _ request: ListCertificates, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListCertificates.Reply {
    let code = request.sessionCode
    guard let session = try TrainingStore.readSession(code, in: transaction) else {
      throw Self.unknownSession(code)
    }
    guard session.state == .held else {
      throw RPCError(
        .failedPrecondition, reason: "SESSION_NOT_HELD", domain: "vigie.training",
        "session \(code) is \(session.state.rawValue); only one that was held has certificates",
        arguments: ["session": code, "state": session.state.rawValue])
    }
    let page = session.certificates
      .page(after: request.after, request.limit, by: \.personCode)
    context.note(subjects: page.rows.map(\.personCode))
    return ListCertificates.Reply(
      rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func countTrainings(
    _ request: CountTrainings, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> CountTrainings.Reply {
    guard request.people.count <= CountTrainings.maxPeople else {
      throw RPCError.badField("people", "ask for \(CountTrainings.maxPeople) people at most")
    }
    return CountTrainings.Reply(
      rows: try request.people.map { person in
        let lists = try TrainingStore.readAttendance(ofEntry: person, in: transaction)
        return CountTrainings.Row(
          person: person, sessions: lists.count, present: lists.count(where: \.wasThere))
      })
  }

  static func unknownSession(_ code: String) -> RPCError {
    RPCError(
      .notFound, reason: "UNKNOWN_SESSION", domain: "vigie.training",
      "no session has the code \(code); see: vigie training sessions",
      arguments: ["session": code])
  }
}
