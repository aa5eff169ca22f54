public import RPCContract
public import Values

/// Lists the last campaigns as a structure meets them: when they are open, and whether it has answered.
///
/// PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
public struct ListOwnCampaigns: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/ListOwnCampaigns"
  /// Who runs campaigns, and who answers.
  public static let roles: Set<Role> = [.operator, .structure]
  /// The structure.
  public var subjects: [String] { [structure] }
  /// The most campaigns of a reply.
  public static let most = 20

  /// The structure's code.
  public var structure: String

  /// Makes the request.
  public init(structure: String) { self.structure = structure }

  /// A campaign.
  public struct Item: Codable, Sendable, Hashable {
    /// Its code, such as `2026`.
    public var campaign: String
    /// The year that the answers are about.
    public var dataYear: Int
    /// The first day, in Paris.
    public var opensOn: CivilDate
    /// The last day on which an answer is on time, in Paris.
    public var closesOn: CivilDate
    /// The day, in Paris, on which its collection was ended, so that no answer can be sent (``SetCollection``); absent before, and from
    /// services of version 0.3.0 and before.
    public var collectionEndedOn: CivilDate?
    /// Whether it has a codebook, without which nothing is asked.
    public var hasCodebook: Bool
    /// Whether the structure is expected to answer (acceptance/indicators.md, I1).
    public var isExpected: Bool
    /// The day, in Paris, on which the first answer that counts was received; absent without one.
    public var receivedOn: CivilDate?

    /// Makes an item.
    public init(
      campaign: String, dataYear: Int, opensOn: CivilDate, closesOn: CivilDate,
      collectionEndedOn: CivilDate? = nil, hasCodebook: Bool, isExpected: Bool,
      receivedOn: CivilDate?
    ) {
      self.campaign = campaign
      self.dataYear = dataYear
      self.opensOn = opensOn
      self.closesOn = closesOn
      self.collectionEndedOn = collectionEndedOn
      self.hasCodebook = hasCodebook
      self.isExpected = isExpected
      self.receivedOn = receivedOn
    }
  }

  /// The campaigns.
  public struct Reply: Codable, Sendable {
    /// By opening day; the last ``ListOwnCampaigns/most``.
    public var campaigns: [Item]

    /// Makes the reply.
    public init(campaigns: [Item]) { self.campaigns = campaigns }
  }
}
