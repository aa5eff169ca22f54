import CentreNetwork
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// What a structure asks and sends of its own: the campaigns as it meets them, and its answer.
extension SenacsHandlers {
  func listOwnCampaigns(
    _ request: ListOwnCampaigns, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListOwnCampaigns.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sees its own campaigns only")
    let network = try reader.network(in: transaction)
    let campaigns = try SenacsStore.allCampaigns(in: transaction).suffix(ListOwnCampaigns.most)
    return ListOwnCampaigns.Reply(
      campaigns: try campaigns.map { campaign in
        let received = try SenacsStore.submissions(to: campaign.code, in: transaction)
          .filter { $0.structureCode == request.structure && $0.counts }.map(\.receivedOn).min()
        let expected = Expectation(campaign, in: network).expected
        return ListOwnCampaigns.Item(
          campaign: campaign.code, dataYear: campaign.dataYear, opensOn: campaign.opensOn,
          closesOn: campaign.closesOn,
          collectionEndedOn: try SenacsStore.collectionEnd(of: campaign.code, in: transaction),
          hasCodebook: try SenacsStore.codebook(of: campaign.code, in: transaction) != nil,
          isExpected: expected.contains { $0.code == request.structure }, receivedOn: received)
      })
  }

  func sendAnswer(
    _ request: SendAnswer, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> SendAnswer.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sends its own answer only")
    guard request.cells.count <= SendAnswer.mostCells else {
      throw RPCError.badField(
        "cells", "\(request.cells.count) cells came, \(SendAnswer.mostCells) are allowed")
    }
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    try needsCollection(campaign, in: transaction)
    let codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    let today = transaction.recordedAt.parisDay
    var row = [AnswersFile.campaign: campaign.code]
    // Every question stands in the row: a column that is missing would be told, though it was only not answered.
    for field in codebook.fields { row[field] = request.cells[field] ?? "" }
    let known = [
      AnswersFile.campaign: campaign.code, AnswersFile.structure: request.structure,
      AnswersFile.dataYear: String(campaign.dataYear),
      AnswersFile.state: AnswersFile.State.validated.rawValue, AnswersFile.validatedOn: today.iso,
    ]
    for (field, cell) in known where row[field] != nil { row[field] = cell }
    let reply = try host.rows.take(
      [row], of: AnswersFile.name, cause: .call(by: context.effectivePrincipal),
      cut: SubmitRows.Cut(structures: [request.structure], bodies: []), in: transaction)
    return SendAnswer.Reply(
      isTaken: reply.counts.loaded + reply.counts.unchanged > 0,
      receivedAt: transaction.recordedAt, isLate: today > campaign.closesOn,
      refused: reply.refused, findings: reply.findings)
  }
}
