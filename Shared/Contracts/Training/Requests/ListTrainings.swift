public import RPCContract
public import Values

/// Lists the trainings of a structure's people, by codes: who attended which session on its behalf, and what those who hold a mandate in it
/// on the last day attended for another structure or for none.
///
/// A structure sees itself only: PERMISSION_DENIED with `OTHER_STRUCTURE` if it names another.
public struct ListTrainings: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListTrainings"
  /// Those who plan trainings and those who audit, and structures about themselves.
  public static let roles = ListNeeds.roles
  /// It names people, by their codes.
  public static let tellsOfPeople = true
  /// The structure.
  public var subjects: [String] { [structure] }
  /// The most rows of a reply.
  public static let most = 1000

  /// The structure's code.
  public var structure: String
  /// The first and the last day on which a session may end; the team is that of the last one.
  public var from, to: CivilDate

  /// Makes the request.
  public init(structure: String, from: CivilDate, to: CivilDate) {
    self.structure = structure
    self.from = from
    self.to = to
  }

  /// Reads the request.
  ///
  /// - Throws: `DecodingError`; it names `to` if that day lies before `from`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    structure = try container.decode(String.self, forKey: .structure)
    (from, to) = try container.decodeDays(from: .from, to: .to)
  }

  /// A person who was present in a session that was held.
  public struct Training: Codable, Sendable, Hashable {
    /// The session's code, and what it is called.
    public var session, title: String
    /// The session's first and last day.
    public var firstDay, lastDay: CivilDate
    /// The person's code.
    public var person: String
    /// How many half-days the person was present, 1 at least, and how many the session has.
    public var halfDaysPresent, halfDays: Int
    /// Whether the person was present for four fifths of the half-days or more.
    public var qualified: Bool

    /// Makes a row.
    public init(
      session: String, title: String, firstDay: CivilDate, lastDay: CivilDate, person: String,
      halfDaysPresent: Int, halfDays: Int, qualified: Bool
    ) {
      self.session = session
      self.title = title
      self.firstDay = firstDay
      self.lastDay = lastDay
      self.person = person
      self.halfDaysPresent = halfDaysPresent
      self.halfDays = halfDays
      self.qualified = qualified
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// The latest session first, then by its code and the person's; 1,000 at most.
    public var trainings: [Training]
    /// Whether there are more.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(trainings: [Training], hasMore: Bool, fictitious: Bool?) {
      self.trainings = trainings
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
