public import RPCContract

/// Watches how far an import has come while it is committed. The stream ends with the import, or at once if the import is not under way.
///
/// A slow reader sees fewer items, because the import does not wait.
public struct WatchImport: RPCStreamRequest {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/WatchImport"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// The pause between two items. A client also waits so long before it watches again an import that was not under way yet. It is short
  /// enough for an eye, and its cost is nothing beside the import's own work.
  public static let interval = Duration.milliseconds(250)

  /// The upload.
  public var importID: String

  /// Makes the request.
  public init(importID: String) {
    self.importID = importID
  }

  /// How far the import has come; at most one item in an ``interval``.
  public struct Item: Codable, Sendable, Hashable {
    /// How much of the file was read.
    public var bytesRead: Int
    /// The file's size.
    public var byteCount: Int
    /// How many rows were processed, refused rows included.
    public var rows: Int

    /// Makes an item.
    public init(bytesRead: Int, byteCount: Int, rows: Int) {
      self.bytesRead = bytesRead
      self.byteCount = byteCount
      self.rows = rows
    }
  }
}
