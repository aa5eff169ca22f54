public import RPCContract
public import Values

/// Lists the active structures whose approvals end by a day: until their last day they cover every day from the day asked about.
///
/// NOT_FOUND with `STRUCTURE_UNKNOWN`; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
/// Source: acceptance/year.md, “Listings”.
public struct ListApprovals: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListApprovals"
  /// Those who accompany structures, those who audit, and each structure for itself.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure]

  /// The day asked about.
  public var asOf: CivilDate
  /// The latest last day that is listed.
  public var endingBy: CivilDate
  /// One structure only; absent for all that the caller may see.
  public var structure: String?

  /// Makes the request.
  public init(asOf: CivilDate, endingBy: CivilDate, structure: String? = nil) {
    self.asOf = asOf
    self.endingBy = endingBy
    self.structure = structure
  }

  /// A structure whose approvals end.
  public struct Row: Codable, Sendable, Hashable {
    /// The structure's code, and the organisation's name on the day asked about.
    public var structure, name: String
    /// `CS` or `EVS` on that day.
    public var kind: String
    /// The commune's name on that day, or its code.
    public var commune: String
    /// The last day: every day from the one asked about is covered up to it, and the next one is not.
    public var endsOn: CivilDate
    /// Days from the day asked about to the last one; 0 if they are the same.
    public var days: Int

    /// Makes a row.
    public init(
      structure: String, name: String, kind: String, commune: String, endsOn: CivilDate, days: Int
    ) {
      self.structure = structure
      self.name = name
      self.kind = kind
      self.commune = commune
      self.endsOn = endsOn
      self.days = days
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// The structures, by code; at most as many as are active. There are no pages: a row has some 180 bytes of
    /// JSON, so 4 MiB, the most of a message, hold 23,000 structures.
    public var rows: [Row]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(rows: [Row], fictitious: Bool?) {
      self.rows = rows
      self.fictitious = fictitious
    }
  }
}
