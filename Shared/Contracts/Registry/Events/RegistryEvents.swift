public import RPCContract
public import Values

/// Communes, arrondissements and their movements as INSEE publishes them.
public struct CommunesRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.registry.v1.communes-recorded"

  /// A commune or arrondissement of the code officiel géographique in force.
  public struct Commune: Codable, Sendable, Hashable {
    /// `COM` or `ARM`.
    public var type: String
    /// Five characters.
    public var code: String
    /// The name.
    public var name: String
    /// `69M` or `69D`.
    public var ctcd: String
    /// The commune an arrondissement belongs to.
    public var parent: String?
    /// Municipal population; nil where INSEE gives none.
    public var population: Int?

    /// Makes a commune.
    public init(
      type: String, code: String, name: String, ctcd: String, parent: String?, population: Int?
    ) {
      self.type = type
      self.code = code
      self.name = name
      self.ctcd = ctcd
      self.parent = parent
      self.population = population
    }
  }

  /// A movement from one commune's code to another's.
  public struct Movement: Codable, Sendable, Hashable {
    /// INSEE's MOD, such as 32 for a merger.
    public var kind: String
    /// The day from which it holds.
    public var effectiveOn: CivilDate
    /// COM_AV.
    public var from: String
    /// COM_AP.
    public var to: String
    /// LIBELLE_AV.
    public var nameBefore: String
    /// LIBELLE_AP.
    public var nameAfter: String

    /// Makes a movement.
    public init(
      kind: String, effectiveOn: CivilDate, from: String, to: String, nameBefore: String,
      nameAfter: String
    ) {
      self.kind = kind
      self.effectiveOn = effectiveOn
      self.from = from
      self.to = to
      self.nameBefore = nameBefore
      self.nameAfter = nameAfter
    }
  }

  /// The rows of one file, 500 at most an event.
  public var communes: [Commune]
  /// The rows of the other file, 500 at most an event.
  public var movements: [Movement]
  /// When the registry recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(communes: [Commune], movements: [Movement], recordedAt: Instant) {
    self.communes = communes
    self.movements = movements
    self.recordedAt = recordedAt
  }
}

/// Versions of structures.
public struct StructuresRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.registry.v1.structures-recorded"

  /// What other services may know of a structure.
  public struct Structure: Codable, Sendable, Hashable {
    /// The registry's identifier.
    public var id: Identifier
    /// The code of the fact files.
    public var code: String
    /// `CS` or `EVS`; other values are passed on.
    public var kind: String
    /// The organisation's name.
    public var name: String
    /// The commune's code as given.
    public var commune: String
    /// The date at which that code is meant.
    public var communeAsOf: CivilDate
    /// The first day on which it is closed.
    public var closedOn: CivilDate?
    /// Whether it is invented.
    public var fictitious: Bool
    /// Whether it is in the federation; absent where that is not known, and from version 0.1.
    public var federated: Bool?
    /// `urban` or `rural`; absent likewise.
    public var zone: String?
    /// Whether it lies in a priority neighbourhood (QPV); absent likewise.
    public var qpv: Bool?

    /// Makes a structure.
    public init(
      id: Identifier, code: String, kind: String, name: String, commune: String,
      communeAsOf: CivilDate, closedOn: CivilDate?, fictitious: Bool, federated: Bool?,
      zone: String?, qpv: Bool?
    ) {
      self.id = id
      self.code = code
      self.kind = kind
      self.name = name
      self.commune = commune
      self.communeAsOf = communeAsOf
      self.closedOn = closedOn
      self.fictitious = fictitious
      self.federated = federated
      self.zone = zone
      self.qpv = qpv
    }
  }

  /// 500 at most an event.
  public var structures: [Structure]
  /// When the registry recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(structures: [Structure], recordedAt: Instant) {
    self.structures = structures
    self.recordedAt = recordedAt
  }
}

/// Versions of approvals (agréments).
public struct ApprovalsRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.registry.v1.approvals-recorded"

  /// An approval.
  public struct Approval: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structureCode: String
    /// The first day.
    public var from: CivilDate
    /// The last day; nil while open.
    public var to: CivilDate?
    /// Whether it is a *familles* approval.
    public var families: Bool

    /// Makes an approval.
    public init(structureCode: String, from: CivilDate, to: CivilDate?, families: Bool) {
      self.structureCode = structureCode
      self.from = from
      self.to = to
      self.families = families
    }
  }

  /// 500 at most an event.
  public var approvals: [Approval]
  /// When the registry recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(approvals: [Approval], recordedAt: Instant) {
    self.approvals = approvals
    self.recordedAt = recordedAt
  }
}

/// People that became known: codes and identifiers, never names.
public struct PeopleRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.registry.v1.people-recorded"

  /// A person without a name.
  public struct Person: Codable, Sendable, Hashable {
    /// The registry's identifier.
    public var id: Identifier
    /// The code of the fact files.
    public var code: String

    /// Makes a person.
    public init(id: Identifier, code: String) {
      self.id = id
      self.code = code
    }
  }

  /// 500 at most an event.
  public var people: [Person]
  /// When the registry recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(people: [Person], recordedAt: Instant) {
    self.people = people
    self.recordedAt = recordedAt
  }
}

/// Versions of mandates.
public struct MandatesRecorded: Event {
  /// The type's name in the feed.
  public static let topic = "vigie.registry.v1.mandates-recorded"

  /// Who held which post where: no reason of departure leaves the registry.
  public struct Mandate: Codable, Sendable, Hashable {
    /// The person's code.
    public var personCode: String
    /// The structure's code.
    public var structureCode: String
    /// `director`, `family_referent`, `coordinator` or `other`.
    public var function: String
    /// The first day.
    public var from: CivilDate
    /// The last day; nil while open.
    public var to: CivilDate?
    /// Whether it only fills in for somebody.
    public var interim: Bool

    /// Makes a mandate.
    public init(
      personCode: String, structureCode: String, function: String, from: CivilDate,
      to: CivilDate?, interim: Bool
    ) {
      self.personCode = personCode
      self.structureCode = structureCode
      self.function = function
      self.from = from
      self.to = to
      self.interim = interim
    }
  }

  /// 500 at most an event.
  public var mandates: [Mandate]
  /// When the registry recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(mandates: [Mandate], recordedAt: Instant) {
    self.mandates = mandates
    self.recordedAt = recordedAt
  }
}
