public import RPCContract
public import Values

/// Who opened the feedback sheet of a campaign: use that was observed, to be set beside the declared one (I5), never in its
/// place.
public struct GetObservedUse: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetObservedUse"
  /// Who evaluates.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// The campaign's code.
  public var campaign: String
  /// Openings up to this day count.
  public var asOf: CivilDate

  /// Makes the request.
  public init(campaign: String, asOf: CivilDate) {
    self.campaign = campaign
    self.asOf = asOf
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
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], openings: [Opening], fictitious: Bool?) {
      self.rows = rows
      self.openings = openings
      self.fictitious = fictitious
    }
  }
}
