public import RPCContract
public import Values

/// Tells who takes part in a campaign, by kind and territory, and who is missing.
public struct GetParticipation: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetParticipation"
  /// It is no secret whether a named centre answered.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]

  /// The campaign's code.
  public var campaign: String
  /// The year in which the campaign must open (acceptance/indicators.md), refused as `CAMPAIGN_OTHER_YEAR` otherwise; absent for any.
  public var year: Year?
  /// The last day, Europe/Paris, on which an answer may have been received to be seen.
  public var asOf: CivilDate
  /// Only what was recorded before midnight Europe/Paris after this day; absent for all.
  public var knownOn: CivilDate?
  /// Only what each service had recorded when it was pinned; absent for all.
  public var pins: [String: FigureQuery.Pin]?

  /// Makes the request.
  public init(
    campaign: String, year: Year? = nil, asOf: CivilDate, knownOn: CivilDate? = nil,
    pins: [String: FigureQuery.Pin]? = nil
  ) {
    self.year = year
    self.pins = pins
    self.campaign = campaign
    self.asOf = asOf
    self.knownOn = knownOn
  }

  /// Returns the instant before which a service must have recorded a fact for it to be seen; nil for all.
  public func knownBefore(of service: String) -> Instant? {
    FigureQuery.bound(knownOn, pins?[service])
  }

  /// Participation in one scope.
  public struct Row: Codable, Sendable, Hashable {
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
    public var scope: String
    /// Structures that are expected by the rule, on the facts as they are now.
    public var expected: Int
    /// Of those, with a counting answer.
    public var answered: Int
    /// Of those answers, how many were on time.
    public var onTime: Int
    /// Restated: the expected structures without those that closed on or before the closing day, and with those that take over from them;
    /// absent from services of version 0.2.0 and before.
    public var restatedExpected: Int?
    /// Of those, with a counting answer.
    public var restatedAnswered: Int?

    /// Makes a row.
    public init(
      scope: String, expected: Int, answered: Int, onTime: Int, restatedExpected: Int?,
      restatedAnswered: Int?
    ) {
      self.scope = scope
      self.expected = expected
      self.answered = answered
      self.onTime = onTime
      self.restatedExpected = restatedExpected
      self.restatedAnswered = restatedAnswered
    }
  }

  /// An expected structure without a counting answer.
  public struct Missing: Codable, Sendable, Hashable {
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

    /// Makes an entry.
    public init(code: String, name: String, kind: String, commune: String, reason: String) {
      self.code = code
      self.name = name
      self.kind = kind
      self.commune = commune
      self.reason = reason
    }
  }

  /// Participation.
  public struct Reply: Codable, Sendable {
    /// In the five scopes.
    public var rows: [Row]
    /// The structures without a counting answer, by code.
    public var missing: [Missing]
    /// The codes of all structures expected.
    public var expected: [String]
    /// The campaign's reference date.
    public var referenceDate: CivilDate
    /// Structures frozen as expected when the campaign was opened; absent before.
    public var frozen: Int?
    /// Structures expected now and not in the frozen list.
    public var joined: [String]
    /// Structures in the frozen list and not expected now.
    public var left: [String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      rows: [Row], missing: [Missing], expected: [String], referenceDate: CivilDate, frozen: Int?,
      joined: [String], left: [String], fictitious: Bool?
    ) {
      self.rows = rows
      self.missing = missing
      self.expected = expected
      self.referenceDate = referenceDate
      self.frozen = frozen
      self.joined = joined
      self.left = left
      self.fictitious = fictitious
    }
  }
}
