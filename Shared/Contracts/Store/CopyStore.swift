public import RPCContract
public import Values

/// Copies a service's whole store, as it is at one moment, while the service runs.
///
/// A copy has no epoch: a service that starts from it mints a new one, and its followers then read its feed from the beginning.
public struct CopyStore: RPCStreamRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.store.v1/Copy"
  /// Those who run the system, since a copy has everything, names included.
  public static let roles: Set<Role> = [.operator]
  /// The whole store has everything about people.
  public static let tellsOfPeople = true

  /// Makes the request.
  public init() {}

  /// What a copy is.
  public struct Head: Codable, Sendable, Hashable {
    /// The service.
    public var service: String
    /// The version of its program.
    public var version: String
    /// The newest step of its schema.
    public var schema: String
    /// The position of its feed.
    public var position: String
    /// How many bytes follow.
    public var byteCount: Int
    /// Their SHA-256, in hexadecimal.
    public var digest: String
    /// Secrets without which parts of the store cannot be read: a file's name → its text.
    public var secrets: [String: String]

    /// Makes it.
    public init(
      service: String, version: String, schema: String, position: String, byteCount: Int,
      digest: String, secrets: [String: String]
    ) {
      self.service = service
      self.version = version
      self.schema = schema
      self.position = position
      self.byteCount = byteCount
      self.digest = digest
      self.secrets = secrets
    }
  }

  /// The head comes first and alone, then the bytes in order.
  public struct Item: Codable, Sendable {
    /// What the copy is.
    public var head: Head?
    /// The next bytes of a SQLite file, in JSON as base64.
    public var data: Bytes?

    /// Makes it.
    public init(head: Head? = nil, data: Bytes? = nil) {
      self.head = head
      self.data = data
    }
  }
}
