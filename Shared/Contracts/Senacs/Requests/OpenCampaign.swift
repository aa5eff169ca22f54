public import RPCContract
public import Values

/// Opens a campaign: freezes who is expected, with the reason for each inclusion and exclusion.
public struct OpenCampaign: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/OpenCampaign"
  /// Who runs campaigns.
  public static let roles: Set<Role> = [.operator]
  /// It freezes a list; opening again changes nothing.
  public static let mutates = true
  /// The campaign.
  public var subjects: [String] { [campaign] }

  /// The campaign's code.
  public var campaign: String

  /// Makes the request.
  public init(campaign: String) {
    self.campaign = campaign
  }

  /// What was frozen.
  public struct Reply: Codable, Sendable {
    /// Structures that are expected to answer.
    public var expected: Int
    /// How many others there are, by the first reason that applies.
    public var excluded: [String: Int]
    /// Whether the list was frozen before.
    public var wasOpen: Bool
    /// The last day of the campaign; absent from services of version 0.3.0 and before.
    public var closesOn: CivilDate?
    /// Whether the network is invented; absent before anything was loaded.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      expected: Int, excluded: [String: Int], wasOpen: Bool, closesOn: CivilDate?,
      fictitious: Bool?
    ) {
      self.expected = expected
      self.excluded = excluded
      self.wasOpen = wasOpen
      self.closesOn = closesOn
      self.fictitious = fictitious
    }
  }
}
