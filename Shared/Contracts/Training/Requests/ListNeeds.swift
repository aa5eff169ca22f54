public import RPCContract
public import Values

/// Lists the active structures in which nobody trained is in post, with the director and the reason: those that I4 does not count.
///
/// A structure sees itself only: PERMISSION_DENIED with `OTHER_STRUCTURE` if it names another.
public struct ListNeeds: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.training.v1/ListNeeds"
  /// Those who plan trainings and those who audit, and structures about themselves.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure]
  /// It names directors, by their codes.
  public static let tellsOfPeople = true
  /// The structure, if one is named.
  public var subjects: [String] { structure.map { [$0] } ?? [] }

  /// The day asked about.
  public var asOf: CivilDate
  /// The one structure that is asked about; absent for all.
  public var structure: String?
  /// Whether the active structures that I4 counts are listed too; absent for no.
  public var all: Bool?
  /// The code of the structure after which to begin; absent for the first page.
  public var after: String?
  /// The most structures: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    asOf: CivilDate, structure: String? = nil, all: Bool? = nil, after: String? = nil,
    limit: PageSize? = nil
  ) {
    self.asOf = asOf
    self.structure = structure
    self.all = all
    self.after = after
    self.limit = limit
  }

  /// An active structure. Source: acceptance/year.md, “Needs”.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structure: String
    /// The code of the person who directs it; absent while the post is vacant.
    public var director: String?
    /// The day since which that person directs it, renewals included; absent while the post is vacant.
    public var since: CivilDate?
    /// What there is to say of the post, whoever is trained: `VACANT`, `INTERIM`, or `NEW_DIRECTOR` for less than 12 months; absent
    /// otherwise.
    public var directorReason: String?
    /// Why nobody trained is in post: the director's reason, else `EXPIRED`, `LEFT` or `NEVER`; absent if I4 counts the structure.
    public var reason: String?
    /// The last day that the structure's approvals cover without a gap; absent while they are open.
    public var endsOn: CivilDate?
    /// The organisation's name on the day asked about, and the commune's name, or its code; absent from a service that does not tell them.
    public var name, commune: String?

    /// Makes a row.
    public init(
      structure: String, director: String?, since: CivilDate?, directorReason: String?,
      reason: String?, endsOn: CivilDate?, name: String? = nil, commune: String? = nil
    ) {
      self.name = name
      self.commune = commune
      self.structure = structure
      self.director = director
      self.since = since
      self.directorReason = directorReason
      self.reason = reason
      self.endsOn = endsOn
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the structures' codes.
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
