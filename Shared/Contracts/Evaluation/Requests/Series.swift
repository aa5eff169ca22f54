public import RPCContract
public import Values

/// Says what a series is (``SeriesDescription``); its values are then loaded as a file `territory-series`.
///
/// A series may be described anew, for values of another publication or another vintage of codes; loaded values keep the description by
/// which they were loaded. INVALID_ARGUMENT with `SERIES_WRONG` for a description that cannot be used; FAILED_PRECONDITION with
/// `SERIES_CHANGED` if the code already stands for another kind, unit or kind of territory.
public struct SetSeries: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/SetSeries"
  /// Who loads its values.
  public static let roles: Set<Role> = [.operator]
  /// It changes what a series is.
  public static let mutates = true
  /// The most bytes of a document.
  public static let maxBytes = 1 << 16

  /// The document, JSON.
  public var document: String

  /// Makes the request.
  public init(document: String) { self.document = document }

  /// The description that was set.
  public typealias Reply = SeriesDescription
}

/// Lists the series that are known.
public struct ListSeries: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListSeries"
  /// Published figures are no secret.
  public static let roles: Set<Role> = [.operator, .federation, .structure, .auditor]

  /// Makes the request.
  public init() {}

  /// A series, and how many values it has.
  public struct Item: Codable, Sendable, Hashable {
    /// What it is, by its latest description.
    public var description: SeriesDescription
    /// How many values it has; a corrected value counts once.
    public var valueCount: Int
    /// How many territories have a value.
    public var territoryCount: Int
    /// The first and the last period; absent before the first value.
    public var firstPeriod, lastPeriod: String?

    /// Makes an item.
    public init(
      description: SeriesDescription, valueCount: Int, territoryCount: Int, firstPeriod: String?,
      lastPeriod: String?
    ) {
      self.description = description
      self.valueCount = valueCount
      self.territoryCount = territoryCount
      self.firstPeriod = firstPeriod
      self.lastPeriod = lastPeriod
    }
  }

  /// The series, by code.
  public struct Reply: Codable, Sendable {
    /// The series, by code.
    public var series: [Item]

    /// Makes the reply.
    public init(series: [Item]) { self.series = series }
  }
}

/// Reads the values of a series for one code as they were loaded, every version of them.
///
/// NOT_FOUND with `SERIES_UNKNOWN` for a code that no series has.
public struct GetSeriesValues: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GetSeriesValues"
  /// Published figures are no secret.
  public static let roles = ListSeries.roles

  /// The series' code.
  public var series: String
  /// The territory's code, as it was loaded.
  public var territory: String

  /// Makes the request.
  public init(series: String, territory: String) {
    self.series = series
    self.territory = territory
  }

  /// A version of a value.
  public struct Version: Codable, Sendable, Hashable {
    /// The day for which the code holds.
    public var codesAsOf: CivilDate
    /// The period that the value is about.
    public var period: String
    /// The value, in canonical text: digits, a point, a minus.
    public var value: String
    /// Its weight, in canonical text; absent without one.
    public var weight: String?
    /// The day on which it was published.
    public var publishedOn: CivilDate
    /// The version, from 1; the highest of a period and vintage counts.
    public var version: Int
    /// When it was recorded, UTC.
    public var recordedAt: Instant
    /// What brought it: an import and its row.
    public var cause: String
    /// Who published it.
    public var source: String
    /// Its licence.
    public var licence: String

    /// Makes a version.
    public init(
      codesAsOf: CivilDate, period: String, value: String, weight: String?, publishedOn: CivilDate,
      version: Int, recordedAt: Instant, cause: String, source: String, licence: String
    ) {
      self.codesAsOf = codesAsOf
      self.period = period
      self.value = value
      self.weight = weight
      self.publishedOn = publishedOn
      self.version = version
      self.recordedAt = recordedAt
      self.cause = cause
      self.source = source
      self.licence = licence
    }
  }

  /// The versions.
  public struct Reply: Codable, Sendable {
    /// The series, by its latest description.
    public var description: SeriesDescription
    /// The versions, by vintage, period and version.
    public var versions: [Version]

    /// Makes the reply.
    public init(description: SeriesDescription, versions: [Version]) {
      self.description = description
      self.versions = versions
    }
  }
}
