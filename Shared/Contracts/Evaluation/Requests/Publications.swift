public import RPCContract
public import Values

/// Keeps the tables of a year that are about to be published, unless different tables of that year were published before.
///
/// If facts were corrected between two publications of a year, a reader could subtract one from the other. So this service, which every
/// operator's machine reaches, keeps what was published, and compares it in one transaction with what is to be published now.
public struct KeepPublication: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/KeepPublication"
  /// Who publishes.
  public static let roles: Set<Role> = [.operator]
  /// It adds to what is kept.
  public static let mutates = true
  /// The year and the campaign.
  public var subjects: [String] { [String(year.value), campaign] }
  /// The most tables of a year, and the most rows of one.
  public static let mostTables = 100, mostRows = 1000

  /// The year.
  public var year: Year
  /// The campaign that was collected in it.
  public var campaign: String
  /// All tables about people that can be computed now, as they would be published.
  public var tables: [PublishedFigures]
  /// The names of those that are to be published.
  public var publish: [String]

  /// Makes the request.
  public init(year: Year, campaign: String, tables: [PublishedFigures], publish: [String]) {
    self.year = year
    self.campaign = campaign
    self.tables = tables
    self.publish = publish
  }

  /// What is kept of the year now.
  public struct Reply: Codable, Sendable {
    /// Whether the tables may be published: they may if every table that was published before would be the same.
    public var isSame: Bool
    /// What is published of the year, including these tables if they may be published.
    public var published: Publication

    /// Makes the reply.
    public init(isSame: Bool, published: Publication) {
      self.isSame = isSame
      self.published = published
    }
  }
}

/// Reads what was published of a year.
public struct GetPublication: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GetPublication"
  /// Who publishes and audits, and the exchange for partners: the tables are those that everybody may read.
  public static let roles: Set<Role> = [.operator, .auditor, .service]

  /// The year.
  public var year: Year

  /// Makes the request.
  public init(year: Year) { self.year = year }

  /// The tables; NOT_FOUND with `NOT_PUBLISHED` where nothing was published of the year.
  public typealias Reply = KeepPublication.Publication
}

extension KeepPublication {
  /// What was published of a year.
  public struct Publication: Codable, Sendable, Hashable {
    /// The campaign that was collected in it.
    public var campaign: String
    /// When the first of the tables was kept.
    public var since: Instant
    /// The tables, by name.
    public var tables: [PublishedFigures]

    /// Makes it.
    public init(campaign: String, since: Instant, tables: [PublishedFigures]) {
      self.campaign = campaign
      self.since = since
      self.tables = tables
    }
  }
}

/// A published table: what a reader sees of it.
public struct PublishedFigures: Codable, Sendable, Hashable {
  /// A figure in a scope.
  public struct Row: Codable, Sendable, Hashable {
    /// The figure's code, and the scope.
    public var figure, scope: String
    /// The number; absent where it is secret.
    public var numerator: Count?
    /// Of how many; absent where it is secret, and for plain counts.
    public var denominator: Count?

    /// Makes a row.
    public init(figure: String, scope: String, numerator: Count?, denominator: Count?) {
      self.figure = figure
      self.scope = scope
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// The table's name, such as `I4`.
  public var table: String
  /// Its rows, in their order.
  public var rows: [Row]
  /// Whether the network is invented; absent when it is empty.
  public var fictitious: Bool?

  /// Makes a table.
  public init(table: String, rows: [Row], fictitious: Bool?) {
    self.table = table
    self.rows = rows
    self.fictitious = fictitious
  }
}
