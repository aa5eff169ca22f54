public import RPCContract

/// Lists the codes by which rows of other files name a record, such as those of structures or sessions: a shell completes them.
///
/// People's codes are left out: a code tells nobody who is meant, and each look at people has a line in the audit. INVALID_ARGUMENT:
/// `FILE_UNKNOWN`; `BAD_FIELD` for a file of people and for one to which no other file of the service refers.
public struct ListCodes: RPCRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/ListCodes"
  /// Codes of organisations and of what they do together: everybody who works with the network.
  public static let roles = ListTools.roles
  /// The most codes of a reply.
  public static let most = 1000

  /// The fact file whose codes they are, such as `structures.csv`.
  public var file: String
  /// What the codes begin with; empty for all.
  public var beginning: String

  /// Makes the request.
  public init(file: String, beginning: String) {
    self.file = file
    self.beginning = beginning
  }

  /// The codes.
  public struct Reply: Codable, Sendable {
    /// The codes of present records, in order; 1,000 at most.
    public var codes: [String]
    /// Whether there are more.
    public var hasMore: Bool

    /// Makes the reply.
    public init(codes: [String], hasMore: Bool) {
      self.codes = codes
      self.hasMore = hasMore
    }
  }
}
