import CodebookRules
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// What answers declare of funding.
extension SenacsHandlers {
  func listDeclaredFunding(
    _ request: ListDeclaredFunding, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListDeclaredFunding.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sees its own answers only")
    var reply = ListDeclaredFunding.Reply(
      campaign: nil, receivedOn: nil, amounts: [],
      fictitious: try reader.isFictitious(in: transaction))
    for campaign in try SenacsStore.allCampaigns(in: transaction)
    where campaign.dataYear == request.year.value {
      let answers = try SenacsStore.countingAnswers(
        to: campaign.code, of: request.structure, in: transaction)
      guard let full = answers[request.structure],
        let codebook = try SenacsStore.codebook(of: campaign.code, in: transaction)?.codebook
      else { continue }
      reply.campaign = campaign.code
      reply.receivedOn = full.submission.receivedOn
      reply.amounts = DeclaredFunding.amounts(full.answer, codebook)
    }
    return reply
  }
}
