public import RPCContract
public import Values

/// Compares what structures declare with what was observed: use of SENACS data with the sheets that were opened, veille with meetings. A
/// difference is a question to the structure and nothing else.
///
/// PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another; it sees itself only.
public struct CompareDeclared: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/CompareDeclared"
  /// Those who question structures, those who audit, and structures about themselves.
  public static let roles: Set<Role> = [.operator, .auditor, .structure]

  /// What is asked: year, campaign, the day as of which facts are seen, and what was known.
  public var query: FigureQuery
  /// One structure only; absent for all that the caller may see.
  public var structure: String?

  /// Makes the request.
  public init(query: FigureQuery, structure: String? = nil) {
    self.query = query
    self.structure = structure
  }

  /// A structure that is active on the day or answered in the year.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structure: String
    /// Its name.
    public var name: String
    /// `CS` or `EVS`.
    public var kind: String
    /// The day of its latest answer of the year; absent without one.
    public var answeredOn: CivilDate?
    /// The use of SENACS data that it declares, 0…3; absent where it says nothing.
    public var useLevel: Int?
    /// Codes of the uses that it names, such as `DIAGNOSTIC`; absent without an answer.
    public var uses: [String]?
    /// On how many days it opened its sheet; absent where senacs could not be asked.
    public var daysOpened: Int?
    /// `AGREES`, `DECLARED_NOT_OBSERVED`, `OBSERVED_NOT_DECLARED`, `NO_SHEET` or `NO_ANSWER`; absent where senacs could not be asked.
    public var use: String?
    /// The level of partnership that it declares, 0…3: shown, and compared with nothing.
    public var partnershipLevel: Int?
    /// Whether it declares that it takes part in veille; absent where it says nothing.
    public var veilleDeclared: Bool?
    /// Invitations to meetings that were held in the year.
    public var invitations: Int
    /// How many of those meetings it was present at.
    public var presences: Int
    /// Whether a body of its commune held a meeting in the year.
    public var hasMeetingNearby: Bool
    /// `AGREES`, `DECLARED_NOT_OBSERVED`, `OBSERVED_NOT_DECLARED`, `NO_MEETING_NEARBY` or `NO_ANSWER`.
    public var veille: String
    /// Meetings of the year of which it says in its form how it responded, and of which nobody else says it; absent in the replies of older
    /// services.
    public var declaredMeetings: Int?
    /// Meetings of which it says something else than the body's own record; absent as above.
    public var contradictedMeetings: Int?

    /// Makes a row.
    public init(
      structure: String, name: String, kind: String, answeredOn: CivilDate?, useLevel: Int?,
      uses: [String]? = nil, daysOpened: Int?, use: String?, partnershipLevel: Int?,
      veilleDeclared: Bool?,
      invitations: Int, presences: Int, hasMeetingNearby: Bool, veille: String,
      declaredMeetings: Int? = nil, contradictedMeetings: Int? = nil
    ) {
      self.structure = structure
      self.name = name
      self.kind = kind
      self.answeredOn = answeredOn
      self.useLevel = useLevel
      self.uses = uses
      self.daysOpened = daysOpened
      self.use = use
      self.partnershipLevel = partnershipLevel
      self.veilleDeclared = veilleDeclared
      self.invitations = invitations
      self.presences = presences
      self.hasMeetingNearby = hasMeetingNearby
      self.veille = veille
      self.declaredMeetings = declaredMeetings
      self.contradictedMeetings = contradictedMeetings
    }
  }

  /// The structures, by code.
  public struct Reply: Codable, Sendable {
    /// What the caller may see.
    public var rows: [Row]
    /// The services that did not answer.
    public var missing: [MissingPart]
    /// Where each feed stood: service → position.
    public var positions: [String: String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      rows: [Row], missing: [MissingPart], positions: [String: String], fictitious: Bool?
    ) {
      self.rows = rows
      self.missing = missing
      self.positions = positions
      self.fictitious = fictitious
    }
  }
}
