/// What the operators of a service want to know of it, beyond its health.
public struct ReadStatus: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.health.v1/ReadStatus"
  /// Who runs or audits the system.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// Makes the request.
  public init() {}

  /// The key of the allow-list that expires first.
  public struct KeyExpiry: Codable, Sendable, Hashable {
    /// Whose it is.
    public var name: String
    /// Its last day, Europe/Paris, `YYYY-MM-DD`.
    public var day: String

    /// Makes it.
    public init(name: String, day: String) {
      self.name = name
      self.day = day
    }
  }

  /// An entry of the log.
  public struct LoggedError: Codable, Sendable, Hashable {
    /// When, ISO 8601 in UTC.
    public var at: String
    /// What it says, in English.
    public var text: String

    /// Makes it.
    public init(at: String, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// The state of the service.
  public struct Reply: Codable, Sendable {
    /// The newest step of its store's schema.
    public var schema: String
    /// Free bytes of the disk that its store is on; absent where that is on another host.
    public var freeBytes: Int?
    /// Calls that are being served.
    public var openCalls: Int
    /// Calls that wait to be served, and work that waits to be passed on to another service.
    public var waiting: Int
    /// The key that ends first; absent when none has an end.
    public var keyExpiry: KeyExpiry?
    /// The last error of its log since its start.
    public var lastError: LoggedError?
    /// Why the allow-list's file is not the list in force, in English; absent where it is.
    public var allowListProblem: String?
    /// Events of other services that it could not take, and facts of its own beyond their bounds; absent before version 0.3.
    public var setAside: Int?

    /// Makes the reply.
    public init(
      schema: String, freeBytes: Int?, openCalls: Int, waiting: Int, keyExpiry: KeyExpiry?,
      lastError: LoggedError?, allowListProblem: String? = nil, setAside: Int? = nil
    ) {
      self.setAside = setAside
      self.schema = schema
      self.freeBytes = freeBytes
      self.openCalls = openCalls
      self.waiting = waiting
      self.keyExpiry = keyExpiry
      self.lastError = lastError
      self.allowListProblem = allowListProblem
    }
  }
}
