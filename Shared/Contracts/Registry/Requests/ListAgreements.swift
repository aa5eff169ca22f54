public import RPCContract
public import Values

extension AgreementKind: Choice {}

/// Lists the agreements among structures and partners, with their state on a day and what is wrong with them.
///
/// NOT_FOUND with `STRUCTURE_UNKNOWN` or `COMMUNE_UNKNOWN`; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
/// Source: acceptance/year.md, “Listings” and “Agreement's state at D”.
public struct ListAgreements: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.registry.v1/ListAgreements"
  /// Those who accompany structures, those who audit, each structure for the agreements that it is a party of, and the exchange for
  /// partners.
  public static let roles = ListApprovals.roles.union([.service])
  /// A structure is limited to itself; a partner in whose name the exchange asks to the agreements of its territories.
  public static let cuts: [Role: AccessCut] = [.structure: .ownStructure, .partner: .territory]

  /// The day asked about.
  public var asOf: CivilDate
  /// Active agreements only that end by this day, by their last day or because they were broken off; absent for all agreements.
  public var endingBy: CivilDate?
  /// One kind only; absent for all.
  public var kind: AgreementKind?
  /// Those only that this structure is a party of; absent for all that the caller may see.
  public var structure: String?
  /// Those only that concern some structures: one of these is a party, or the agreement holds in a commune of the choice and of its part
  /// of the perimeter. A commune is no member and has no kind, so a choice of these is about the parties alone. Absent for all.
  public var only: StructureChoice?
  /// The code after which to begin; absent for the first page.
  public var after: String?
  /// The most agreements: 1 to 1,000; 100 when absent.
  public var limit: PageSize?

  /// Makes the request.
  public init(
    asOf: CivilDate, endingBy: CivilDate? = nil, kind: AgreementKind? = nil,
    structure: String? = nil, only: StructureChoice? = nil, after: String? = nil,
    limit: PageSize? = nil
  ) {
    self.only = only
    self.after = after
    self.limit = limit
    self.asOf = asOf
    self.endingBy = endingBy
    self.kind = kind
    self.structure = structure
  }

  /// An agreement.
  public struct Row: Codable, Sendable, Hashable {
    /// The agreement's code, its kind as `agreements.csv` has it, and its title.
    public var code, kind, title: String
    /// The day on which it was signed; absent if it was not.
    public var signedOn: CivilDate?
    /// The first day.
    public var from: CivilDate
    /// The last day; absent while it is open.
    public var to: CivilDate?
    /// The day on which it was broken off; absent if it was not.
    public var endedOn: CivilDate?
    /// On the day asked about: `draft`, `ended`, `upcoming` or `active`, the first that applies.
    public var state: String
    /// The codes of the structures and partners that are its parties, in order.
    public var parties: [String]
    /// The codes of its communes, carried to the day asked about, in order; an arrondissement of Lyon stays one.
    public var communes: [String]
    /// `NO_COMMUNE`, `PARTIES_INCOMPLETE`, `STRUCTURE_INACTIVE`: those that apply, in order.
    public var findings: [String]
    /// The names of `parties`, in their order: those of structures on the day asked about; a code where no name is known. Absent from a
    /// service that does not tell them.
    public var partyNames: [String]?

    /// Makes a row.
    public init(
      code: String, kind: String, title: String, signedOn: CivilDate?, from: CivilDate,
      to: CivilDate?, endedOn: CivilDate?, state: String, parties: [String], communes: [String],
      findings: [String], partyNames: [String]? = nil
    ) {
      self.partyNames = partyNames
      self.code = code
      self.kind = kind
      self.title = title
      self.signedOn = signedOn
      self.from = from
      self.to = to
      self.endedOn = endedOn
      self.state = state
      self.parties = parties
      self.communes = communes
      self.findings = findings
    }
  }

  /// A page.
  public struct Reply: Codable, Sendable {
    /// The agreements, by code.
    public var rows: [Row]
    /// Whether more follow.
    public var hasMore: Bool
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes a page.
    public init(rows: [Row], hasMore: Bool, fictitious: Bool?) {
      self.rows = rows
      self.hasMore = hasMore
      self.fictitious = fictitious
    }
  }
}
