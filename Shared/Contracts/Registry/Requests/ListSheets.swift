public import RPCContract

/// Lists the sheets as SENACS publishes them, each with its cells after cleaning.
public struct ListSheets: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListSheets"
  /// Public facts on organisations.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// Makes the request.
  public init() {}

  /// A sheet.
  public struct Sheet: Codable, Sendable {
    /// INSEE's code of its commune; absent outside 69 and where it could not be resolved.
    public var communeCode: String?
    /// The cells as published, by field.
    public var published: [String: String]
    /// The cells after cleaning; empty where nothing could be made of the published form.
    public var cleaned: [String: String]

    /// Makes a sheet.
    public init(communeCode: String?, published: [String: String], cleaned: [String: String]) {
      self.communeCode = communeCode
      self.published = published
      self.cleaned = cleaned
    }
  }

  /// The sheets, in the order of their identity.
  public struct Reply: Codable, Sendable {
    /// All of them.
    public var sheets: [Sheet]

    /// Makes the reply.
    public init(sheets: [Sheet]) {
      self.sheets = sheets
    }
  }
}
