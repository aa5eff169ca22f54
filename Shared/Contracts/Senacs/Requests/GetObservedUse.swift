public import RPCContract
public import Values

/// Who opened the feedback sheet of a campaign: use that was observed, to be set beside the declared one (I5), never in its
/// place.
public struct GetObservedUse: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetObservedUse"
  /// Who evaluates, and the service that sets it beside what is declared.
  public static let roles: Set<Role> = [.operator, .auditor, .service]

  /// The campaign's code.
  public var campaign: String
  /// Openings up to this day count.
  public var asOf: CivilDate
  /// Only what was recorded before midnight Europe/Paris after this day; absent for all.
  public var knownOn: CivilDate?
  /// Only what each service had recorded when it was pinned; absent for all.
  public var pins: [String: FigureQuery.Pin]?

  /// Makes the request.
  public init(
    campaign: String, asOf: CivilDate, knownOn: CivilDate? = nil,
    pins: [String: FigureQuery.Pin]? = nil
  ) {
    self.campaign = campaign
    self.asOf = asOf
    self.knownOn = knownOn
    self.pins = pins
  }

  /// The instant before which a service must have recorded a fact for it to be seen; nil for all.
  public func knownBefore(of service: String) -> Instant? {
    FigureQuery.bound(knownOn, pins?[service])
  }

  /// A scope.
  public struct Row: Codable, Sendable, Hashable {
    /// The scope, such as `kind:CS`.
    public var scope: String
    /// Structures that are expected to answer the campaign.
    public var expected: Int
    /// Of those, with an answer by the codebook that counts: they have a sheet.
    public var answered: Int
    /// Of those, who opened it.
    public var opened: Int

    /// Makes a row.
    public init(scope: String, expected: Int, answered: Int, opened: Int) {
      self.scope = scope
      self.expected = expected
      self.answered = answered
      self.opened = opened
    }
  }

  /// An opening.
  public struct Opening: Codable, Sendable, Hashable {
    /// The structure's code.
    public var code: String
    /// The first day on which it opened its sheet, in Paris.
    public var on: CivilDate
    /// On how many days it did.
    public var days: Int

    /// Makes an opening.
    public init(code: String, on: CivilDate, days: Int) {
      self.code = code
      self.on = on
      self.days = days
    }
  }

  /// What was observed.
  public struct Reply: Codable, Sendable {
    /// The five scopes.
    public var rows: [Row]
    /// By structure, of those who opened theirs.
    public var openings: [Opening]
    /// The codes of those who have a sheet; absent from a version that did not tell.
    public var sheets: [String]?
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      rows: [Row], openings: [Opening], sheets: [String]? = nil, fictitious: Bool?
    ) {
      self.rows = rows
      self.sheets = sheets
      self.openings = openings
      self.fictitious = fictitious
    }
  }
}
