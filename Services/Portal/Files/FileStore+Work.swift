import Contracts
import PortalDomain
import Storage
import Values

/// The work on files: it waits in the store, one run at a time takes a file up, and a run that falls silent is told as broken off.
extension FileStore {
  /// Asks for the next step of a file; of a form that is sent twice, the second changes nothing.
  ///
  /// - Parameters:
  ///   - step: what is to be done.
  ///   - before: the step that the file must have reached.
  ///   - number: the file.
  ///   - session: who asks.
  ///   - transaction: the change.
  /// - Returns: whether it was asked for now.
  /// - Throws: `StorageError`.
  static func ask(
    _ step: FileLoad.Step, after before: FileLoad.Step, of number: Int, by session: Session,
    in transaction: WriteTransaction
  ) throws -> Bool {
    let now = transaction.recordedAt
    return try transaction.execute(
      """
      UPDATE file_loads SET step = $1, actor = $2, asked_at = $3, run = NULL, beat_at = NULL,
      done = 0, call_key = $4, fault = NULL WHERE number = $5 AND step = $6
      """,
      [
        .text(step.rawValue), .text(try text(Actor(session))), .instant(now),
        .text(Identifier.mint(at: now).rawValue), .integer(number), .text(before.rawValue),
      ]) == 1
  }

  /// Lets work that has broken off wait for its turn again: the same step, by the same person, with the same key.
  static func resume(_ number: Int, in transaction: WriteTransaction) throws {
    let silent = transaction.recordedAt.adding(microseconds: -FileLoad.silence)
    try transaction.execute(
      """
      UPDATE file_loads SET run = NULL, beat_at = NULL, done = 0, fault = NULL
      WHERE number = $1 AND step IN ('checking', 'loading', 'undoing') AND beat_at <= $2
      """, [.integer(number), .instant(silent)])
  }

  /// Takes up the file that has waited longest.
  ///
  /// - Returns: the file; nil where none waits.
  static func claim(_ run: String, in transaction: WriteTransaction) throws -> File? {
    let next = try transaction.row(
      """
      SELECT number FROM file_loads WHERE run IS NULL
      AND step IN ('checking', 'loading', 'undoing') ORDER BY asked_at, number LIMIT 1
      """)
    guard let number = next?.integer("number") else { return nil }
    let isTaken = try transaction.execute(
      "UPDATE file_loads SET run = $1, beat_at = $2 WHERE number = $3 AND run IS NULL",
      [.text(run), .instant(transaction.recordedAt), .integer(number)])
    guard isTaken == 1 else { return nil }
    return try file(number, in: transaction)
  }

  /// Says that a run goes on; returns whether it still has the file.
  static func beat(
    _ run: String, on number: Int, done: Int, in transaction: WriteTransaction
  ) throws -> Bool {
    try transaction.execute(
      "UPDATE file_loads SET beat_at = $1, done = $2 WHERE number = $3 AND run = $4",
      [.instant(transaction.recordedAt), .integer(done), .integer(number), .text(run)]) == 1
  }

  /// Notes the service's import before it is committed: whatever happens then, it is the same import that is asked for again.
  static func note(
    _ importID: String, _ run: String, on number: Int, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "UPDATE file_loads SET import_id = $1 WHERE number = $2 AND run = $3",
      [.text(importID), .integer(number), .text(run)])
  }

  /// Notes how a run ended; nothing where it has lost the file.
  static func finish(
    _ run: String, on file: File, _ end: End, in transaction: WriteTransaction
  ) throws {
    let now = transaction.recordedAt
    func set(_ columns: String, _ values: [SQLValue]) throws {
      // Placeholders count in the order of their first use.
      let count = values.count
      try transaction.execute(
        "UPDATE file_loads SET \(columns) WHERE number = $\(count + 1) AND run = $\(count + 2)",
        values + [.integer(file.number), .text(run)])
    }
    let over = "run = NULL, beat_at = NULL"
    switch end {
    case .checked(let reply):
      try set("step = 'checked', rehearsed = $1, \(over)", [.text(try text(reply.counts))])
    case .loaded(let reply):
      try set(
        "step = 'loaded', loaded = $1, loaded_at = $2, \(over)",
        [.text(try text(reply.counts)), .instant(now)])
      try erase(file.number, in: transaction)
    case .undone(let reply):
      let undone = Undone(
        restored: reply.restored, withdrawn: reply.withdrawn,
        left: reply.left ?? reply.refused.count, at: now, name: file.actor.name)
      try set("step = 'undone', undone = $1, \(over)", [.text(try text(undone))])
    case .refused(let fault):
      let isUndoing = file.load.step == .undoing
      let step: FileLoad.Step = isUndoing ? .loaded : .refused
      try set(
        "step = $1, fault = $2, \(over)", [.text(step.rawValue), .text(try text(fault))])
      if !isUndoing { try erase(file.number, in: transaction) }
    case .brokenOff(let fault):
      // No beat at all is older than any silence.
      try set("beat_at = 0, fault = $1", [.optional(try fault.map { try text($0) })])
    }
  }
}

extension CommitImport.Reply {
  /// The counts without the codes, which a list of files does not tell.
  fileprivate var counts: CommitImport.Reply {
    var counts = self
    counts.codes = nil
    return counts
  }
}
