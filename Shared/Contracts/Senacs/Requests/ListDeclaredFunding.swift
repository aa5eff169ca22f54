public import RPCContract
public import Values

/// Lists what a structure's answer to SENACS declares of its funding in a year, by kind of partner.
///
/// Of several campaigns about that year the last one with an answer that counts is told. PERMISSION_DENIED with `OTHER_STRUCTURE` for a
/// structure that asks for another.
public struct ListDeclaredFunding: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/ListDeclaredFunding"
  /// Those who see the contributions that the registry has.
  public static let roles = ListContributions.roles

  /// The structure's code.
  public var structure: String
  /// The year that the answer is about.
  public var year: Year

  /// Makes the request.
  public init(structure: String, year: Year) {
    self.structure = structure
    self.year = year
  }

  /// What a field of the answer declares.
  public struct Amount: Codable, Sendable, Hashable {
    /// The field, such as `subv_caf`.
    public var field: String
    /// What people call it, by `fr` and `en`; absent where the codebook does not say.
    public var labels: [String: String]?
    /// The kinds of partner whose funding it adds up, as `partners.csv` has them.
    public var kinds: [String]
    /// Euros, 0 or more; absent where it was not answered.
    public var euros: Quantity?

    /// Makes an amount.
    public init(field: String, labels: [String: String]?, kinds: [String], euros: Quantity?) {
      self.field = field
      self.labels = labels
      self.kinds = kinds
      self.euros = euros
    }
  }

  /// The answer's amounts.
  public struct Reply: Codable, Sendable {
    /// The campaign's code; absent where no answer about that year counts.
    public var campaign: String?
    /// The day on which the answer was received, in Paris; absent with it.
    public var receivedOn: CivilDate?
    /// The fields of funding that the campaign's codebook has, in a fixed order; empty without an answer or a codebook.
    public var amounts: [Amount]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      campaign: String?, receivedOn: CivilDate?, amounts: [Amount], fictitious: Bool?
    ) {
      self.campaign = campaign
      self.receivedOn = receivedOn
      self.amounts = amounts
      self.fictitious = fictitious
    }
  }
}
