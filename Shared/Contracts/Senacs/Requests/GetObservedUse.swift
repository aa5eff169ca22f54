public import RPCContract
public import Values

/// Tells who opened the feedback sheet of a campaign. This is observed use: it is shown beside the declared use (I5), never in its place.
public struct GetObservedUse: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetObservedUse"
  /// Those who evaluate and audit, and the service that compares it with what is declared.
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

  /// Returns the instant before which a service must have recorded a fact for it to be seen; nil for all.
  public func knownBefore(of service: String) -> Instant? {
    FigureQuery.bound(knownOn, pins?[service])
  }

  /// A scope.
  public struct Row: Codable, Sendable, Hashable {
    /// The scope, such as `kind:CS`.
    public var scope: String
    /// Structures that are expected to answer the campaign.
    public var expected: Int
    /// How many of those have an answer by the codebook that counts, and therefore a sheet.
    public var answered: Int
    /// How many of those opened their sheet.
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
    /// On how many days it opened its sheet.
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
    /// The openings, by structure; structures that did not open their sheet are absent.
    public var openings: [Opening]
    /// The codes of the structures that have a sheet; absent from a version that did not tell them.
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
