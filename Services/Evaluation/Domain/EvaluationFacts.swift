import Contracts
public import Network
public import Values

/// A structure's answer to the sheet's questions.
public struct Answer: Hashable, Sendable {
  /// The year asked about.
  public let year: Int
  /// The structure's code.
  public let structureCode: String
  /// The answer's own date.
  public let answeredOn: CivilDate
  /// Codes of what is done to train, each once.
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
    self.trainingActions = trainingActions.reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
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

  /// Whether it was held, on a day or before.
  func isHeld(by day: CivilDate) -> Bool { state == "held" && heldOn <= day }

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

/// Everything that the evaluation's figures rest on beside the network, as they ask for it.
public struct EvaluationFacts: Sendable {
  /// An invitation with the meeting to which it is one.
  struct Invited: Sendable {
    let meetingCode: String
    let meeting: VeilleMeeting
    /// Where the meeting's body stands in ``bodies``; nil where nothing is known of it.
    let body: Int?
    let response: String

    var isPresent: Bool { response == "present" }
  }

  /// By the year asked about.
  let answers: [Int: ByStructure<Answer>]
  /// All readings.
  public let diagnoses: ByStructure<Diagnosis>
  /// By code.
  let bodies: [(code: String, body: VeilleBody)]
  /// By the year in which they were to be held, by day and code.
  let meetings: [Int: [(code: String, meeting: VeilleMeeting)]]
  /// By the year of the meeting; a structure's own by the meeting's code.
  let invitations: [Int: ByStructure<Invited>]

  /// Takes facts in any order.
  ///
  /// - Parameters:
  ///   - network: the structures that they are about.
  ///   - answers: to the sheet's questions.
  ///   - diagnoses: readings.
  ///   - bodies: by code.
  ///   - meetings: by code.
  ///   - invitations: those to a meeting that is not among these are left out.
  public init(
    in network: Network, answers: [Answer] = [], diagnoses: [Diagnosis] = [],
    bodies: [String: VeilleBody] = [:], meetings: [String: VeilleMeeting] = [:],
    invitations: [VeilleInvitation] = []
  ) {
    self.answers = Dictionary(grouping: answers, by: \.year).mapValues {
      ByStructure($0, in: network, by: \.structureCode)
    }
    self.diagnoses = ByStructure(diagnoses, in: network, by: \.structureCode)
    self.bodies = bodies.sorted { $0.key < $1.key }.map { (code: $0, body: $1) }
    let places = Dictionary(
      uniqueKeysWithValues: self.bodies.enumerated().map { ($1.code, $0) })
    self.meetings = Dictionary(
      grouping: meetings.map { (code: $0, meeting: $1) }, by: { $0.meeting.heldOn.year }
    ).mapValues { all in
      all.sorted { ($0.meeting.heldOn, $0.code) < ($1.meeting.heldOn, $1.code) }
    }
    let invited = invitations.filter { meetings[$0.meetingCode] != nil }
      .sorted { $0.meetingCode < $1.meetingCode }
    self.invitations = Dictionary(grouping: invited) {
      meetings[$0.meetingCode]?.heldOn.year ?? 0
    }.mapValues { all in
      ByStructure(all, in: network, by: \.structureCode).mapGroups { own in
        own.compactMap { one in
          meetings[one.meetingCode].map {
            Invited(
              meetingCode: one.meetingCode, meeting: $0, body: places[$0.bodyCode],
              response: one.response)
          }
        }
      }
    }
  }

  /// A structure's latest answer of a query's year, by its day; of two of one day the first that is known.
  func latest(_ query: FigureQuery, at place: Place) -> Answer? {
    answers[query.year]?[place].filter { $0.answeredOn <= query.asOf }
      .reduce(nil) { known, other in
        guard let known, known.answeredOn >= other.answeredOn else { return other }
        return known
      }
  }
}

/// Who is expected to answer a campaign; the senacs service says it.
public struct ExpectedStructures: Sendable {
  /// Their codes, in their order.
  public let codes: [String]
  /// The campaign's reference date, on which their scopes are judged.
  public let referenceDate: CivilDate

  /// Makes the list.
  public init(codes: [String], referenceDate: CivilDate) {
    self.codes = codes
    self.referenceDate = referenceDate
  }
}
