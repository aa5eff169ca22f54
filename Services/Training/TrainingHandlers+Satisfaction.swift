import Contracts
import RPC
import RPCContract
import ServiceHost
import Storage
import TrainingDomain
import Values

/// How satisfied people were with a session.
extension TrainingHandlers {
  func getSatisfaction(
    _ request: GetSatisfaction, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetSatisfaction.Reply {
    let code = request.sessionCode
    guard let session = try TrainingStore.sessions.find([code], in: transaction) else {
      throw Self.unknownSession(code)
    }
    let sheets = try TrainingStore.readSatisfaction(of: code, in: transaction)
    // Those who audit see marks, not what people wrote.
    let mayRead = !context.access.roles(among: [.operator, .federation]).isEmpty
    let rest = mayRead ? sheets.remarks?.dropFirst(request.after?.value ?? 0) : nil
    let remarks = rest?.prefix((request.limit ?? .fallback).value)
    return GetSatisfaction.Reply(
      title: session.text("title"), sheets: sheets.count, rating: sheets.rating,
      useful: sheets.useful, remarks: remarks.map { Array($0) },
      hasMore: (rest?.count ?? 0) > (remarks?.count ?? 0),
      fictitious: try NetworkReader().isFictitious(in: transaction))
  }
}
