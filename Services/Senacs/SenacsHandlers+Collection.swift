import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// The end of a campaign's collection: until then a late answer can be sent.
extension SenacsHandlers {
  func setCollection(
    _ request: SetCollection, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> SetCollection.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let today = transaction.recordedAt.parisDay
    guard !request.isEnded || today > campaign.closesOn else {
      throw RPCError(
        .failedPrecondition, reason: "COLLECTION_TOO_EARLY", domain: "vigie.senacs",
        "campaign \(campaign.code) is open until \(campaign.closesOn): its collection can be ended from the next day on",
        arguments: ["campaign": campaign.code, "closesOn": campaign.closesOn.iso])
    }
    let isChanged = try SenacsStore.setCollection(
      of: campaign.code, isEnded: request.isEnded,
      cause: .setting(by: context.effectivePrincipal), in: transaction)
    return SetCollection.Reply(
      endedOn: try SenacsStore.collectionEnd(of: campaign.code, in: transaction),
      wasSo: !isChanged, closesOn: campaign.closesOn,
      fictitious: try reader.isFictitious(in: transaction))
  }

  /// Refuses an answer that a structure sends after the end of the collection.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `COLLECTION_ENDED`, saying when it ended, by whom, and what to do.
  func needsCollection(_ campaign: Campaign, in transaction: ReadTransaction) throws {
    guard let endedOn = try SenacsStore.collectionEnd(of: campaign.code, in: transaction) else {
      return
    }
    throw RPCError(
      .failedPrecondition, reason: "COLLECTION_ENDED", domain: "vigie.senacs",
      "an operator ended the collection of campaign \(campaign.code) on \(endedOn); ask the Caf to open it again",
      arguments: [
        "campaign": campaign.code, "endedOn": endedOn.iso, "role": Role.operator.rawValue,
      ]
    )
  }
}
