public import RPCContract
public import Values

/// Brings fact rows for one of the services; the receipt is sent when the rows are on the disk.
///
/// The outcome comes as an event, `vigie.exchange.v1.submission-accepted` or `…-refused`, on the caller's
/// own subscriptions. The call's idempotency key names the submission: the same key with the same rows
/// gets the same receipt.
public struct SubmitFacts: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/SubmitFacts"
  /// Those who bring facts; each kind of fact says which of these roles may submit it (``SubmittedFile``).
  public static let roles: Set<Role> = [.partner, .federation, .operator]
  /// It keeps a submission.
  public static let mutates = true
  /// The schema and the structures of its rows.
  public var subjects: [String] { [schema] + SubmitRows.structures(of: rows) }
  /// The most rows of a submission.
  public static let maxRows = 1000

  /// What the rows are, such as `urn:vigie:file:attendance.csv:1`.
  public var schema: String
  /// Column → cell in the form of the file; each row is accepted or refused by itself.
  public var rows: [[String: String]]
  /// Whether the facts are invented.
  public var fictitious: Bool

  /// Makes the request.
  public init(schema: String, rows: [[String: String]], fictitious: Bool) {
    self.schema = schema
    self.rows = rows
    self.fictitious = fictitious
  }

  /// The receipt.
  public struct Reply: Codable, Sendable, Hashable {
    /// The submission's number.
    public var submission: Int
    /// Whether it had come before.
    public var duplicate: Bool

    /// Makes the reply.
    public init(submission: Int, duplicate: Bool) {
      self.submission = submission
      self.duplicate = duplicate
    }
  }
}

/// Tells what became of a submission so far.
public struct GetSubmission: RPCRequest, ExchangeMessage {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/GetSubmission"
  /// Each caller, for its own submissions.
  public static let roles = SubmitFacts.roles

  /// The number.
  public var submission: SequenceNumber

  /// Makes the request.
  public init(submission: SequenceNumber) { self.submission = submission }

  /// How it stands.
  public struct Reply: Codable, Sendable {
    /// `pending`, `accepted`, `refused` or `dead`.
    public var state: String
    /// The outcome; nil while pending.
    public var outcome: SubmissionOutcome?

    /// Makes the reply.
    public init(state: String, outcome: SubmissionOutcome?) {
      self.state = state
      self.outcome = outcome
    }
  }
}

/// What a service made of a submission; the data of the outcome's event.
public struct SubmissionOutcome: Codable, Sendable, Hashable {
  /// A row that was refused, or something to tell about one that was taken.
  public struct Remark: Codable, Sendable, Hashable {
    /// The row: the first one sent is 2, as below a header.
    public var row: Int
    /// The column.
    public var column: String
    /// The cell.
    public var value: String
    /// What is the matter, such as `UNKNOWN_STRUCTURE`.
    public var code: String
    /// The same in English.
    public var text: String
    /// The same in French.
    public var textFR: String

    /// Makes it.
    public init(
      row: Int, column: String, value: String, code: String, text: String, textFR: String
    ) {
      self.row = row
      self.column = column
      self.value = value
      self.code = code
      self.text = text
      self.textFR = textFR
    }
  }

  /// The submission's number.
  public var submission: Int
  /// The idempotency key that it came with.
  public var key: String
  /// What the rows are.
  public var schema: String
  /// Rows taken over.
  public var loaded: Int
  /// Rows that were there already with the same values; 0 if a partner's rows are about people, so that what was there is not told.
  public var unchanged: Int
  /// Rows refused, each by its first fault.
  public var refused: [Remark]
  /// Things to tell about rows that were taken.
  public var findings: [Remark]
  /// Why no service can take it at all, such as `NATURE_MIXED`; nil if one did.
  public var reason: String?
  /// How many remarks were left out because no message could hold them all; absent for none.
  public var omitted: Int?

  /// Makes it.
  public init(
    submission: Int, key: String, schema: String, loaded: Int, unchanged: Int, refused: [Remark],
    findings: [Remark], reason: String?, omitted: Int? = nil
  ) {
    self.omitted = omitted
    self.submission = submission
    self.key = key
    self.schema = schema
    self.loaded = loaded
    self.unchanged = unchanged
    self.refused = refused
    self.findings = findings
    self.reason = reason
  }
}

/// Tells the state of the exchange to those who run it.
public struct GetExchangeStatistics: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/GetStatistics"
  /// Who runs or audits the system.
  public static let roles: Set<Role> = [.operator, .auditor]

  /// Makes the request.
  public init() {}

  /// Counts.
  public struct Reply: Codable, Sendable {
    /// The first sequence number that the log still has.
    public var firstSequence: Int
    /// The log's last sequence number.
    public var lastSequence: Int
    /// The bytes of the events kept.
    public var logBytes: Int
    /// Messages logged within the last minute.
    public var loggedLastMinute: Int
    /// Subscriptions.
    public var subscriptions: Int
    /// Deliveries without an answer.
    public var inFlight: Int
    /// Dead letters.
    public var dead: Int
    /// Submissions that wait for their service.
    public var pendingSubmissions: Int
    /// Submissions that no service can take.
    public var deadSubmissions: Int

    /// Makes the reply.
    public init(
      firstSequence: Int, lastSequence: Int, logBytes: Int, loggedLastMinute: Int,
      subscriptions: Int, inFlight: Int, dead: Int, pendingSubmissions: Int, deadSubmissions: Int
    ) {
      self.firstSequence = firstSequence
      self.lastSequence = lastSequence
      self.logBytes = logBytes
      self.loggedLastMinute = loggedLastMinute
      self.subscriptions = subscriptions
      self.inFlight = inFlight
      self.dead = dead
      self.pendingSubmissions = pendingSubmissions
      self.deadSubmissions = deadSubmissions
    }
  }
}
