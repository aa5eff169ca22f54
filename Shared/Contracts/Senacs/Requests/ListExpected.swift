public import RPCContract
public import Values

/// Lists every structure with the reason why it is expected to answer a campaign or not: as it was frozen, and by the facts as they are
/// now.
public struct ListExpected: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/ListExpected"
  /// Who is asked is no secret.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The campaign's code.
  public var campaign: String

  /// Makes the request.
  public init(campaign: String) {
    self.campaign = campaign
  }

  /// A structure.
  public struct Entry: Codable, Sendable, Hashable {
    /// The structure's code.
    public var code: String
    /// The organisation's name.
    public var name: String
    /// `CS` or `EVS`.
    public var kind: String
    /// By the facts as they are now: `EXPECTED`, or the first reason why not, such as `NO_APPROVAL_AT_OPENING`.
    public var state: String
    /// The state when the campaign was opened; absent before, and for structures that were not known then.
    public var frozen: String?
    /// The first day of its first approval; absent without any.
    public var firstApproval: CivilDate?
    /// The first day of the approval that covers the reference date.
    public var approvedFrom: CivilDate?
    /// The last day of that approval; absent while it is open.
    public var approvedTo: CivilDate?

    /// Makes an entry.
    public init(
      code: String, name: String, kind: String, state: String, frozen: String?,
      firstApproval: CivilDate?, approvedFrom: CivilDate?, approvedTo: CivilDate?
    ) {
      self.code = code
      self.name = name
      self.kind = kind
      self.state = state
      self.frozen = frozen
      self.firstApproval = firstApproval
      self.approvedFrom = approvedFrom
      self.approvedTo = approvedTo
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// The structures, by code. There are no pages: an entry with a name of 60 characters has some 250 bytes of JSON, so
    /// 4 MiB, the most of a message, hold 16,000 structures.
    public var entries: [Entry]
    /// The day whose approvals decide.
    public var referenceDate: CivilDate
    /// The first day of the campaign.
    public var opensOn: CivilDate
    /// The last day of the campaign; absent from services of version 0.3.0 and before.
    public var closesOn: CivilDate?
    /// The day, in Paris, on which its collection was ended (``SetCollection``); absent before, and from services of version 0.3.0 and
    /// before.
    public var collectionEndedOn: CivilDate?
    /// Whether the campaign was opened: then there is a frozen list.
    public var isFrozen: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      entries: [Entry], referenceDate: CivilDate, opensOn: CivilDate, closesOn: CivilDate?,
      collectionEndedOn: CivilDate? = nil,
      isFrozen: Bool, fictitious: Bool?
    ) {
      self.entries = entries
      self.referenceDate = referenceDate
      self.opensOn = opensOn
      self.closesOn = closesOn
      self.collectionEndedOn = collectionEndedOn
      self.isFrozen = isFrozen
      self.fictitious = fictitious
    }
  }
}
