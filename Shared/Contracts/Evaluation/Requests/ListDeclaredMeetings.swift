public import RPCContract
public import Values

/// Lists what structures declare of meetings of veille in their forms, each with what the body's own record says.
///
/// A declaration is in no figure until it is confirmed: by that record, or by ``ConfirmMeeting``. PERMISSION_DENIED with `OTHER_STRUCTURE`
/// for a structure that asks for another; it sees its own only.
public struct ListDeclaredMeetings: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListDeclaredMeetings"
  /// Those who question structures, those who audit, and structures about themselves.
  public static let roles = CompareDeclared.roles

  /// The year of the meetings' days.
  public var year: Year
  /// One structure only; absent for all that the caller may see.
  public var structure: String?
  /// A commune's code, as in ``ListYearMeetings``: only meetings of its bodies; absent for all.
  public var commune: String?
  /// The ``Row/place`` of the row after which to begin; absent for the first page.
  public var after: String?
  /// The most rows: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    year: Year, structure: String? = nil, commune: String? = nil, after: String? = nil,
    limit: PageSize? = nil
  ) {
    self.year = year
    self.structure = structure
    self.commune = commune
    self.after = after
    self.limit = limit
  }

  /// What a structure declares of a meeting.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code, and the body's.
    public var structure, body: String
    /// The day.
    public var heldOn: CivilDate
    /// `present`, `excused` or `absent`, as the structure says.
    public var response: String
    /// `confirmed` if the body's own record says the same of a meeting held on that day, `contradicted` if it says something else, else
    /// `declared`.
    public var state: String
    /// The code of the body's meeting held on that day; absent where nobody noted one.
    public var meeting: String?
    /// `present`, `excused` or `absent`, as the body's record says of the structure; absent where it says nothing.
    public var observed: String?

    /// Where it stands in the list: its codes and its day with tabs between them, which no code has.
    public var place: String { "\(structure)\t\(body)\t\(heldOn.iso)" }

    /// Makes a row.
    public init(
      structure: String, body: String, heldOn: CivilDate, response: String, state: String,
      meeting: String?, observed: String?
    ) {
      self.structure = structure
      self.body = body
      self.heldOn = heldOn
      self.response = response
      self.state = state
      self.meeting = meeting
      self.observed = observed
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// By structure, body and day.
    public var rows: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(rows: [Row], hasMore: Bool, fictitious: Bool?) {
      self.rows = rows
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
