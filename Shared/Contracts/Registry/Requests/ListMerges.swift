public import RPCContract
public import Values

/// Lists the merges in force: which entries of people count under the code of another one, by their codes.
///
/// When and by whom each was decided, `ReadFacts` tells of the rows of `merges.csv`.
public struct ListMerges: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListMerges"
  /// Who decides about them, and who audits that.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// It tells which people are one.
  public static let tellsOfPeople = true

  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most merges: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(after: String? = nil, limit: PageSize? = nil) {
    self.after = after
    self.limit = limit
  }

  /// An entry that was merged into another one.
  public struct Row: Codable, Sendable, Hashable {
    /// The code that no longer counts on its own.
    public var entry: String
    /// The code into which it was merged, as somebody decided.
    public var kept: String
    /// The code under which it counts: `kept`, or the last one where that entry was merged too; in a circle the entry itself.
    public var person: String

    /// Makes a row.
    public init(entry: String, kept: String, person: String) {
      self.entry = entry
      self.kept = kept
      self.person = person
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// In the order of the entries' codes.
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
