public import RPCContract
public import Values

/// Reads a structure's answer to a campaign as it came, each time that it came, beside the answer before it.
///
/// NOT_FOUND with `CAMPAIGN_UNKNOWN`, and with `ANSWER_MISSING` until an answer came that counts; FAILED_PRECONDITION with
/// `CODEBOOK_MISSING`.
public struct GetAnswer: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetAnswer"
  /// Who reads answers over, and who audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// Answers have texts that people wrote.
  public static let tellsOfPeople = true
  /// The campaign and the structure.
  public var subjects: [String] { [campaign, structure] }
  /// The most versions of a reply.
  public static let most = 20

  /// The campaign's code.
  public var campaign: String
  /// The structure's code.
  public var structure: String

  /// Makes the request.
  public init(campaign: String, structure: String) {
    self.campaign = campaign
    self.structure = structure
  }

  /// The answer as it came once.
  public struct Version: Codable, Sendable, Hashable {
    /// When it was received.
    public var receivedAt: Instant
    /// Field → cell, in canonical text: numbers with a point, days as YYYY-MM-DD, `true` and `false`; what was not answered is absent.
    public var cells: [String: String]

    /// Makes a version.
    public init(receivedAt: Instant, cells: [String: String]) {
      self.receivedAt = receivedAt
      self.cells = cells
    }
  }

  /// The answer.
  public struct Reply: Codable, Sendable {
    /// The organisation's name on the campaign's reference date; its code where the registry does not know it.
    public var name: String
    /// The year that the answer is about.
    public var dataYear: Int
    /// The campaign's first day, in Paris.
    public var opensOn: CivilDate
    /// The last day on which an answer is on time, in Paris.
    public var closesOn: CivilDate
    /// The versions that count, oldest first, the last ``GetAnswer/most``; the last one holds.
    public var versions: [Version]
    /// The year that the answer to the campaign before is about; absent without one.
    public var lastYear: Int?
    /// The answer to the campaign before, under the names of this one; without fields that cannot be compared.
    public var last: [String: String]

    /// Makes the reply.
    public init(
      name: String, dataYear: Int, opensOn: CivilDate, closesOn: CivilDate, versions: [Version],
      lastYear: Int?, last: [String: String]
    ) {
      self.name = name
      self.dataYear = dataYear
      self.opensOn = opensOn
      self.closesOn = closesOn
      self.versions = versions
      self.lastYear = lastYear
      self.last = last
    }
  }
}
