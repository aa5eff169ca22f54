import Contracts
import Foundation
import PortalDomain
import Storage
import Values

/// The files that officers bring: what each one is, how far it has come, and its content as long as it waits.
enum FileStore {
  /// Who brought a file, or does what is done with it.
  struct Actor: Codable, Sendable, Hashable {
    let person: String
    let name: String
    let way: FindSignIns.Way
    let isFictitious: Bool

    init(_ session: Session) {
      (person, name, way) = (session.person, session.name, session.way)
      isFictitious = session.isFictitious
    }

    /// The same without who it is, once that person is erased. Work in this name is refused by every service.
    init(erasing actor: Actor) {
      (person, name, way) = ("", RetentionRules.erasedName, actor.way)
      isFictitious = actor.isFictitious
    }

    /// The way in which services are called, also after the browser's session has ended: each service works out anew what the person may do.
    func session(at now: Instant) -> Session {
      Session(
        person: person, name: name, way: way, isFictitious: isFictitious, startedAt: now,
        seenAt: now, isTrusted: false, device: "")
    }
  }

  /// Why a file was refused as a whole, or why the work on it broke off.
  struct Fault: Codable, Sendable, Hashable {
    /// The stable reason, such as `NATURE_MIXED`; nil where there is none.
    var reason: String?
    var arguments: [String: String] = [:]
    /// Words for a reason that the catalogue does not have.
    var french: String
    var english: String
  }

  /// What came of undoing.
  struct Undone: Codable, Sendable, Hashable {
    let restored: Int
    let withdrawn: Int
    let left: Int
    let at: Instant
    /// Who undid it, by name.
    var name: String
  }

  /// A file.
  struct File: Sendable {
    let number: Int
    /// Its own name.
    let name: String
    /// Its kind, such as `structures.csv`.
    let kind: String
    let sha256: String
    let byteCount: Int
    let keptAt: Instant
    let load: FileLoad
    let brought: Actor
    /// Who does the present step.
    let actor: Actor
    /// How much of the present step is done, in percent.
    let done: Int
    /// The idempotency key of the present step's call.
    let callKey: String
    /// The service's import; nil before the file has come there.
    let importID: String?
    let rehearsed: CommitImport.Reply?
    let loaded: CommitImport.Reply?
    let loadedAt: Instant?
    /// Where its records stand in a workbook's sheet.
    let shifts: RowShifts
    let undone: Undone?
    let fault: Fault?
  }

  /// A file to be kept.
  struct New: Sendable {
    let name: String
    let kind: String
    let content: [UInt8]
    /// Where its records stand in a workbook's sheet.
    let shifts: RowShifts
  }

  /// How work on a file ended.
  enum End: Sendable {
    case checked(CommitImport.Reply)
    case loaded(CommitImport.Reply)
    case undone(UndoImport.Reply)
    case refused(Fault)
    /// It can be taken up again.
    case brokenOff(Fault?)
  }

  // MARK: Keeping

  /// Keeps a file, to be rehearsed. One that the same person has brought already, under whichever name, and not loaded yet, is not kept
  /// twice: to its service it is one import, which would be told as two.
  ///
  /// - Returns: its number; nil where as many files wait as may.
  static func keep(
    _ new: New, by session: Session, in transaction: WriteTransaction
  ) throws -> Int? {
    let digest = FileLoad.digest(of: new.content)
    let known = try transaction.row(
      """
      SELECT number FROM file_loads WHERE sha256 = $1 AND kind = $2 AND person = $3
      AND step IN ('checking', 'checked', 'loading')
      AND number IN (SELECT number FROM file_contents) ORDER BY number DESC LIMIT 1
      """, [.text(digest), .text(new.kind), .text(session.person)])
    if let known { return known.integer("number") }
    try eraseOld(in: transaction)
    let waiting = try transaction.row("SELECT COUNT(*) AS waiting FROM file_contents")
    guard (waiting?.integer("waiting") ?? 0) < FileLoad.mostWaiting else { return nil }
    let last = try transaction.row("SELECT MAX(number) AS newest FROM file_loads")
    let number = (last?.optionalInteger("newest") ?? 0) + 1
    let now = transaction.recordedAt
    let actor = try text(Actor(session))
    try transaction.execute(
      """
      INSERT INTO file_loads (number, name, kind, sha256, byte_count, kept_at, person, brought,
      actor, step, asked_at, done, call_key, shifts)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 'checking', $6, 0, $9, $10)
      """,
      [
        .integer(number), .text(new.name), .text(new.kind), .text(digest),
        .integer(new.content.count), .instant(now), .text(session.person), .text(actor),
        .text(Identifier.mint(at: now).rawValue), .text(try text(new.shifts)),
      ])
    try transaction.execute(
      "INSERT INTO file_contents (number, content, kept_at) VALUES ($1, $2, $3)",
      [.integer(number), .blob(new.content), .instant(now)])
    return number
  }

  static func content(of number: Int, in transaction: ReadTransaction) throws -> [UInt8]? {
    try transaction.row(
      "SELECT content FROM file_contents WHERE number = $1", [.integer(number)]
    )?.blob("content")
  }

  /// Takes a file away that was never loaded.
  static func remove(_ number: Int, in transaction: WriteTransaction) throws {
    guard let file = try Self.file(number, in: transaction), file.loaded == nil,
      ![.running, .waiting].contains(file.load.state(at: transaction.recordedAt)),
      file.load.step != .loading
    else { return }
    try transaction.execute("DELETE FROM file_loads WHERE number = $1", [.integer(number)])
    try erase(number, in: transaction)
  }

  static func erase(_ number: Int, in transaction: WriteTransaction) throws {
    try transaction.execute("DELETE FROM file_contents WHERE number = $1", [.integer(number)])
  }

  /// Erases the contents that have been kept for a day.
  private static func eraseOld(in transaction: WriteTransaction) throws {
    try transaction.execute(
      "DELETE FROM file_contents WHERE kept_at < $1",
      [.instant(transaction.recordedAt.adding(microseconds: -FileLoad.keeps))])
  }

  /// Erases old contents; forgets files that were never loaded after 30 days, and those that were after 400.
  static func forgetOld(in transaction: WriteTransaction) throws {
    try eraseOld(in: transaction)
    let now = transaction.recordedAt
    try transaction.execute(
      "DELETE FROM file_loads WHERE kept_at < $1 AND (loaded IS NULL OR kept_at < $2)",
      [
        .instant(now.adding(microseconds: -RetentionRules.otherFile)),
        .instant(now.adding(microseconds: -RetentionRules.loadedFile)),
      ])
  }

  /// Takes a person out: what the person brought and never loaded goes, and the name from the rest.
  static func forget(_ person: String, in transaction: WriteTransaction) throws {
    try transaction.execute(
      """
      DELETE FROM file_contents WHERE number IN
      (SELECT number FROM file_loads WHERE person = $1 AND loaded IS NULL)
      """, [.text(person)])
    try transaction.execute(
      "DELETE FROM file_loads WHERE person = $1 AND loaded IS NULL", [.text(person)])
    for file in try transaction.rows(columns).map(read) {
      let isOwn = file.brought.person == person
      let isActor = file.actor.person == person
      guard isOwn || isActor else { continue }
      let brought = isOwn ? Actor(erasing: file.brought) : file.brought
      let actor = isActor ? Actor(erasing: file.actor) : file.actor
      var undone = file.undone
      if isActor, let told = undone {
        undone = Undone(
          restored: told.restored, withdrawn: told.withdrawn, left: told.left, at: told.at,
          name: RetentionRules.erasedName)
      }
      try transaction.execute(
        """
        UPDATE file_loads SET person = $1, brought = $2, actor = $3, undone = $4
        WHERE number = $5
        """,
        [
          .text(brought.person), .text(try text(brought)), .text(try text(actor)),
          .optional(try undone.map { try text($0) }), .integer(file.number),
        ])
    }
  }

  // MARK: Reading

  private static let columns = """
    SELECT l.*, (SELECT COUNT(*) FROM file_contents c WHERE c.number = l.number) AS contents
    FROM file_loads l
    """

  static func file(_ number: Int, in transaction: ReadTransaction) throws -> File? {
    try transaction.row(columns + " WHERE l.number = $1", [.integer(number)]).map(read)
  }

  /// How many files there are.
  static func count(in transaction: ReadTransaction) throws -> Int {
    try transaction.row("SELECT COUNT(*) AS files FROM file_loads")?.integer("files") ?? 0
  }

  /// Returns some files, the newest first.
  static func files(
    after skipped: Int, most: Int, in transaction: ReadTransaction
  ) throws -> [File] {
    try transaction.rows(
      columns + " ORDER BY l.number DESC LIMIT $1 OFFSET $2", [.integer(most), .integer(skipped)]
    ).map(read)
  }

  private static func read(_ row: SQLRow) throws -> File {
    File(
      number: row.integer("number"), name: row.text("name"), kind: row.text("kind"),
      sha256: row.text("sha256"), byteCount: row.integer("byte_count"),
      keptAt: row.instant("kept_at"),
      load: FileLoad(
        step: FileLoad.Step(rawValue: row.text("step")) ?? .refused,
        beatAt: row.optionalInstant("beat_at"), hasContent: row.integer("contents") > 0),
      brought: try value(row.text("brought")), actor: try value(row.text("actor")),
      done: row.integer("done"), callKey: row.text("call_key"),
      importID: row.optionalText("import_id"),
      rehearsed: try optional(row.optionalText("rehearsed")),
      loaded: try optional(row.optionalText("loaded")),
      loadedAt: row.optionalInstant("loaded_at"),
      shifts: try value(row.text("shifts")),
      undone: try optional(row.optionalText("undone")),
      fault: try optional(row.optionalText("fault")))
  }

  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private static func value<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  private static func optional<Value: Decodable>(_ text: String?) throws -> Value? {
    guard let text else { return nil }
    return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
