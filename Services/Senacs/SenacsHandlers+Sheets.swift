import CentreNetwork
import CodebookRules
import Contracts
import RPC
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Values

/// Feedback sheets for the structures that answered.
extension SenacsHandlers {
  func getFeedbackSheet(
    _ request: GetFeedbackSheet, _ context: ServerContext
  ) async throws -> GetFeedbackSheet.Reply {
    _ = try context.access.meant(
      request.structure, "vigie.senacs", "a structure sees its own sheet only")
    let isOwn = context.access.own == request.structure
    let today = Instant.now.parisDay
    // Look first: most often there is no comparison to store, and no write is made then.
    let closed = try await host.database.read { transaction in
      try SenacsStore.withoutComparison(to: request.campaign, on: today, in: transaction)
        .filter { try Self.comparison(of: $0, in: transaction) != nil }
    }
    if !closed.isEmpty {
      try await host.database.write { transaction in
        for campaign in closed {
          guard let comparison = try Self.comparison(of: campaign, in: transaction) else {
            continue
          }
          try SenacsStore.keep(comparison, of: campaign.code, in: transaction)
        }
      }
    }
    let sheet = try await host.database.read { try Self.sheet(request, on: today, in: $0) }
    if isOwn {
      try await host.database.write { transaction in
        let day = transaction.recordedAt.parisDay
        try SenacsStore.open(request.campaign, request.structure, on: day, in: transaction)
      }
    }
    return sheet
  }

  /// Makes the comparison of a closed campaign's peers from the answers that are known now; nil without a codebook, or where no
  /// group is large enough.
  private static func comparison(
    of campaign: Campaign, in transaction: ReadTransaction
  ) throws -> Comparison? {
    guard let codebook = try SenacsStore.codebook(of: campaign.code, in: transaction) else {
      return nil
    }
    let network = try NetworkReader().network(in: transaction)
    let answers = try SenacsStore.countingAnswers(to: campaign.code, in: transaction)
    let frozen = try SenacsStore.frozen(campaign.code, in: transaction)?.expected
    let expected = frozen ?? Set(Expectation(campaign, in: network).expected.map(\.code))
    let peers = network.structures(on: campaign.referenceDate).filter {
      expected.contains($0.code)
    }.compactMap { one in
      answers[one.code].map { Peer(one, $0.answer) }
    }
    return Comparison(peers, codebook.codebook, codebook.bounds)
  }

  private static func sheet(
    _ request: GetFeedbackSheet, on today: CivilDate, in transaction: ReadTransaction
  ) throws -> GetFeedbackSheet.Reply {
    let campaign = try SenacsStore.campaign(request.campaign, in: transaction)
    let codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    let reader = NetworkReader()
    let network = try reader.network(in: transaction)
    guard
      let structure = network.structure(request.structure, on: campaign.referenceDate)
        ?? network[request.structure]
    else {
      throw RPCError(
        .notFound, reason: "STRUCTURE_UNKNOWN", domain: "vigie.senacs",
        "no structure has the code \(request.structure)",
        arguments: ["structure": request.structure])
    }
    let own = try SenacsStore.countingAnswers(
      to: campaign.code, of: structure.code, in: transaction)[structure.code]
    guard let own else {
      throw RPCError(
        .notFound, reason: "ANSWER_MISSING", domain: "vigie.senacs",
        "\(request.structure) has no answer to campaign \(campaign.code) that counts yet",
        arguments: ["structure": request.structure, "campaign": campaign.code])
    }
    let earlier = try SenacsStore.earlier(than: campaign, in: transaction).map {
      one -> FeedbackSheet.Earlier in
      let answers = try SenacsStore.countingAnswers(
        to: one.campaign.code, of: structure.code, in: transaction)
      return (one.campaign, one.codebook.codebook, answers[structure.code]?.answer)
    }
    let shown = try shown(campaign, earlier.map(\.campaign), in: transaction)
    let sheet = FeedbackSheet(
      Peer(structure, own.answer), codebook.codebook, earlier: earlier, shown)
    let commune = network.commune(of: structure, on: campaign.referenceDate)
    let isCompared = sheet.group != nil
    return GetFeedbackSheet.Reply(
      structure: structure.code, name: structure.name,
      commune: network.communes.name(of: commune, on: campaign.referenceDate) ?? commune,
      campaign: campaign.code, dataYear: campaign.dataYear,
      answeredOn: own.submission.receivedOn, group: sheet.group,
      compared: shown.flatMap { one in
        isCompared
          ? .init(campaign: one.campaign.code, dataYear: one.campaign.dataYear) : nil
      },
      held: held(campaign, shown, isCompared: isCompared, on: today),
      sizeLabels: codebook.codebook.sizes.flatMap { sizes in
        codebook.codebook.fields.first { $0.name == sizes.field }?.labels
      }, rows: sheet.rows, sentences: Sentences.chosen(from: sheet.rows),
      fictitious: try reader.isFictitious(in: transaction))
  }

  /// Returns the stored comparison of a campaign, else of the newest earlier campaign that has one.
  private static func shown(
    _ campaign: Campaign, _ earlier: [Campaign], in transaction: ReadTransaction
  ) throws -> FeedbackSheet.Shown? {
    for one in [campaign] + earlier {
      if let kept = try SenacsStore.comparison(of: one.code, in: transaction) {
        return (one, kept)
      }
    }
    return nil
  }

  private static func held(
    _ campaign: Campaign, _ shown: FeedbackSheet.Shown?, isCompared: Bool, on today: CivilDate
  ) -> String? {
    if shown?.campaign.code == campaign.code { return isCompared ? nil : "NO_GROUP" }
    return campaign.closesOn < today ? "TOO_FEW_PEERS" : "CAMPAIGN_OPEN"
  }
}
