public import RPCContract
public import Values

/// Lists what a service's audit has: each change, each look at data of people or at texts that they wrote, and each refusal. A line says
/// when, by whom and by which method it was done, and what it concerned. A line is never changed.
public struct ListAudit: RPCRequest {
  /// The method's full name; every service offers it.
  public static let method = "vigie.audit.v1/List"
  /// Who evaluates and audits.
  public static let roles: Set<Role> = [.operator, .auditor]
  /// The most lines that a call looks at, and the most that it returns.
  public static let (mostRead, most) = (10_000, 1000)

  /// The number after which to begin; absent for the first line.
  public var after: SequenceNumber?
  /// Only what this key did, or what was done in its name; absent for all.
  public var who: String?
  /// Only what concerns this subject, such as a structure's code or a file's name; absent for all.
  public var subject: String?
  /// The first day in Europe/Paris; absent for the beginning.
  public var from: CivilDate?
  /// The last day in Europe/Paris; absent for today.
  public var to: CivilDate?

  /// Makes the request.
  public init(
    after: SequenceNumber? = nil, who: String? = nil, subject: String? = nil,
    from: CivilDate? = nil, to: CivilDate? = nil
  ) {
    self.after = after
    self.who = who
    self.subject = subject
    self.from = from
    self.to = to
  }

  /// A line of the audit.
  public struct Line: Codable, Sendable, Hashable {
    /// Its number, from 1 on without gaps.
    public var number: Int
    /// When it was recorded.
    public var recordedAt: Instant
    /// In whose name it was done.
    public var principal: String
    /// The key that called, which for a service is not the principal.
    public var caller: String
    /// The roles by which it was done; for a refusal, all roles of the key that called.
    public var roles: [String]
    /// The method.
    public var method: String
    /// What it concerned, such as codes of structures, names of files, years.
    public var subjects: [String]
    /// How it ended: `OK` for a change, `SHOWN` for a look, `PERMISSION_DENIED` for a refusal.
    public var outcome: String
    /// How often it happened within the second before, for a refusal that was repeated; absent for once.
    public var times: Int?

    /// Makes a line.
    public init(
      number: Int, recordedAt: Instant, principal: String, caller: String, roles: [String],
      method: String, subjects: [String], outcome: String, times: Int? = nil
    ) {
      self.number = number
      self.recordedAt = recordedAt
      self.principal = principal
      self.caller = caller
      self.roles = roles
      self.method = method
      self.subjects = subjects
      self.outcome = outcome
      self.times = times
    }
  }

  /// The lines.
  public struct Reply: Codable, Sendable {
    /// The lines, in the order in which they were recorded.
    public var lines: [Line]
    /// The number after which to go on; absent at the end.
    public var next: Int?

    /// Makes the reply.
    public init(lines: [Line], next: Int?) {
      self.lines = lines
      self.next = next
    }
  }
}
