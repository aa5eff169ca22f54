import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import RPCContract
import Storage
import Values

/// The key's limits as they are stored with a submission; they still hold when a service takes the rows over later.
private struct KeptCut: Codable {
  var seesPeople: Bool
  var territories: [String]?
  var structure: String?
  /// The roles that allowed the submission; absent where version 0.2 stored it.
  var roles: Set<Role>?

  /// The roles that allowed the submission.
  ///
  /// Version 0.2 did not store them. A key that saw people was the operator's or the federation's; it counts as the
  /// federation's, which may do what both may.
  var knownRoles: Set<Role> { roles ?? (seesPeople ? [.federation] : [.partner]) }

  /// The key's territories. Version 0.2 limited a key that names a structure to that structure, whatever its other rights.
  var knownTerritories: [String]? { roles == nil && structure != nil ? [] : territories }
}

extension ExchangeStore {
  /// Returns the earlier submission under a principal's idempotency key; nil without one.
  static func submission(
    key: String, of principal: String, in transaction: ReadTransaction
  ) throws -> (number: Int, digest: String)? {
    try transaction.row(
      "SELECT number, digest FROM submissions WHERE principal = $1 AND key = $2",
      [.text(principal), .text(key)]
    ).map { ($0.integer("number"), $0.text("digest")) }
  }

  /// Changes the number of a principal's pending submissions.
  ///
  /// - Returns: the new number.
  static func countPending(
    _ change: Int, of principal: String, in transaction: WriteTransaction
  ) throws -> Int {
    try count(change, "pending/\(principal)", in: transaction)
  }

  /// How many submissions wait.
  static func pendingCount(in transaction: ReadTransaction) throws -> Int {
    try transaction.count("SELECT COUNT(*) AS n FROM submissions WHERE state = 'pending'")
  }

  static func add(
    _ request: SubmitFacts, key: String, digest: String, cut: Visibility.Cut, roles: Set<Role>,
    sealed: SealedRows.Sealed, keptFor: Duration, in transaction: WriteTransaction
  ) throws -> Int {
    let number = try count(1, "submissions", in: transaction)
    let now = transaction.recordedAt.microseconds
    let kept = KeptCut(
      seesPeople: roles != [.partner], territories: cut.territories, structure: cut.structure,
      roles: roles)
    try transaction.execute(
      """
      INSERT INTO submissions (number, principal, key, digest, schema, row_count, fictitious, cut,
      state, outcome, attempts, due_at, received_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', '', 0, $9, $9, $10)
      """,
      [
        .integer(number), .text(cut.principal), .text(key), .text(digest), .text(request.schema),
        .integer(request.rows.count), .integer(request.fictitious ? 1 : 0),
        .text(String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)), .integer(now),
        .integer(now + keptFor.microseconds),
      ])
    try transaction.execute(
      "INSERT INTO submission_rows (submission, sealed_key, sealed_rows) VALUES ($1, $2, $3)",
      [.integer(number), .blob(sealed.key), .blob(sealed.rows)])
    return number
  }

  /// Returns the due submissions to a service, oldest first; of each caller and file only the oldest pending one is considered.
  static func firstDue(
    _ files: [SubmittedFile], for service: String, limit: Int, in transaction: ReadTransaction,
    now: Instant
  ) throws -> [PendingSubmission] {
    // One query for each file and principal: through an index it reads a single row, however many submissions wait.
    let principals = try transaction.rows(
      """
      SELECT substr(name, 9) AS principal FROM exchange_counters
      WHERE name LIKE 'pending/%' AND value > 0
      """
    ).map { $0.text("principal") }
    var due: [PendingSubmission] = []
    for file in files.filter({ $0.service == service }) {
      for principal in principals {
        let first = try transaction.row(
          """
          SELECT * FROM submissions WHERE state = 'pending' AND schema = $1 AND principal = $2
          ORDER BY number LIMIT 1
          """, [.text(file.schema), .text(principal)])
        guard let first, first.integer("due_at") <= now.microseconds else { continue }
        if let submission = try pending(first, of: file) { due.append(submission) }
      }
    }
    return Array(due.sorted { $0.number < $1.number }.prefix(limit))
  }

  /// The most attempts or failures that are read from a store, which may hold any number.
  private static let mostAttempts = 1_000_000

  private static func pending(
    _ row: SQLRow, of file: SubmittedFile
  ) throws -> PendingSubmission? {
    let kept = try? JSONDecoder().decode(KeptCut.self, from: Data(row.text("cut").utf8))
    let principal = row.text("principal")
    return PendingSubmission(
      number: row.integer("number"), principal: principal, key: row.text("key"), file: file,
      fictitious: row.integer("fictitious") == 1,
      cut: kept.map {
        Visibility.Cut(
          principal: principal, people: .none, territories: $0.knownTerritories,
          structure: $0.structure)
      }, roles: kept?.knownRoles ?? [],
      attempts: min(max(0, row.integer("attempts")), mostAttempts),
      failures: min(max(0, row.integer("failures")), mostAttempts),
      expiresAt: row.instant("expires_at"))
  }

  static func rows(
    of submission: Int, in transaction: ReadTransaction
  ) throws -> SealedRows.Sealed? {
    try transaction.row(
      "SELECT * FROM submission_rows WHERE submission = $1", [.integer(submission)]
    ).map { SealedRows.Sealed(key: $0.blob("sealed_key"), rows: $0.blob("sealed_rows")) }
  }

  static func postpone(
    _ submission: Int, attempts: Int, failures: Int, until due: Instant,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "UPDATE submissions SET attempts = $1, failures = $2, due_at = $3 WHERE number = $4",
      [.integer(attempts), .integer(failures), .instant(due), .integer(submission)])
  }

  /// Stores an outcome and logs the message to its submitter, in one transaction.
  ///
  /// Rows that a service took over are deleted; those of a dead submission are kept until they expire.
  static func finish(
    _ submission: PendingSubmission, _ outcome: SubmissionOutcome, in transaction: WriteTransaction
  ) throws {
    // Another replica's courier may have handed it over too, with the same effect.
    let pending = try transaction.row(
      "SELECT number FROM submissions WHERE number = $1 AND state = 'pending'",
      [.integer(submission.number)])
    guard pending != nil else { return }
    let state: SubmissionState =
      outcome.reason != nil ? .dead : outcome.refused.isEmpty ? .accepted : .refused
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(outcome), as: UTF8.self)
    try transaction.execute(
      "UPDATE submissions SET state = $1, outcome = $2 WHERE number = $3",
      [.text(state.rawValue), .text(text), .integer(submission.number)])
    _ = try countPending(-1, of: submission.principal, in: transaction)
    if state != .dead {
      try transaction.execute(
        "DELETE FROM submission_rows WHERE submission = $1", [.integer(submission.number)])
    }
    try append(
      [
        LogDraft(
          id: "\(try transaction.position().epoch)-submission-\(submission.number)",
          source: "exchange", type: MessageType.ofOutcome(state), subject: nil, territories: [],
          scopes: [Visibility.own(submission.principal)], recordedAt: transaction.recordedAt,
          data: text)
      ], in: transaction)
  }

  /// Destroys the rows of dead submissions whose time is over.
  static func forgetExpired(in transaction: WriteTransaction) throws {
    try transaction.execute(
      """
      DELETE FROM submission_rows WHERE submission IN
      (SELECT number FROM submissions WHERE state = 'dead' AND expires_at < $1)
      """, [.instant(transaction.recordedAt)])
  }

  static func outcome(
    of submission: Int, principal: String, in transaction: ReadTransaction
  ) throws -> GetSubmission.Reply? {
    try transaction.row(
      "SELECT state, outcome FROM submissions WHERE number = $1 AND principal = $2",
      [.integer(submission), .text(principal)]
    ).map { row in
      GetSubmission.Reply(
        state: row.text("state"),
        outcome: try? JSONDecoder().decode(
          SubmissionOutcome.self, from: Data(row.text("outcome").utf8)))
    }
  }

  static func statistics(
    now: Instant, in transaction: ReadTransaction
  ) throws -> GetExchangeStatistics.Reply {
    try GetExchangeStatistics.Reply(
      firstSequence: firstSequence(in: transaction),
      lastSequence: lastSequence(in: transaction),
      logBytes: counter("log-bytes", in: transaction),
      loggedLastMinute: transaction.count(
        "SELECT COUNT(*) AS n FROM log WHERE logged_at > $1",
        [.integer(now.microseconds - 60_000_000)]),
      subscriptions: transaction.count("SELECT COUNT(*) AS n FROM subscriptions"),
      inFlight: transaction.count("SELECT COUNT(*) AS n FROM deliveries WHERE state = 'leased'"),
      dead: transaction.count("SELECT COUNT(*) AS n FROM deliveries WHERE state = 'dead'"),
      pendingSubmissions: pendingCount(in: transaction),
      deadSubmissions: transaction.count(
        "SELECT COUNT(*) AS n FROM submissions WHERE state = 'dead'"))
  }
}
