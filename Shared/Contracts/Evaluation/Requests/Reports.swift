public import RPCContract
public import Values

/// Keeps a report that was frozen; it never changes, and keeping it again changes nothing.
public struct KeepReport: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/KeepReport"
  /// Who evaluates.
  public static let roles: Set<Role> = [.operator]
  /// It adds to what is kept.
  public static let mutates = true

  /// The most bytes of a report.
  public static let maxBytes = 2 << 20

  /// The report's canonical text (``Report/canonical()``), kept as it is, including members that this version does not know.
  public var document: String

  /// Makes the request.
  public init(document: String) { self.document = document }

  /// What it is found by.
  public struct Reply: Codable, Sendable {
    /// SHA-256 over the canonical document.
    public var digest: String

    /// Makes the reply.
    public init(digest: String) { self.digest = digest }
  }
}

/// Reads a report that was kept.
public struct GetReport: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GetReport"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// The fewest digits of a digest that may stand for it.
  public static let leastDigits = 6

  /// The digest, or its beginning, 6 digits at least.
  public var digest: String

  /// Makes the request.
  public init(digest: String) { self.digest = digest }

  /// The report; NOT_FOUND with `REPORT_UNKNOWN`, also if a beginning fits several reports.
  public struct Reply: Codable, Sendable {
    /// The whole digest.
    public var digest: String
    /// The report's canonical text.
    public var document: String
    /// When it was kept.
    public var keptAt: Instant

    /// Makes the reply.
    public init(digest: String, document: String, keptAt: Instant) {
      self.digest = digest
      self.document = document
      self.keptAt = keptAt
    }
  }
}

/// Lists the reports that were kept.
public struct ListReports: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListReports"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// The most that are listed.
  public static let most = 1000

  /// Makes the request.
  public init() {}

  /// A report.
  public struct Entry: Codable, Sendable, Hashable {
    /// What it is found by.
    public var digest: String
    /// `year` or `final`.
    public var kind: String
    /// The name of its last part.
    public var name: String
    /// When it was kept.
    public var keptAt: Instant

    /// Makes an entry.
    public init(digest: String, kind: String, name: String, keptAt: Instant) {
      self.digest = digest
      self.kind = kind
      self.name = name
      self.keptAt = keptAt
    }
  }

  /// The list.
  public struct Reply: Codable, Sendable {
    /// Newest first, 1,000 at most.
    public var reports: [Entry]

    /// Makes the reply.
    public init(reports: [Entry]) { self.reports = reports }
  }
}
