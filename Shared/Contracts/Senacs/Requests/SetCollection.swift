public import RPCContract
public import Values

/// Ends the collection of a campaign's answers, or opens it again: while it is ended, structures send none (``SendAnswer``).
///
/// Files and partners bring answers all the same. It ends after the campaign's last day only: until then an answer is on time.
/// NOT_FOUND with `CAMPAIGN_UNKNOWN`; FAILED_PRECONDITION with `COLLECTION_TOO_EARLY`.
public struct SetCollection: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/SetCollection"
  /// Who runs campaigns.
  public static let roles: Set<Role> = [.operator]
  /// It changes whether answers are taken; what is so already stays as it is.
  public static let mutates = true
  /// The campaign.
  public var subjects: [String] { [campaign] }

  /// The campaign's code.
  public var campaign: String
  /// Whether it ends; if not, it is opened again.
  public var isEnded: Bool

  /// Makes the request.
  public init(campaign: String, isEnded: Bool) {
    self.campaign = campaign
    self.isEnded = isEnded
  }

  /// How the collection stands now.
  public struct Reply: Codable, Sendable {
    /// The day, in Paris, on which it was ended; absent while answers are taken.
    public var endedOn: CivilDate?
    /// Whether it stood so before.
    public var wasSo: Bool
    /// The campaign's last day, in Paris; an answer after it is late.
    public var closesOn: CivilDate
    /// Whether the network is invented; absent before anything was loaded.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(endedOn: CivilDate?, wasSo: Bool, closesOn: CivilDate, fictitious: Bool?) {
      self.endedOn = endedOn
      self.wasSo = wasSo
      self.closesOn = closesOn
      self.fictitious = fictitious
    }
  }
}
