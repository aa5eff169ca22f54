public import Values

/// A figure of the action sheet in one scope, as exact numbers; rates are computed only where they are shown.
///
/// Definitions: acceptance/indicators.md.
public struct Figure: Codable, Sendable, Hashable {
  /// The code, such as `I1` or `I0:FORM_FEDE`.
  public var code: String
  /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
  public var scope: String
  /// At least 0; at most the denominator for every rate.
  public var numerator: Quantity
  /// At least 0; 1 for plain counts.
  public var denominator: Quantity
  /// The lowest and highest value the figure can have, where it is uncertain: two ratios, or nil.
  public var bounds: [Ratio]?
  /// Details that only some figures have, and only in scope `all`.
  public var details: FigureDetails?
  /// What is not in the numerator or denominator, and why; in scope `all`.
  public var absences: [Absence]?

  /// Makes a figure.
  public init(
    code: String, scope: String, numerator: Quantity, denominator: Quantity,
    bounds: [Ratio]? = nil, absences: [Absence]? = nil
  ) {
    self.code = code
    self.scope = scope
    self.numerator = numerator
    self.denominator = denominator
    self.bounds = bounds
    self.absences = absences
  }

  /// Makes a rate, or a plain count, from whole numbers.
  public init(_ code: String, _ scope: String, _ numerator: Int, of denominator: Int) {
    self.init(
      code: code, scope: scope, numerator: Quantity(numerator), denominator: Quantity(denominator))
  }

  /// The figure as a ratio.
  public var ratio: Ratio { Ratio(numerator: numerator, denominator: denominator) }
}

/// An exact ratio.
public struct Ratio: Codable, Sendable, Hashable {
  /// At least 0.
  public var numerator: Quantity
  /// At least 0.
  public var denominator: Quantity

  /// Makes a ratio.
  public init(numerator: Quantity, denominator: Quantity) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The quotient to six decimals, half away from zero; nil if the denominator is 0.
  public var value: Quantity? { numerator.divided(by: denominator, decimals: 6) }
}

/// What I1 and I6 tell beside their numbers.
public struct FigureDetails: Codable, Sendable, Hashable {
  /// A structure that is not expected, and the first reason that applies.
  public struct Exclusion: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structureCode: String
    /// Such as `OUT_OF_PERIMETER`.
    public var reason: String

    /// Makes an exclusion.
    public init(structureCode: String, reason: String) {
      self.structureCode = structureCode
      self.reason = reason
    }
  }

  /// A structure's level of I6.
  public struct Level: Codable, Sendable, Hashable {
    /// The structure's code.
    public var structureCode: String
    /// `acquired`, `in_progress`, `to_support`, `arbitration` or `not_evaluated`.
    public var level: String

    /// Makes a level.
    public init(structureCode: String, level: String) {
      self.structureCode = structureCode
      self.level = level
    }
  }

  /// I1: structures that are not expected.
  public var excluded: [Exclusion]?
  /// I1: structures that sent something without being expected.
  public var unexpected: [String]?
  /// I6: the level of every active structure.
  public var levels: [Level]?

  /// Makes details.
  public init(
    excluded: [Exclusion]? = nil, unexpected: [String]? = nil, levels: [Level]? = nil
  ) {
    self.excluded = excluded
    self.unexpected = unexpected
    self.levels = levels
  }
}

/// How many are missing from a figure for one reason.
public struct Absence: Codable, Sendable, Hashable {
  /// A stable code, such as `NO_ANSWER`.
  public var reason: String
  /// At least 1.
  public var count: Int

  /// Makes an absence.
  public init(reason: String, count: Int) {
    self.reason = reason
    self.count = count
  }
}

/// What a figure is asked for.
public struct FigureQuery: Codable, Sendable, Hashable {
  /// The year Y.
  public var year: Year
  /// The campaign C.
  public var campaign: String
  /// D1, the first day of the trainings counted.
  public var from: CivilDate
  /// D2, the last day of the trainings counted.
  public var to: CivilDate
  /// D, the day as of which facts are seen.
  public var asOf: CivilDate
  /// Only what was recorded before midnight Europe/Paris after this day; nil for all.
  public var knownOn: CivilDate?
  /// Only what each service had recorded when it was pinned: service → pin; nil for all.
  public var pins: [String: Pin]?
  /// The version of the rules (``RuleBook``); nil for the one in force.
  public var rules: String?

  /// How far a service had recorded.
  public struct Pin: Codable, Sendable, Hashable {
    /// The position of its feed.
    public var position: String
    /// When it recorded last; whatever it records later has a later instant.
    public var recordedAt: Instant

    /// Makes a pin.
    public init(position: String, recordedAt: Instant) {
      self.position = position
      self.recordedAt = recordedAt
    }
  }

  /// Makes a query with the defaults of acceptance/indicators.md: 1 January to 31 December of the
  /// year, as of that last day, and the campaign named like the year.
  public init(
    year: Year, campaign: String? = nil, from: CivilDate? = nil, to: CivilDate? = nil,
    asOf: CivilDate? = nil, knownOn: CivilDate? = nil
  ) {
    self.year = year
    self.campaign = campaign ?? "\(year)"
    self.from = from ?? year.firstDay
    self.to = to ?? year.lastDay
    self.asOf = asOf ?? year.lastDay
    self.knownOn = knownOn
  }

  /// Reads a query.
  ///
  /// - Throws: `DecodingError`; it names `to` if that day lies before `from` (acceptance/indicators.md).
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    year = try container.decode(Year.self, forKey: .year)
    campaign = try container.decode(String.self, forKey: .campaign)
    (from, to) = try container.decodeDays(from: .from, to: .to)
    asOf = try container.decode(CivilDate.self, forKey: .asOf)
    knownOn = try container.decodeIfPresent(CivilDate.self, forKey: .knownOn)
    pins = try container.decodeIfPresent([String: Pin].self, forKey: .pins)
    rules = try container.decodeIfPresent(String.self, forKey: .rules)
  }

  /// Returns the instant before which a service must have recorded a fact for it to be seen; nil for all.
  ///
  /// Source: design.md §5, “known on D = recorded before midnight Europe/Paris after D”, and reports “pinned to the vector of feed
  /// positions”.
  public func knownBefore(of service: String) -> Instant? {
    Self.bound(knownOn, pins?[service])
  }

  static func bound(_ knownOn: CivilDate?, _ pin: Pin?) -> Instant? {
    let day = knownOn.map { Instant.parisMidnight($0.adding(days: 1)) }
    let pinned = pin?.recordedAt.adding(microseconds: 1)
    return [day, pinned].compactMap(\.self).min()
  }
}

/// The figures of one service.
public struct FiguresReply: Codable, Sendable {
  /// In no particular order.
  public var figures: [Figure]
  /// The services that did not answer; the figures that need them are not in `figures`.
  public var missing: [MissingPart]
  /// The position of each feed that the figures rest on: service → position.
  public var positions: [String: String]
  /// Whether the network is fictitious; nil when no structure is known.
  public var fictitious: Bool?
  /// The version of the rules that they were counted by; absent from a service that knows version 1 only.
  public var rules: String?

  /// Makes a reply.
  public init(
    figures: [Figure], missing: [MissingPart] = [], positions: [String: String],
    fictitious: Bool?, rules: String? = nil
  ) {
    self.rules = rules
    self.figures = figures
    self.missing = missing
    self.positions = positions
    self.fictitious = fictitious
  }
}

/// A service that did not answer, and the figures that are therefore missing.
public struct MissingPart: Codable, Sendable, Hashable {
  /// The service, such as `senacs`.
  public var service: String
  /// The codes of the figures that are absent.
  public var figures: [String]
  /// The status' code name, such as `UNAVAILABLE`.
  public var status: String
  /// The status' message.
  public var message: String

  /// Makes a missing part.
  public init(service: String, figures: [String], status: String, message: String) {
    self.service = service
    self.figures = figures
    self.status = status
    self.message = message
  }
}
