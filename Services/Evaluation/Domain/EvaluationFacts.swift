public import Values

/// A structure's answer to the sheet's questions.
public struct Answer: Hashable, Sendable {
  /// The year asked about.
  public let year: Int
  /// The structure's code.
  public let structureCode: String
  /// The answer's own date.
  public let answeredOn: CivilDate
  /// Codes of what is done to train.
  public let trainingActions: [String]
  /// 0…3; nil for no answer.
  public let senacsUseLevel: Int?
  /// 0…3; nil for no answer.
  public let partnershipLevel: Int?
  /// Whether it says that it takes part in veille; nil for no answer.
  public let veilleDeclared: Bool?

  /// Makes an answer.
  public init(
    year: Int, structureCode: String, answeredOn: CivilDate, trainingActions: [String],
    senacsUseLevel: Int?, partnershipLevel: Int?, veilleDeclared: Bool? = nil
  ) {
    self.veilleDeclared = veilleDeclared
    self.year = year
    self.structureCode = structureCode
    self.answeredOn = answeredOn
    self.trainingActions = trainingActions
    self.senacsUseLevel = senacsUseLevel
    self.partnershipLevel = partnershipLevel
  }
}

/// A body (instance) in which structures and partners watch a territory together.
public struct VeilleBody: Hashable, Sendable {
  /// The communes' codes as given.
  public let communes: [String]
  /// The date at which they are meant.
  public let communesAsOf: CivilDate

  /// Makes a body.
  public init(communes: [String], communesAsOf: CivilDate) {
    self.communes = communes
    self.communesAsOf = communesAsOf
  }
}

/// A meeting of a body.
public struct VeilleMeeting: Hashable, Sendable {
  /// The body's code.
  public let bodyCode: String
  /// The meeting's own date.
  public let heldOn: CivilDate
  /// `held` or `cancelled`.
  public let state: String

  /// Makes a meeting.
  public init(bodyCode: String, heldOn: CivilDate, state: String) {
    self.bodyCode = bodyCode
    self.heldOn = heldOn
    self.state = state
  }
}

/// An invitation to a meeting and what came of it.
public struct VeilleInvitation: Hashable, Sendable {
  /// The meeting's code.
  public let meetingCode: String
  /// The structure's code.
  public let structureCode: String
  /// `present`, `excused` or `absent`.
  public let response: String

  /// Makes an invitation.
  public init(meetingCode: String, structureCode: String, response: String) {
    self.meetingCode = meetingCode
    self.structureCode = structureCode
    self.response = response
  }
}

/// Everything that the evaluation's figures rest on beside the network.
public struct EvaluationFacts: Sendable {
  /// By the year asked about, in any order.
  public var answers: [Int: [Answer]]
  /// By structure, in any order.
  public var diagnoses: [String: [Diagnosis]]
  /// By code.
  public var bodies: [String: VeilleBody]
  /// By code.
  public var meetings: [String: VeilleMeeting]
  /// By meeting, in any order.
  public var invitations: [String: [VeilleInvitation]]

  /// Makes facts of some in any order.
  public init(
    answers: [Answer] = [], diagnoses: [Diagnosis] = [], bodies: [String: VeilleBody] = [:],
    meetings: [String: VeilleMeeting] = [:], invitations: [VeilleInvitation] = []
  ) {
    self.answers = Dictionary(grouping: answers, by: \.year)
    self.diagnoses = Dictionary(grouping: diagnoses, by: \.structureCode)
    self.bodies = bodies
    self.meetings = meetings
    self.invitations = Dictionary(grouping: invitations, by: \.meetingCode)
  }
}

/// Who is expected to answer a campaign; the senacs service says it.
public struct ExpectedStructures: Sendable {
  /// Their codes.
  public let codes: Set<String>
  /// The campaign's reference date, on which their scopes are judged.
  public let referenceDate: CivilDate

  /// Makes the set.
  public init(codes: Set<String>, referenceDate: CivilDate) {
    self.codes = codes
    self.referenceDate = referenceDate
  }
}
