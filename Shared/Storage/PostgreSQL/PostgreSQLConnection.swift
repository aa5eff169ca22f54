import CPostgreSQL
import Foundation

/// One connection to a server; used on one thread at a time.
final class PostgreSQLConnection: SQLConnection {
  /// The most statements that stay prepared.
  static let maxStatements = 256

  private struct Key: Hashable {
    let sql: String
    let types: [Oid]
  }

  private final class Prepared {
    let name: String
    var columns: [String: Int32]?
    var lastUse = 0

    init(name: String) { self.name = name }
  }

  private let raw: OpaquePointer
  private var statements: [Key: Prepared] = [:]
  private var uses = 0
  /// Whether the connection may be used again.
  private(set) var isUsable = true

  /// Connects, and makes sure that the server acknowledges a commit only when it is on its disk.
  ///
  /// - Throws: ``StorageError``: `unavailable` if the server cannot be reached, `cannotOpen` if its version or its settings are not what a
  ///   store needs.
  init(_ address: PostgreSQLAddress) throws {
    guard let raw = address.connect() else { throw StorageError.unavailable("no memory") }
    self.raw = raw
    guard PQstatus(raw) == CONNECTION_OK else {
      throw StorageError.unavailable(Self.message(of: raw))
    }
    PQsetNoticeProcessor(raw, { _, _ in }, nil)
    guard PQserverVersion(raw) >= 120_000 else {
      throw StorageError.cannotOpen(path: address.name, reason: "PostgreSQL 12 or newer is needed")
    }
    let session = try query(Dialect.postgreSQLSession(schema: address.quotedSchema))
    let needed = [
      ("synchronous_commit", ["on", "remote_apply"]), ("fsync", ["on"]),
      ("server_encoding", ["UTF8"]),
    ]
    for (setting, right) in needed {
      let value = session.textual(setting)
      guard right.contains(value) else {
        throw StorageError.cannotOpen(
          path: address.name, reason: "the server's \(setting) is \(value), not \(right[0])")
      }
    }
  }

  deinit { PQfinish(raw) }

  /// The number of the server's process for this connection; an announcement carries the number of its sender.
  var process: Int32 { PQbackendPID(raw) }

  // MARK: Statements

  func forEach(
    _ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void
  ) throws {
    let result = try execute(sql, arguments)
    for row in 0..<result.count { try body(SQLRow(cells: result, index: row)) }
  }

  func rows(_ sql: String, _ arguments: [SQLValue], limit: Int) throws -> [SQLRow] {
    let result = try execute(sql, arguments)
    return (0..<min(limit, result.count)).map { SQLRow(cells: result, index: $0) }
  }

  func run(_ sql: String, each: [[SQLValue]]) throws -> [Int] {
    try each.map { try execute(sql, $0).changedCount }
  }

  func savepoint(_ body: () throws -> Void) throws {
    try command("SAVEPOINT job")
    do {
      try body()
      try command("RELEASE SAVEPOINT job")
    } catch {
      // If the savepoint cannot be rolled back, the whole transaction fails and is rolled back.
      _ = try? command("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
      throw error
    }
  }

  /// Runs statements without arguments; returns the tag of the last, such as `COMMIT`.
  @discardableResult
  func command(_ sql: String) throws -> String {
    try query(sql).tag
  }

  private func query(_ sql: String) throws -> PostgreSQLAnswer {
    guard isUsable else { throw Self.lost }
    return try checked(PQexec(raw, sql))
  }

  private func execute(_ sql: String, _ arguments: [SQLValue]) throws -> PostgreSQLAnswer {
    guard isUsable else { throw Self.lost }
    let parameters = try PostgreSQLParameters(arguments)
    let statement = try prepare(sql, parameters.types)
    let answer = try checked(
      parameters.withPointers { values, lengths, formats in
        PQexecPrepared(
          raw, statement.name, Int32(parameters.types.count), values, lengths, formats, 1)
      })
    answer.columns = try statement.columns ?? answer.places()
    statement.columns = answer.columns
    return answer
  }

  private func prepare(_ sql: String, _ types: [Oid]) throws -> Prepared {
    uses += 1
    let key = Key(sql: sql, types: types)
    if let known = statements[key] {
      known.lastUse = uses
      return known
    }
    if statements.count >= Self.maxStatements,
      let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      try command("DEALLOCATE \(oldest.value.name)")
      statements[oldest.key] = nil
    }
    let statement = Prepared(name: "s\(uses)")
    _ = try checked(PQprepare(raw, statement.name, sql, Int32(types.count), types))
    statement.lastUse = uses
    statements[key] = statement
    return statement
  }

  // MARK: Answers

  private static let lost = StorageError.unavailable("the connection was lost")

  private static func message(of raw: OpaquePointer) -> String {
    String(cString: PQerrorMessage(raw)).trimmingCharacters(in: .whitespacesAndNewlines)
      .replacing("\n", with: " ")
  }

  private func checked(_ result: OpaquePointer?) throws -> PostgreSQLAnswer {
    guard let result else {
      isUsable = false
      throw StorageError.unavailable(Self.message(of: raw))
    }
    let answer = PostgreSQLAnswer(result)
    if answer.isGood { return answer }
    let fault = answer.fault
    if PQstatus(raw) != CONNECTION_OK || fault.endsConnection { isUsable = false }
    // If the connection broke, libpq's own message about that is at the connection, not in the answer.
    let isBroken = !isUsable && !fault.endsConnection
    throw isBroken ? StorageError.unavailable(Self.message(of: raw)) : fault.error
  }

  // MARK: Announcements

  /// Waits until a connection other than `own` announces something, or until the time is over.
  func waitForAnnouncement(milliseconds: Int, ignoring own: () -> Int32) throws {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      guard PQconsumeInput(raw) == 1 else {
        isUsable = false
        throw StorageError.unavailable(Self.message(of: raw))
      }
      while let notice = PQnotifies(raw) {
        let sender = notice.pointee.be_pid
        PQfreemem(notice)
        if sender != own() { return }
      }
      let left = end - ContinuousClock.now
      guard left > .zero else { return }
      var descriptor = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
      poll(&descriptor, 1, Int32(left / .milliseconds(1)) + 1)
    }
  }
}
