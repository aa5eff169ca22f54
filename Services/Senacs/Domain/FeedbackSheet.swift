public import CodebookRules
public import Contracts

/// A structure's answer beside its own past and its peers.
public struct FeedbackSheet: Sendable {
  /// An earlier campaign: what it asked, and the structure's answer that counts; nil without one.
  public typealias Earlier = (campaign: Campaign, codebook: Codebook, answer: Answer?)

  /// The campaign whose peers are shown, the sheet's own or, while that has no comparison, the last earlier one that has; and what
  /// is told of its peers.
  public typealias Shown = (campaign: Campaign, comparison: Comparison)

  /// The peers; nil where none are shown.
  public let group: GetFeedbackSheet.Group?
  /// The numbers that were asked, in the order of the codebook; those that neither the structure nor its peers answered are
  /// left out.
  public let rows: [GetFeedbackSheet.Row]

  /// Compares.
  ///
  /// - Parameters:
  ///   - own: the structure and its answer.
  ///   - codebook: the campaign's.
  ///   - earlier: the campaigns before, newest first.
  ///   - shown: whose peers are shown; nil for nobody's.
  public init(_ own: Peer, _ codebook: Codebook, earlier: [Earlier], _ shown: Shown?) {
    let redefined = Set((codebook.changes ?? []).filter { $0.kind == "redefined" }.map(\.field))
    let names = CodebookChanges.names(of: codebook, in: earlier.map(\.codebook))
    let found = shown?.comparison.group(of: own)
    let told = found?.told(to: own.code)
    group = told
    // The fields' names in the campaign whose peers are shown; nil where that is the sheet's own campaign, or there is none.
    let then = earlier.firstIndex { $0.campaign.code == shown?.campaign.code }.map { names[$0] }
    rows = codebook.fields.filter(\.isNumeric).compactMap { field in
      let value = own.answer.amount(field.name)?.text
      let name = then.map { $0[field.name] } ?? field.name
      let peers = name.flatMap { found?.told[$0] }.flatMap { one in told.map(one.quartiles) }
      guard value != nil || peers != nil else { return nil }
      return .init(
        field: field.name, labels: field.labels ?? [:], section: field.section, own: value,
        past: zip(earlier, names).compactMap { one, names in
          names[field.name].flatMap { one.answer?.amount($0) }.map {
            .init(campaign: one.campaign.code, dataYear: one.campaign.dataYear, value: $0.text)
          }
        }, isRedefined: redefined.contains(field.name), peers: peers,
        held: told == nil || peers != nil
          ? nil : Self.held(name, shown?.comparison.tied ?? []))
    }
  }

  /// Why nothing is told of a field.
  private static func held(_ name: String?, _ tied: [String]) -> String {
    guard let name else { return "NOT_ASKED_THEN" }
    return tied.contains(name) ? "TIED_TO_OTHERS" : "TOO_FEW_PEERS"
  }
}
