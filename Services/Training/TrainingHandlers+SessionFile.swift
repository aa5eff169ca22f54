import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// What a session's documents are made from, and how satisfied people were with it.
extension TrainingHandlers {
  func getSessionFile(
    _ request: GetSessionFile, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetSessionFile.Reply {
    let code = request.sessionCode
    guard let session = try TrainingStore.readHead(of: code, in: transaction) else {
      throw Self.unknownSession(code)
    }
    let page = try TrainingStore.readPeople(of: code, in: transaction)
      .page(after: request.after, request.limit, by: \.personCode)
    context.note(subjects: page.rows.map(\.personCode))
    return GetSessionFile.Reply(
      session: session, people: page.rows, hasMore: page.hasMore,
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }

  func getSatisfaction(
    _ request: GetSatisfaction, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetSatisfaction.Reply {
    let code = request.sessionCode
    guard let session = try TrainingStore.readHead(of: code, in: transaction) else {
      throw Self.unknownSession(code)
    }
    let sheets = try TrainingStore.readSatisfaction(of: code, in: transaction)
    // Those who audit see marks, not what people wrote.
    let mayRead = !context.access.roles(among: [.operator, .federation]).isEmpty
    let rest = mayRead ? sheets.remarks?.dropFirst(request.after?.value ?? 0) : nil
    let remarks = rest?.prefix((request.limit ?? .fallback).value)
    return GetSatisfaction.Reply(
      title: session.title, sheets: sheets.count, rating: sheets.rating, useful: sheets.useful,
      remarks: remarks.map { Array($0) },
      hasMore: (rest?.count ?? 0) > (remarks?.count ?? 0),
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
