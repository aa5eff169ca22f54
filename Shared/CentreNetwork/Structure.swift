public import Values

/// A kind of structure; values that this version does not know are kept.
public struct StructureKind: RawRepresentable, Hashable, Sendable {
  /// The value of the fact files.
  public let rawValue: String

  /// Takes a value as it stands.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// *Centre social*.
  public static let centreSocial = StructureKind(rawValue: "CS")
  /// *Espace de vie sociale*.
  public static let espaceDeVieSociale = StructureKind(rawValue: "EVS")
}

/// A structure of *animation de la vie sociale* as one row describes it: from the row's first day until that of the next row of the same
/// code. It is a class, so that passing it on copies nothing. Source: acceptance/formats.md, “Structures in time”.
public final class Structure: Hashable, Sendable {
  /// The code of the fact files.
  public let code: String
  /// The first day on which the row holds; nil if it holds for all days before the next row.
  public let validFrom: CivilDate?
  /// CS or EVS.
  public let kind: StructureKind
  /// The organisation's name.
  public let name: String
  /// The commune's code as given.
  public let commune: String
  /// The day for which that code was given: codes change over time.
  public let communeAsOf: CivilDate
  /// The first day on which it is closed; nil while open.
  public let closedOn: CivilDate?
  /// Whether it is in the federation; nil where that is not known.
  public let federated: Bool?
  /// `urban` or `rural`; nil where that is not known.
  public let zone: String?
  /// Whether it lies in a priority neighbourhood; nil where that is not known.
  public let qpv: Bool?

  /// Makes a structure.
  public init(
    code: String, kind: StructureKind, name: String, commune: String, communeAsOf: CivilDate,
    closedOn: CivilDate?, federated: Bool? = nil, zone: String? = nil, qpv: Bool? = nil,
    validFrom: CivilDate? = nil
  ) {
    self.validFrom = validFrom
    self.federated = federated
    self.zone = zone
    self.qpv = qpv
    self.code = code
    self.kind = kind
    self.name = name
    self.commune = commune
    self.communeAsOf = communeAsOf
    self.closedOn = closedOn
  }

  /// Compares all properties.
  public static func == (left: Structure, right: Structure) -> Bool {
    left === right
      || left.code == right.code && left.kind == right.kind && left.name == right.name
        && left.commune == right.commune && left.communeAsOf == right.communeAsOf
        && left.closedOn == right.closedOn && left.federated == right.federated
        && left.zone == right.zone && left.qpv == right.qpv && left.validFrom == right.validFrom
  }

  /// Hashes the code.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }

  /// Returns the same row with another closing day.
  func closed(on day: CivilDate?) -> Structure {
    day == closedOn
      ? self
      : Structure(
        code: code, kind: kind, name: name, commune: commune, communeAsOf: communeAsOf,
        closedOn: day, federated: federated, zone: zone, qpv: qpv, validFrom: validFrom)
  }

  /// Returns whether it is open on a day: `closed_on`, its first day closed, is empty or later than the day.
  public func isOpen(on day: CivilDate) -> Bool { closedOn.map { $0 > day } ?? true }
}

/// An approval (*agrément*) of a structure for a period.
public struct Approval: Hashable, Sendable {
  /// The structure's code.
  public let structureCode: String
  /// The days it covers.
  public let period: Period
  /// Whether it is a *familles* approval: the structure has a family referent's post.
  public let families: Bool

  /// Makes an approval.
  public init(structureCode: String, period: Period, families: Bool) {
    self.structureCode = structureCode
    self.period = period
    self.families = families
  }
}

/// Who holds which post where.
public struct Mandate: Hashable, Sendable {
  /// The person's code.
  public let personCode: String
  /// The code under which it is recorded: that of another entry where this one was merged into the person's.
  public let entry: String
  /// The structure's code.
  public let structureCode: String
  /// The post.
  public let function: MandateFunction
  /// The days it covers.
  public let period: Period
  /// Whether it only fills in for somebody.
  public let interim: Bool

  /// Makes a mandate.
  public init(
    personCode: String, structureCode: String, function: MandateFunction, period: Period,
    interim: Bool, entry: String? = nil
  ) {
    self.personCode = personCode
    self.entry = entry ?? personCode
    self.structureCode = structureCode
    self.function = function
    self.period = period
    self.interim = interim
  }
}
