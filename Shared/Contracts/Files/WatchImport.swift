public import RPCContract

/// Watches how far an import has come while it is committed; ends with it, and at once where it is not under way.
///
/// Who reads slowly sees fewer items: the import does not wait.
public struct WatchImport: RPCStreamRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/WatchImport"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// How often it tells, at most, and how long who watches waits before a new look at an import that is not under way yet: often
  /// enough for an eye, and nothing beside the import's own work.
  public static let interval = Duration.milliseconds(250)

  /// The upload.
  public var importID: String

  /// Makes the request.
  public init(importID: String) {
    self.importID = importID
  }

  /// How far it has come; at most one an ``interval``.
  public struct Item: Codable, Sendable, Hashable {
    /// How much of the file was read.
    public var bytesRead: Int
    /// The file's size.
    public var byteCount: Int
    /// How many rows were gone through, those that were refused among them.
    public var rows: Int

    /// Makes an item.
    public init(bytesRead: Int, byteCount: Int, rows: Int) {
      self.bytesRead = bytesRead
      self.byteCount = byteCount
      self.rows = rows
    }
  }
}
