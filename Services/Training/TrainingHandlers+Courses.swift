import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// The coming sessions, and the people of one session.
extension TrainingHandlers {
  func listCourses(
    _ request: ListCourses, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListCourses.Reply {
    let limit = (request.limit ?? .fallback).value
    let found = try TrainingStore.readCourses(
      beginningFrom: request.from, until: request.until, after: request.after, most: limit + 1,
      in: transaction)
    return ListCourses.Reply(
      rows: Array(found.prefix(limit)), hasMore: found.count > limit,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func listAttendance(
    _ request: ListAttendance, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListAttendance.Reply {
    let code = request.sessionCode
    let merges = try NetworkReader().merges(in: transaction)
    guard let session = try TrainingStore.readCourse(code, merges, in: transaction) else {
      throw Self.unknownSession(code)
    }
    let attendance = try TrainingStore.readAttendance(of: code, merges, in: transaction)
    let page = AttendanceList.rows(session.places, attendance)
      .page(after: request.after, request.limit, by: \.personCode)
    context.note(subjects: page.rows.map(\.personCode))
    return ListAttendance.Reply(
      session: session.row, state: session.state.rawValue, rows: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
