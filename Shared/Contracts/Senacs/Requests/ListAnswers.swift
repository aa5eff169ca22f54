public import RPCContract
public import Values

/// Lists the campaigns to which a structure has an answer that counts.
///
/// PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
public struct ListAnswers: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/ListAnswers"
  /// Who runs campaigns, who audits, the structure itself, and the service that keeps diagnoses.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure, .service]
  /// Answers have texts that people wrote.
  public static let tellsOfPeople = true
  /// The structure.
  public var subjects: [String] { [structure] }

  /// The most questions of a request.
  public static let mostQuestions = 2000

  /// The structure's code.
  public var structure: String
  /// Only answers received by this day.
  public var asOf: CivilDate
  /// Questions of any campaigns whose wording is asked for too, as ``SenacsQuestion`` has them: `2024:nb_salaries`; 2,000 at most; absent
  /// for none.
  public var questions: [String]?

  /// Makes the request.
  public init(structure: String, asOf: CivilDate, questions: [String]? = nil) {
    self.structure = structure
    self.asOf = asOf
    self.questions = questions
  }

  /// A campaign.
  public struct Item: Codable, Sendable, Hashable {
    /// Its code.
    public var campaign: String
    /// The year of the data.
    public var dataYear: Int
    /// The day, in Paris, on which the first answer that counts was received.
    public var receivedOn: CivilDate
    /// Fields that this campaign's codebook declares as redefined or removed.
    public var broken: [String]
    /// Fields that go on under another name: the new one → the one before.
    public var renamed: [String: String]?

    /// Makes an item.
    public init(
      campaign: String, dataYear: Int, receivedOn: CivilDate, broken: [String],
      renamed: [String: String]? = nil
    ) {
      self.campaign = campaign
      self.dataYear = dataYear
      self.receivedOn = receivedOn
      self.broken = broken
      self.renamed = renamed
    }
  }

  /// The answers.
  public struct Reply: Codable, Sendable {
    /// In the order of the campaigns.
    public var answers: [Item]
    /// What the campaigns' codebooks call the questions that were asked about: the question → its label by `fr` and `en`. A question
    /// that no codebook has is left out; absent from services of version 0.3.0 and before.
    public var labels: [String: [String: String]]?

    /// Makes the reply.
    public init(answers: [Item], labels: [String: [String: String]]? = nil) {
      self.answers = answers
      self.labels = labels
    }
  }
}
