public import RPCContract
public import Values

/// Lists the late structures of a campaign, each with the person to ask; people are named by their codes.
public struct ListReminders: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/ListReminders"
  /// Who directs a centre, and since when, is for the pilot alone.
  public static let roles: Set<Role> = [.operator]
  /// It names the people to be reminded, by their codes.
  public static let tellsOfPeople = true
  /// The campaign.
  public var subjects: [String] { [campaign] }

  /// The campaign's code.
  public var campaign: String
  /// The day up to which answers are seen, and on which mandates are held.
  public var asOf: CivilDate
  /// The earlier day with whose directors the present ones are compared; if absent, the opening of the campaign before, or a year before
  /// this campaign's own opening.
  public var since: CivilDate?

  /// Makes the request.
  public init(campaign: String, asOf: CivilDate, since: CivilDate? = nil) {
    self.campaign = campaign
    self.asOf = asOf
    self.since = since
  }

  /// A structure to remind.
  public struct Reminder: Codable, Sendable, Hashable {
    /// The structure's code.
    public var code: String
    /// The organisation's name.
    public var name: String
    /// `CS` or `EVS`.
    public var kind: String
    /// The commune's name on the reference date, or its code.
    public var commune: String
    /// `NO_SUBMISSION`, `DRAFT_ONLY`, `TOO_FEW_ITEMS` or `RECEIVED_LATER`.
    public var reason: String
    /// The latest earlier campaign with an answer that counts; absent for none.
    public var lastAnswered: String?
    /// Whether the director is not the one of the day compared with.
    public var hasNewDirector: Bool
    /// Whether the director's post is vacant.
    public var isVacant: Bool
    /// Whom to ask: the person's code; absent when no post is filled.
    public var person: String?
    /// Their function.
    public var function: String?
    /// Since when they hold it.
    public var from: CivilDate?

    /// Makes an entry.
    public init(
      code: String, name: String, kind: String, commune: String, reason: String,
      lastAnswered: String?, hasNewDirector: Bool, isVacant: Bool, person: String?,
      function: String?, from: CivilDate?
    ) {
      self.code = code
      self.name = name
      self.kind = kind
      self.commune = commune
      self.reason = reason
      self.lastAnswered = lastAnswered
      self.hasNewDirector = hasNewDirector
      self.isVacant = isVacant
      self.person = person
      self.function = function
      self.from = from
    }
  }

  /// The reminders.
  public struct Reply: Codable, Sendable {
    /// Those with a new director first, then by code.
    public var reminders: [Reminder]
    /// The earlier day with whose directors the present ones were compared.
    public var since: CivilDate
    /// The last day of the campaign; absent from services of version 0.3.0 and before.
    public var closesOn: CivilDate?
    /// The day, in Paris, on which its collection was ended (``SetCollection``); absent before, and from services of version 0.3.0 and
    /// before.
    public var collectionEndedOn: CivilDate?
    /// The campaign's reference date, on which structures are what is said of them; absent from services of version 0.3.0 and before.
    public var referenceDate: CivilDate?
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      reminders: [Reminder], since: CivilDate, closesOn: CivilDate?,
      collectionEndedOn: CivilDate? = nil, referenceDate: CivilDate?,
      fictitious: Bool?
    ) {
      self.reminders = reminders
      self.since = since
      self.closesOn = closesOn
      self.collectionEndedOn = collectionEndedOn
      self.referenceDate = referenceDate
      self.fictitious = fictitious
    }
  }
}
