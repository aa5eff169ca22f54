import CentreNetwork
import CodebookRules
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// A structure's answer, each time that it came.
extension SenacsHandlers {
  func getAnswer(
    _ request: GetAnswer, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetAnswer.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    var versions: [GetAnswer.Version] = []
    try SenacsStore.forEachCountingAnswer(
      to: campaign.code, of: request.structure, in: transaction
    ) {
      versions.append(
        GetAnswer.Version(receivedAt: $0.submission.receivedAt, cells: $0.answer.values))
    }
    guard !versions.isEmpty else {
      throw RPCError(
        .notFound, reason: "ANSWER_MISSING", domain: "vigie.senacs",
        "\(request.structure) has no answer to campaign \(campaign.code) that counts yet",
        arguments: ["structure": request.structure, "campaign": campaign.code])
    }
    let before = try SenacsStore.earlier(than: campaign, in: transaction).first
    let last = try before.flatMap {
      try SenacsStore.countingAnswers(
        to: $0.campaign.code, of: request.structure, in: transaction)[request.structure]
    }
    let changes = before.map {
      CodebookChanges(from: $0.codebook.codebook, to: codebook.codebook)
    }
    let network = try reader.network(in: transaction)
    let structure = network.structure(request.structure, on: campaign.referenceDate)
    return GetAnswer.Reply(
      name: structure?.name ?? request.structure, dataYear: campaign.dataYear,
      opensOn: campaign.opensOn, closesOn: campaign.closesOn,
      versions: Array(versions.suffix(GetAnswer.most)),
      lastYear: last == nil ? nil : before?.campaign.dataYear,
      last: last.flatMap { changes?.carried($0.answer).values } ?? [:])
  }
}
