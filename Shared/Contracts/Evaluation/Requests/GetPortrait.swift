public import RPCContract
public import Values

/// Shows a territory by its series: trend, rank among neighbours, and what changed since a structure's latest diagnosis.
///
/// The territory is a structure's commune or arrondissement of Lyon, any commune or arrondissement of Lyon, or a QPV. Exactly one of
/// `structure` and `territory` is given. NOT_FOUND with `STRUCTURE_UNKNOWN` or `TERRITORY_UNKNOWN`; FAILED_PRECONDITION with
/// `COMMUNES_MISSING` before the communes are known; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
public struct GetPortrait: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GetPortrait"
  /// Published figures are no secret; a structure's diagnosis is its own and the pilot's.
  public static let roles = ListSeries.roles

  /// The structure's code.
  public var structure: String?
  /// The code of a commune of `asOf`, of an arrondissement of Lyon, or of a QPV.
  public var territory: String?
  /// The day whose communes are meant, and by which a value must have been published to be seen.
  public var asOf: CivilDate
  /// Only what was recorded by the end of this day, in Paris; absent for all.
  public var knownOn: CivilDate?

  /// Makes the request.
  public init(
    structure: String? = nil, territory: String? = nil, asOf: CivilDate, knownOn: CivilDate? = nil
  ) {
    self.structure = structure
    self.territory = territory
    self.asOf = asOf
    self.knownOn = knownOn
  }

  /// A published value from which a shown value is computed.
  public struct Member: Codable, Sendable, Hashable {
    /// The code as it was published.
    public var territory: String
    /// What the code was called on the point's `codesAsOf`; absent for a QPV, where no name is known, and from services of version
    /// 0.3.0 and before.
    public var name: String?
    /// Its value, in canonical text; absent where none is known.
    public var value: String?
    /// Its weight; absent without one.
    public var weight: String?

    /// Makes a member.
    public init(territory: String, name: String? = nil, value: String?, weight: String?) {
      self.territory = territory
      self.name = name
      self.value = value
      self.weight = weight
    }
  }

  /// What a series says of a territory for a period.
  public struct Point: Codable, Sendable, Hashable {
    /// The period.
    public var period: String
    /// The value, in canonical text: digits, a point, a minus; absent if `absent` gives a reason.
    public var value: String?
    /// Why there is none: `MEMBER_MISSING`, `WEIGHT_MISSING`, `NOT_CARRIED`, `SPLIT` or `LATER_CODES`.
    public var absent: String?
    /// How the value was obtained: `AS_PUBLISHED`, `CODE_CHANGED`, `SUM` or `WEIGHTED_MEAN`.
    public var rule: String
    /// The published values from which it is computed.
    public var members: [Member]
    /// The day for which the members' codes hold.
    public var codesAsOf: CivilDate
    /// The day on which the latest of the members was published; absent without any.
    public var publishedOn: CivilDate?
    /// The day on which the latest of them was recorded, in Paris.
    public var recordedOn: CivilDate?
    /// Who published it.
    public var source: String
    /// Its licence.
    public var licence: String

    /// Makes a point.
    public init(
      period: String, value: String?, absent: String? = nil, rule: String, members: [Member],
      codesAsOf: CivilDate, publishedOn: CivilDate?, recordedOn: CivilDate?, source: String,
      licence: String
    ) {
      self.period = period
      self.value = value
      self.absent = absent
      self.rule = rule
      self.members = members
      self.codesAsOf = codesAsOf
      self.publishedOn = publishedOn
      self.recordedOn = recordedOn
      self.source = source
      self.licence = licence
    }
  }

  /// How a series changed from its first value to its last.
  public struct Trend: Codable, Sendable, Hashable {
    /// The first period that has a value, and the last.
    public var from, to: String
    /// The last value minus the first, in canonical text.
    public var change: String
    /// The change as a share of the first value, to 6 places, half away from zero; absent if the first value is not above 0.
    public var share: String?

    /// Makes a trend.
    public init(from: String, to: String, change: String, share: String?) {
      self.from = from
      self.to = to
      self.change = change
      self.share = share
    }
  }

  /// The rank of a value among those of its neighbours, itself included, for the same period.
  public struct Rank: Codable, Sendable, Hashable {
    /// The neighbours: the communes of `69M` or `69D`, Lyon's `arrondissements`, or `qpv` for those of the same list.
    public var among: String
    /// The period.
    public var period: String
    /// One more than the number of neighbours with a greater value.
    public var rank: Int
    /// How many others have the same value.
    public var tied: Int
    /// How many have a value.
    public var count: Int
    /// How many have none.
    public var without: Int

    /// Makes a rank.
    public init(among: String, period: String, rank: Int, tied: Int, count: Int, without: Int) {
      self.among = among
      self.period = period
      self.rank = rank
      self.tied = tied
      self.count = count
      self.without = without
    }
  }

  /// A series of the territory.
  public struct Row: Codable, Sendable, Hashable {
    /// The series, by its latest description.
    public var description: SeriesDescription
    /// The territory of the values: the portrait's own, or Lyon if the series says nothing of the arrondissement.
    public var territory: String
    /// Its periods, rising.
    public var points: [Point]
    /// The trend; absent if fewer than two periods have a value.
    public var trend: Trend?
    /// The rank; absent if the territory has no value.
    public var rank: Rank?

    /// Makes a row.
    public init(
      description: SeriesDescription, territory: String, points: [Point], trend: Trend?, rank: Rank?
    ) {
      self.description = description
      self.territory = territory
      self.points = points
      self.trend = trend
      self.rank = rank
    }
  }

  /// What a series said when the diagnosis was made, and what it says now; both for the territory of `asOf`.
  public struct Change: Codable, Sendable, Hashable {
    /// The series' code.
    public var series: String
    /// `NEW` (nothing was published then), `LATER_PERIOD`, or `REVISED` (another value for the same period).
    public var kind: String
    /// The latest value that was published by the day of the diagnosis; absent for `NEW`.
    public var before: Point?
    /// The latest value now.
    public var after: Point

    /// Makes a change.
    public init(series: String, kind: String, before: Point?, after: Point) {
      self.series = series
      self.kind = kind
      self.before = before
      self.after = after
    }
  }

  /// The diagnosis since which changes are told.
  public struct Diagnosis: Codable, Sendable, Hashable {
    /// The day on which it was last revised, as its revisions and readings tell.
    public var assessedOn: CivilDate
    /// The communes of that day that the territory of `asOf` is made of; more than one after a merger.
    public var communes: [String]
    /// What these communes were called on that day: code → name; absent from services of version 0.3.0 and before.
    public var names: [String: String]?

    /// Makes it.
    public init(assessedOn: CivilDate, communes: [String], names: [String: String]? = nil) {
      self.assessedOn = assessedOn
      self.communes = communes
      self.names = names
    }
  }

  /// The portrait.
  public struct Reply: Codable, Sendable {
    /// The territory's code on the day.
    public var territory: String
    /// Its name on the day; the code where none is known.
    public var name: String
    /// `commune` or `qpv`.
    public var territoryKind: String
    /// The structure's code and name; absent without one.
    public var structure, structureName: String?
    /// Whether the structure is invented; absent without one.
    public var fictitious: Bool?
    /// The day.
    public var asOf: CivilDate
    /// The structure's latest diagnosis; absent without a structure or a diagnosis.
    public var diagnosis: Diagnosis?
    /// The series, by code.
    public var rows: [Row]
    /// What changed since the diagnosis, by series.
    public var changes: [Change]

    /// Makes the reply.
    public init(
      territory: String, name: String, territoryKind: String, structure: String?,
      structureName: String?, fictitious: Bool?, asOf: CivilDate, diagnosis: Diagnosis?,
      rows: [Row],
      changes: [Change]
    ) {
      self.territory = territory
      self.name = name
      self.territoryKind = territoryKind
      self.structure = structure
      self.structureName = structureName
      self.fictitious = fictitious
      self.asOf = asOf
      self.diagnosis = diagnosis
      self.rows = rows
      self.changes = changes
    }
  }
}
