public import RPCContract
public import Values

/// Takes an import back: each record that it corrected gets its former values as a new version, and each record that it added is withdrawn.
/// A record that was changed since, or that other facts of the same service name, stays as it is; the reply lists it.
///
/// The operator takes back every import, anyone else what it brought itself and may still bring (PERMISSION_DENIED, `IMPORT_OF_ANOTHER`).
public struct UndoImport: RPCRequest, OwnStructureMessage {
  /// The method's full name; every service that takes files offers it.
  public static let method = "vigie.files.v1/UndoImport"
  /// Who brings facts; a service may open it to more: ``RecordFact/openers(in:)``.
  public static let roles = RecordFact.roles
  /// It changes facts.
  public static let mutates = true
  /// The import.
  public var subjects: [String] { [importID] }

  /// The import.
  public var importID: String

  /// Makes the request.
  public init(importID: String) { self.importID = importID }

  /// What came of it.
  public struct Reply: Codable, Sendable, Hashable {
    /// How many records have their former values again.
    public var restored: Int
    /// How many records that the import had added are withdrawn.
    public var withdrawn: Int
    /// Records that stay as they are, each with its row in the file: they were changed since (`CHANGED_SINCE`), or other facts name them
    /// (`STILL_REFERRED_TO`, with the file of those facts in `beside`); 1,000 at most.
    public var refused: [Finding]
    /// How many records stay as they are; absent for none.
    public var left: Int?
    /// How many records had been taken back before; absent for none.
    public var already: Int?

    /// Makes the reply.
    public init(restored: Int, withdrawn: Int, refused: [Finding]) {
      self.restored = restored
      self.withdrawn = withdrawn
      self.refused = refused
    }
  }
}
