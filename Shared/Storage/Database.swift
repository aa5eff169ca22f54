import DequeModule
import Dispatch
import Foundation
import GRDB
import Synchronization
public import Values

/// One service's store: a SQLite file in WAL mode with `synchronous=FULL`.
///
/// Writes that wait at the same time are committed together, each in a savepoint of its own, with one
/// fsync: what was acknowledged survives a loss of power.
public final class Database: Sendable {
  /// The most writes that wait; more are refused.
  public static let maxWaiting = 1024
  /// The most writes of one commit.
  static let maxGroup = 64

  private struct Job: Sendable {
    /// Runs the body; returns what to do once the group is committed.
    let run: @Sendable (WriteTransaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
  }

  private struct State: ~Copyable {
    var jobs = Deque<Job>()
    var isRunning = false
    var commits = 0
    var followers: [Int: AsyncStream<FeedPosition>.Continuation] = [:]
    var lastFollower = 0
    var isFollowingOver = false
  }

  /// The file's path.
  public let path: String
  private let pool: DatabasePool
  private let lock: LockFile
  private let clock: @Sendable () -> Instant
  private let queue = DispatchQueue(label: "vigie.storage.writer")
  private let state = Mutex(State())

  /// Opens a store, makes it where it is absent, and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: the file; its folder must be there and writable.
  ///   - migrations: the schema's steps, in order.
  ///   - clock: tells the time; for tests. Otherwise the system's, which goes on when that is set back.
  /// - Throws: ``StorageError``.
  public init(
    path: String, migrations: [Migration], clock: (@Sendable () -> Instant)? = nil
  ) throws {
    self.path = path
    lock = try LockFile(path: path + ".lock", store: path)
    do {
      if !FileManager.default.fileExists(atPath: path) {
        let isMade = FileManager.default.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else {
          throw StorageError.cannotOpen(path: path, reason: "the file cannot be made")
        }
      }
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { database in
        for pragma in Dialect.pragmas.dropFirst() { try database.execute(sql: pragma) }
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets synchronous=NORMAL when it opens a pool, so FULL is set, and read back, after it.
      let level = try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        return try Int.fetchOne(database, sql: "PRAGMA synchronous")
      }
      guard level == 2 else { throw StorageError.failed("synchronous=FULL was not taken") }
      try Migration.apply(migrations, to: pool, path: path)
      let steady = SteadyClock(notBefore: try pool.read { try Self.lastInstant($0) })
      self.clock = clock ?? { steady.now() }
    } catch let error as DatabaseError {
      throw StorageError.cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    }
    try makeEpoch()
  }

  deinit {
    // Before the lock file goes: whoever opens the store next has it alone.
    try? pool.close()
  }

  private func makeEpoch() throws {
    try pool.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO storage_meta (name, value) VALUES ('epoch', ?)",
        arguments: [Identifier.mint().rawValue.replacing("-", with: "")])
    }
  }

  /// The time by which this store records.
  public var now: Instant { clock() }

  /// Whether the service stops, and streams of positions with it.
  public var isFollowingOver: Bool { state.withLock { $0.isFollowingOver } }

  /// Reads a consistent state.
  ///
  /// - Throws: ``StorageError``; what the body throws.
  public func read<T: Sendable>(
    _ body: @escaping @Sendable (ReadTransaction) throws -> T
  ) async throws -> T {
    do {
      return try await pool.read { try body(ReadTransaction($0)) }
    } catch {
      throw StorageError.of(error)
    }
  }

  /// Changes the store; returns after the change is on the disk.
  ///
  /// - Throws: ``StorageError``, ``StorageError/overloaded`` when ``maxWaiting`` writes wait; what the
  ///   body throws, and then nothing was changed.
  public func write<T: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let job = Job(
        run: { transaction in
          let result = try body(transaction)
          return { continuation.resume(returning: result) }
        }, fail: { continuation.resume(throwing: StorageError.of($0)) })
      enqueue(job)
    }
  }

  private func enqueue(_ job: Job) {
    let (isTaken, mustStart) = state.withLock { state in
      guard state.jobs.count < Self.maxWaiting else { return (false, false) }
      state.jobs.append(job)
      defer { state.isRunning = true }
      return (true, !state.isRunning)
    }
    if !isTaken { return job.fail(StorageError.overloaded) }
    if mustStart { queue.async { [self] in drain() } }
  }

  private func drain() {
    while true {
      let group = state.withLock { state in
        let group = Array(state.jobs.prefix(Self.maxGroup))
        state.jobs.removeFirst(group.count)
        state.isRunning = !group.isEmpty
        return group
      }
      if group.isEmpty { return }
      commit(group)
    }
  }

  private func commit(_ group: [Job]) {
    var outcomes: [@Sendable () -> Void] = []
    do {
      let position = try pool.writeWithoutTransaction { database -> FeedPosition in
        try database.inTransaction(.immediate) {
          var recorded = try Self.lastInstant(database)
          outcomes = group.map { Self.outcome(of: $0, database, clock, &recorded) }
          try Self.keep(recorded, database)
          return .commit
        }
        return try ReadTransaction(database).position()
      }
      tell(position)
      for outcome in outcomes { outcome() }
    } catch {
      // The commit itself failed: nobody's change is there.
      for job in group { job.fail(error) }
    }
  }

  /// Runs a job in a savepoint; what it returns tells the caller, once the group is committed.
  private static func outcome(
    of job: Job, _ database: GRDB.Database, _ clock: () -> Instant, _ recorded: inout Instant
  ) -> @Sendable () -> Void {
    let recordedAt = max(clock(), Instant(microseconds: recorded.microseconds + 1))
    recorded = recordedAt
    do {
      var outcome: (@Sendable () -> Void)?
      try database.inSavepoint {
        outcome = try job.run(WriteTransaction(database, recordedAt: recordedAt))
        return .commit
      }
      return outcome ?? {}
    } catch {
      return { job.fail(error) }
    }
  }

  /// The last instant at which something was recorded, whatever the clock says now.
  private static func lastInstant(_ database: GRDB.Database) throws -> Instant {
    let stored = try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT CAST(value AS INTEGER) FROM storage_meta WHERE name = 'recorded'"))
    return Instant(microseconds: stored ?? .min / 2)
  }

  private static func keep(_ recorded: Instant, _ database: GRDB.Database) throws {
    try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO storage_meta (name, value) VALUES ('recorded', ?)"
    ).execute(arguments: [String(recorded.microseconds)])
  }

  /// How often something was committed since the store was opened.
  var commits: Int { state.withLock { $0.commits } }

  private func tell(_ position: FeedPosition) {
    let followers = state.withLock { state in
      state.commits += 1
      return Array(state.followers.values)
    }
    for follower in followers { follower.yield(position) }
  }

  /// The feed's last position after each commit, newest only; the stream ends with its reader.
  public func positions() -> AsyncStream<FeedPosition> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: FeedPosition.self, bufferingPolicy: .bufferingNewest(1))
    let number: Int? = state.withLock { state in
      guard !state.isFollowingOver else { return nil }
      state.lastFollower += 1
      state.followers[state.lastFollower] = continuation
      return state.lastFollower
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { $0.followers[number] = nil }
    }
    return stream
  }

  /// Moves what is in the write-ahead log into the file, when the service stops: whoever copies the file
  /// then has all of it.
  public func settle() {
    try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
  }

  /// Waits for a commit, on a stream that was begun before the last look at the store; at most until a
  /// time, for what falls due without a commit.
  public static func wait(
    for commits: AsyncStream<FeedPosition>, until end: ContinuousClock.Instant
  ) async {
    await withTaskGroup { group in
      group.addTask { for await _ in commits { return } }
      // Cancelled by a commit, or with its caller: either ends the wait.
      group.addTask { try? await Task.sleep(until: end, clock: .continuous) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Ends every stream of positions, also those begun later: the service stops.
  public func endFollowing() {
    let followers = state.withLock { state in
      state.isFollowingOver = true
      return Array(state.followers.values)
    }
    for follower in followers { follower.finish() }
  }
}

/// Keeps a second process from opening the same store.
private final class LockFile: Sendable {
  private let descriptor: Int32

  init(path: String, store: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StorageError.cannotOpen(path: store, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StorageError.inUse(path: store)
    }
  }

  deinit { close(descriptor) }
}
