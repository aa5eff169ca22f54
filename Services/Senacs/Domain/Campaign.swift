public import Contracts
public import Values

/// A yearly SENACS campaign.
public struct Campaign: Hashable, Sendable {
  /// The code, such as `2025`.
  public let code: String
  /// The year that the answers are about.
  public let dataYear: Int
  /// The day whose approvals decide who is asked.
  public let referenceDate: CivilDate
  /// The first day.
  public let opensOn: CivilDate
  /// The last day on which an answer is on time.
  public let closesOn: CivilDate

  /// Makes a campaign.
  public init(
    code: String, dataYear: Int, referenceDate: CivilDate, opensOn: CivilDate, closesOn: CivilDate
  ) {
    self.code = code
    self.dataYear = dataYear
    self.referenceDate = referenceDate
    self.opensOn = opensOn
    self.closesOn = closesOn
  }
}

/// An answer of a structure to a campaign; a structure may send several.
public struct Submission: Hashable, Sendable {
  /// The structure's code.
  public let structureCode: String
  /// When it was received.
  public let receivedAt: Instant
  /// The civil day of reception in Paris.
  public let receivedOn: CivilDate
  /// The state of the answer.
  public let status: SubmissionStatus
  /// Items of the base; nil where nobody counted.
  public let baseItems: Int?
  /// Of those, answered.
  public let baseItemsAnswered: Int?
  /// The fact that it is; nil where that is not needed.
  public let fact: FactReference?

  /// Makes a submission.
  public init(
    structureCode: String, receivedAt: Instant, status: SubmissionStatus, baseItems: Int?,
    baseItemsAnswered: Int?, fact: FactReference? = nil
  ) {
    self.fact = fact
    self.structureCode = structureCode
    self.receivedAt = receivedAt
    receivedOn = receivedAt.parisDay
    self.status = status
    self.baseItems = baseItems
    self.baseItemsAnswered = baseItemsAnswered
  }

  /// Whether it is validated and at least a fifth of the base is answered.
  ///
  /// Source: acceptance/indicators.md, I1, “counting”.
  public var counts: Bool {
    guard status == .validated, let items = baseItems, let answered = baseItemsAnswered else {
      return false
    }
    return items > 0 && 5 * answered >= items
  }
}
