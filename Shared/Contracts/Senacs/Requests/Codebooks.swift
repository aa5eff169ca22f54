public import RPCContract
public import Values

/// Sets what a campaign asks: a Table Schema (Frictionless) with labels, blocks, rules and changes (``Codebook``).
///
/// A campaign may be given another codebook; answers keep the one by which they were taken. A codebook is refused with `CODEBOOK_WRONG` if
/// it cannot be used, and with `CHANGE_UNDECLARED` if it differs from the campaign before in a way that it does not declare, so that no
/// series breaks silently.
public struct SetCodebook: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/SetCodebook"
  /// Who runs campaigns.
  public static let roles: Set<Role> = [.operator]
  /// It changes what is asked.
  public static let mutates = true
  /// The campaign.
  public var subjects: [String] { [campaign] }
  /// The most bytes of a document.
  public static let maxBytes = 1 << 20

  /// The campaign's code.
  public var campaign: String
  /// The document, JSON.
  public var document: String

  /// Makes the request.
  public init(campaign: String, document: String) {
    self.campaign = campaign
    self.document = document
  }

  /// What was set.
  public typealias Reply = CodebookState
}

/// Reads what a campaign asks, or asked before its codebook was set again: a form that is out has the questions of its own day.
public struct GetCodebook: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetCodebook"
  /// What is asked is no secret. Partners have no access: they reach only the exchange, which has the schemas of what they bring.
  public static let roles: Set<Role> = [.operator, .federation, .structure, .auditor]

  /// The campaign's code.
  public var campaign: String
  /// Which of the campaign's codebooks, by its digest; absent for the one that holds. That one is told too where the campaign never had the
  /// other, as ``CodebookState/digest`` says.
  public var digest: String?

  /// Makes the request.
  public init(campaign: String, digest: String? = nil) {
    self.campaign = campaign
    self.digest = digest
  }

  /// The codebook; FAILED_PRECONDITION with `CODEBOOK_MISSING` before it was set.
  public typealias Reply = CodebookState
}

/// A campaign's codebook, and what changed since the campaign before.
public struct CodebookState: Codable, Sendable {
  /// The document, JSON, as it was set.
  public var document: String
  /// SHA-256 of the document, 64 hexadecimal digits.
  public var digest: String
  /// The year that the answers are about.
  public var dataYear: Int
  /// The campaign's first day.
  public var opensOn: CivilDate
  /// How many fields decide whether an answer is nearly empty.
  public var baseItems: Int
  /// The earlier campaign with a codebook that this one is compared with; absent without one.
  public var comparedWith: String?
  /// Fields that the campaign before did not have.
  public var added: [String]
  /// Fields that are asked no more, under their old names.
  public var removed: [String]
  /// New name → the name before.
  public var renamed: [String: String]
  /// Fields that cannot be compared with their past.
  public var redefined: [String]

  /// Makes it.
  public init(
    document: String, digest: String, dataYear: Int, opensOn: CivilDate, baseItems: Int,
    comparedWith: String?,
    added: [String], removed: [String], renamed: [String: String], redefined: [String]
  ) {
    self.document = document
    self.digest = digest
    self.dataYear = dataYear
    self.opensOn = opensOn
    self.baseItems = baseItems
    self.comparedWith = comparedWith
    self.added = added
    self.removed = removed
    self.renamed = renamed
    self.redefined = redefined
  }
}
