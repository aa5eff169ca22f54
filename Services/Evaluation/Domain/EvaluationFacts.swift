public import CentreNetwork
import Contracts
public import Values

/// A structure's answer to the sheet's questions.
public struct Answer: Hashable, Sendable {
  /// The year asked about.
  public let year: Int
  /// The structure's code.
  public let structureCode: String
  /// The answer's own date.
  public let answeredOn: CivilDate
  /// The codes of the training actions, each once.
  public let trainingActions: [String]
  /// 0…3; nil for no answer.
  public let senacsUseLevel: Int?
  /// Codes of what SENACS data are used for.
  public let senacsUses: [String]
  /// 0…3; nil for no answer.
  public let partnershipLevel: Int?
  /// Whether it says that it takes part in veille; nil for no answer.
  public let veilleDeclared: Bool?

  /// Makes an answer.
  public init(
    year: Int, structureCode: String, answeredOn: CivilDate, trainingActions: [String],
    senacsUseLevel: Int?, senacsUses: [String] = [], partnershipLevel: Int?,
    veilleDeclared: Bool? = nil
  ) {
    self.senacsUses = senacsUses
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

  /// Returns the communes on a day: the codes carried to that day, where an arrondissement counts as Lyon.
  func communes(on day: CivilDate, _ history: CommuneHistory) -> [String] {
    communes.map { history.commune(of: history.carried($0, meantOn: communesAsOf, to: day)) }
  }

  /// Whether one of its communes, or of its arrondissements of Lyon, lies in some territories on a day.
  func lies(
    in territories: TerritoryLimit, on day: CivilDate, _ history: CommuneHistory
  ) -> Bool {
    communes.contains {
      territories.includes(history.carried($0, meantOn: communesAsOf, to: day))
    }
  }

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
  /// Whether it was held or cancelled.
  public let state: MeetingState

  /// Whether it was held, on a day or before.
  func isHeld(by day: CivilDate) -> Bool { state == .held && heldOn <= day }

  /// Makes a meeting.
  public init(bodyCode: String, heldOn: CivilDate, state: MeetingState) {
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
  /// How the structure responded.
  public let response: InvitationResponse

  /// Makes an invitation.
  public init(meetingCode: String, structureCode: String, response: InvitationResponse) {
    self.meetingCode = meetingCode
    self.structureCode = structureCode
    self.response = response
  }
}

/// All facts that the evaluation figures rest on, arranged as the figures need them.
public struct EvaluationFacts: Sendable {
  /// An invitation with its meeting.
  struct Invited: Sendable {
    let meetingCode: String
    let meeting: VeilleMeeting
    /// Where the meeting's body stands in ``bodies``; nil where nothing is known of it.
    let body: Int?
    let response: InvitationResponse

    var isPresent: Bool { response == .present }
  }

  /// Structures, approvals, communes. All places below are those of its structures.
  public let network: Network
  /// The answers by the year asked about.
  let answers: [Int: ByStructure<Answer>]
  /// All readings.
  public let diagnoses: ByStructure<Diagnosis>
  /// The bodies by code.
  let bodies: [(code: String, body: VeilleBody)]
  /// The meetings by the year in which they were to be held; those of a year by day, then by code.
  let meetings: [Int: [(code: String, meeting: VeilleMeeting)]]
  /// The invitations by the year of the meeting; those of a structure by the meeting's code.
  let invitations: [Int: ByStructure<Invited>]

  /// Takes facts in any order; the facts of the years that are asked about are enough.
  ///
  /// - Parameters:
  ///   - network: structures, approvals, communes.
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
    self.network = network
    self.answers = Dictionary(grouping: answers, by: \.year).mapValues {
      ByStructure($0, in: network, by: \.structureCode)
    }
    self.diagnoses = ByStructure(diagnoses, in: network, by: \.structureCode)
    self.bodies = bodies.sorted { $0.key < $1.key }.map { (code: $0, body: $1) }
    let bodyIndex = Dictionary(
      uniqueKeysWithValues: self.bodies.enumerated().map { ($1.code, $0) })
    let ordered = meetings.sorted { $0.key < $1.key }.map { (code: $0, meeting: $1) }
    self.meetings = Dictionary(grouping: ordered, by: \.meeting.heldOn.year).mapValues {
      $0.sorted { ($0.meeting.heldOn, $0.code) < ($1.meeting.heldOn, $1.code) }
    }
    let bodyOf = ordered.map { bodyIndex[$0.meeting.bodyCode] }
    let meetingIndex = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($1.code, $0) })
    // Group invitations by meeting, in the order of the codes, so that those of a structure are in that order too.
    var byMeeting = ordered.map { _ in [VeilleInvitation]() }
    for one in invitations {
      if let index = meetingIndex[one.meetingCode] { byMeeting[index].append(one) }
    }
    let years = Dictionary(grouping: ordered.indices) { ordered[$0].meeting.heldOn.year }
    self.invitations = years.mapValues { indices in
      let invited = indices.flatMap { index in byMeeting[index].map { (index, $0) } }
      return ByStructure(invited, in: network) { $0.1.structureCode }.compactMap { index, one in
        Invited(
          meetingCode: one.meetingCode, meeting: ordered[index].meeting, body: bodyOf[index],
          response: one.response)
      }
    }
  }

  /// Returns a structure's latest answer of a query's year, given by D; of two answers of one day the first in the facts.
  func latest(_ query: FigureQuery, at place: StructureIndex) -> Answer? {
    answers[query.year.value]?[place].filter { $0.answeredOn <= query.asOf }
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
