import PortalDomain
import Storage

/// What the drafts of answers tell the officer: which are opened, which have begun and how far they are, never what they say.
enum DraftStates {
  /// Returns the structures that have opened the form of a campaign.
  ///
  /// - Throws: `StorageError`.
  static func opened(
    in campaign: String, _ transaction: ReadTransaction
  ) throws -> Set<String> {
    try DraftStore.opened(inCampaign: campaign, in: transaction)
  }

  /// Returns the drafts of a campaign that have begun, by structure. An answer is counted as the form counts it for who writes.
  ///
  /// - Throws: `StorageError`.
  static func begun(
    in campaign: String, _ transaction: ReadTransaction
  ) throws -> [String: DraftState] {
    let changes = try DraftStore.changes(inCampaign: campaign, in: transaction)
    guard !changes.isEmpty,
      let kept = try DraftStore.anyForm(ofCampaign: campaign, in: transaction)
    else { return [:] }
    let questions = Dictionary(
      try CampaignForm(kept).questions.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    var answered: [String: Int] = [:]
    try DraftStore.forEachField(inCampaign: campaign, in: transaction) { structure, field, typed in
      if questions[field]?.read(typed).isAnswer == true { answered[structure, default: 0] += 1 }
    }
    return Dictionary(
      changes.map { structure, changedAt in
        (
          structure,
          DraftState(
            answered: answered[structure] ?? 0, questions: questions.count, changedAt: changedAt)
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}
