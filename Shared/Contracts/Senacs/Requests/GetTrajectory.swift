public import RPCContract
public import Values

/// Tells participation in every campaign that is known, so that years can be compared.
public struct GetTrajectory: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetTrajectory"
  /// Whether a named centre answered is no secret, and these are counts.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The last day, Europe/Paris, on which an answer may have been received to be seen.
  public var asOf: CivilDate

  /// What divides the network: `federation`, `zone`, `qpv` or `size`; absent for kind and territory. Traits are those of
  /// today; the size is that of the last answer that counts, by the bands of the campaign's codebook.
  public var by: String?

  /// Makes the request.
  public init(asOf: CivilDate, by: String? = nil) {
    self.asOf = asOf
    self.by = by
  }

  /// A campaign in one scope.
  public struct Row: Codable, Sendable, Hashable {
    /// The campaign's code.
    public var campaign: String
    /// The year that its data are about.
    public var dataYear: Int
    /// The year in which it opens, the year of collection.
    public var collectionYear: Int
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`; by a trait such as `federated:true`, `zone:rural`,
    /// `qpv:unknown`.
    public var scope: String
    /// Structures that are expected by the rule (I1's denominator); 0 if no structure was asked yet, and then there is no rate.
    public var expected: Int
    /// Of those, with a counting answer.
    public var answered: Int
    /// Of those answers, how many were on time.
    public var onTime: Int
    /// Expected structures without those that closed on or before the closing day, and with those that take over from them (I1-restated).
    public var restatedExpected: Int
    /// Of those, with a counting answer.
    public var restatedAnswered: Int

    /// Makes a row.
    public init(
      campaign: String, dataYear: Int, collectionYear: Int, scope: String, expected: Int,
      answered: Int, onTime: Int, restatedExpected: Int, restatedAnswered: Int
    ) {
      self.campaign = campaign
      self.dataYear = dataYear
      self.collectionYear = collectionYear
      self.scope = scope
      self.expected = expected
      self.answered = answered
      self.onTime = onTime
      self.restatedExpected = restatedExpected
      self.restatedAnswered = restatedAnswered
    }
  }

  /// The campaigns.
  public struct Reply: Codable, Sendable {
    /// The campaigns by opening day, each in the five scopes or by the trait.
    public var rows: [Row]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], fictitious: Bool?) {
      self.rows = rows
      self.fictitious = fictitious
    }
  }
}
