public import Values

/// A tool that structures share.
public struct Tool: Hashable, Sendable {
  /// The tool's code.
  public let code: String
  /// What it is called.
  public let title: String
  /// `survey`, `interview`, `statistics`, `map`, `workshop`, `veille` or `other`.
  public let kind: String
  /// `open`, `on_request` or `private`.
  public let sharing: String
  /// The code of the structure that owns it; nil where none does.
  public let owner: String?

  /// Makes a tool.
  public init(code: String, title: String, kind: String, sharing: String, owner: String? = nil) {
    self.owner = owner
    self.code = code
    self.title = title
    self.kind = kind
    self.sharing = sharing
  }
}

/// A structure's use of a tool for a period.
public struct ToolUse: Hashable, Sendable {
  /// The tool's code.
  public let toolCode: String
  /// The structure's code.
  public let structureCode: String
  /// The days it covers.
  public let period: Period

  /// Makes a use.
  public init(toolCode: String, structureCode: String, period: Period) {
    self.toolCode = toolCode
    self.structureCode = structureCode
    self.period = period
  }
}
