public import RPCContract
public import Values

/// Lists the versions of records, oldest first: when each was recorded, from what, and what it said.
///
/// A structure reads those of the records that it writes of itself: its own code stands in the key (PERMISSION_DENIED, `OTHER_STRUCTURE`), and
/// the file is one of those kinds (`ROLE_NEEDED`).
public struct ListVersions: RPCRequest, OwnStructureMessage {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/ListVersions"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// Returns the roles that may call it in a service: a structure where it writes of itself, as ``RecordFact/openers(in:)`` has it.
  public static func openers(in service: String) -> Set<Role> {
    roles.union(RecordFact.openers(in: service).intersection([.structure]))
  }
  /// It shows what was recorded of people.
  public static let tellsOfPeople = true
  /// The file, and the key.
  public var subjects: [String] { [file] + key }
  /// The most versions of a reply.
  public static let most = 1000

  /// The fact file, such as `structures.csv`.
  public var file: String
  /// The cells of the record's key, in its order; with fewer cells, all records whose keys begin with them.
  public var key: [String]

  /// Makes the request.
  public init(file: String, key: [String]) {
    self.file = file
    self.key = key
  }

  /// A version of a record.
  public struct Version: Codable, Sendable, Hashable {
    /// The cells of the record's key.
    public var key: [String]
    /// 1 for the first; each correction is one more.
    public var version: Int
    /// When it was recorded.
    public var recordedAt: Instant
    /// What brought it: an import and its row, a call, a submission.
    public var cause: String
    /// The file that was imported; absent where it came otherwise.
    public var file: String?
    /// The record in that file, the header being 1.
    public var row: Int?
    /// Who brought it: the key, or the person's key in whose name a service called; absent where the audit has no line of it.
    public var principal: String?
    /// The roles by which it was brought.
    public var roles: [String]?
    /// Whether it is the version that holds now.
    public var isCurrent: Bool
    /// Whether it says that the record was withdrawn and no longer exists; absent otherwise.
    public var isWithdrawn: Bool?
    /// Column → cell; without names of people, free texts and reasons of departure.
    public var cells: [String: String]

    /// Makes a version.
    public init(
      key: [String], version: Int, recordedAt: Instant, cause: String, file: String?, row: Int?,
      principal: String?, roles: [String]?, isCurrent: Bool, isWithdrawn: Bool?,
      cells: [String: String]
    ) {
      self.isWithdrawn = isWithdrawn
      self.key = key
      self.version = version
      self.recordedAt = recordedAt
      self.cause = cause
      self.file = file
      self.row = row
      self.principal = principal
      self.roles = roles
      self.isCurrent = isCurrent
      self.cells = cells
    }
  }

  /// The versions.
  public struct Reply: Codable, Sendable {
    /// The versions, in order of key, then of time; 1,000 at most.
    public var versions: [Version]
    /// Whether there are more.
    public var hasMore: Bool

    /// Makes the reply.
    public init(versions: [Version], hasMore: Bool) {
      self.versions = versions
      self.hasMore = hasMore
    }
  }
}
