public import RPCContract
public import Values

/// Shows a structure with its approvals and the versions of its record.
///
/// NOT_FOUND with `STRUCTURE_UNKNOWN`; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
public struct GetStructure: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.registry.v1/GetStructure"
  /// Who works with the network, and the structure itself.
  public static let roles = ListTools.roles.union([.structure])

  /// The code of the fact files.
  public var code: String
  /// The day asked about.
  public var asOf: CivilDate

  /// Makes the request.
  public init(code: String, asOf: CivilDate) {
    self.code = code
    self.asOf = asOf
  }

  /// The structure.
  public struct Reply: Codable, Sendable {
    /// A period of approval.
    public struct Approval: Codable, Sendable, Hashable {
      /// The first day.
      public var from: CivilDate
      /// The last day; absent while open.
      public var to: CivilDate?
      /// Whether it is a *familles* approval.
      public var families: Bool

      /// Makes an approval.
      public init(from: CivilDate, to: CivilDate?, families: Bool) {
        self.from = from
        self.to = to
        self.families = families
      }
    }

    /// What it is on that day.
    public var structure: StructureSummary
    /// The first day on which it is closed; absent while it is open, and from services of version 0.3.0 and before.
    public var closedOn: CivilDate?
    /// Its approvals, in time.
    public var approvals: [Approval]
    /// How many versions of its record there are.
    public var versions: Int

    /// Makes the reply.
    public init(
      structure: StructureSummary, closedOn: CivilDate? = nil, approvals: [Approval], versions: Int
    ) {
      self.structure = structure
      self.closedOn = closedOn
      self.approvals = approvals
      self.versions = versions
    }
  }
}
