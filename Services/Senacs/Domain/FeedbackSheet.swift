public import Contracts

/// A structure's answer beside its own past and its peers.
public struct FeedbackSheet: Sendable {
  /// A campaign before: what it asked, and what the structure answered.
  public struct Earlier: Sendable {
    /// The campaign.
    public let campaign: Campaign
    /// Its codebook.
    public let codebook: Codebook
    /// The structure's answer that counts; nil without one.
    public let answer: Answer?

    /// Makes it.
    public init(_ campaign: Campaign, _ codebook: Codebook, _ answer: Answer?) {
      self.campaign = campaign
      self.codebook = codebook
      self.answer = answer
    }
  }

  /// The peers; nil where no group has enough.
  public let group: GetFeedbackSheet.Group?
  /// The numbers that were asked, in the order of the codebook; those that neither the structure nor its peers answered are
  /// left out.
  public let rows: [GetFeedbackSheet.Row]

  /// Compares.
  ///
  /// - Parameters:
  ///   - member: the structure and its answer.
  ///   - codebook: the campaign's.
  ///   - earlier: the campaigns before, newest first.
  ///   - peers: everybody whose answer to the campaign counts.
  public init(_ member: Peers.Member, _ codebook: Codebook, earlier: [Earlier], _ peers: Peers) {
    group = peers.group(of: member)?.group
    let redefined = Set((codebook.changes ?? []).filter { $0.kind == "redefined" }.map(\.field))
    let histories = Self.histories(codebook, earlier)
    rows = codebook.fields.filter(\.isNumeric).compactMap { field in
      let own = member.answer.amount(field.name)?.text
      let quartiles = peers.quartiles(of: field.name, for: member)
      guard own != nil || quartiles != nil else { return nil }
      return .init(
        field: field.name, labels: field.labels ?? [:], section: field.section, own: own,
        past: histories[field.name] ?? [], isRedefined: redefined.contains(field.name),
        peers: quartiles)
    }
  }

  /// Each field's earlier values, as far back as it goes on.
  private static func histories(
    _ codebook: Codebook, _ earlier: [Earlier]
  ) -> [String: [GetFeedbackSheet.Past]] {
    var histories: [String: [GetFeedbackSheet.Past]] = [:]
    // Field → its name in the campaign that was looked at last.
    var names = Dictionary(codebook.fields.map { ($0.name, $0.name) }) { first, _ in first }
    var newer = codebook
    for one in earlier {
      let origins = CodebookChanges(from: one.codebook, to: newer).origins
      names = names.compactMapValues { origins[$0] }
      for (field, name) in names {
        guard let amount = one.answer?.amount(name) else { continue }
        histories[field, default: []].append(
          .init(campaign: one.campaign.code, dataYear: one.campaign.dataYear, value: amount.text))
      }
      newer = one.codebook
    }
    return histories
  }
}
