import DequeModule
import Dispatch
import Synchronization
public import Values

/// One service's store: a SQLite file, or a schema of a PostgreSQL database that replicas share.
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

  /// The file's path, or the server's address and the schema, without secrets.
  public let path: String
  private let engine: any StorageEngine
  private let clock: @Sendable () -> Instant
  private let queue = DispatchQueue(label: "vigie.storage.writer")
  private let state = Mutex(State())

  /// Opens a file, makes it where it is absent, and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: the file; its folder must be there and writable.
  ///   - migrations: the schema's steps, in order.
  ///   - clock: tells the time; for tests. Otherwise the system's, which goes on when that is set back.
  /// - Throws: ``StorageError``.
  public convenience init(
    path: String, migrations: [Migration], clock: (@Sendable () -> Instant)? = nil
  ) throws {
    try self.init(
      SQLiteEngine(path: path, migrations: Dialect.ownMigrations + migrations), path: path, clock)
  }

  /// Opens a schema of a PostgreSQL database, makes it where it is absent, and brings it up to date;
  /// other processes may have it open.
  ///
  /// - Parameters:
  ///   - url: the database in the form of libpq, such as `postgresql://host/database`.
  ///   - schema: the schema's name; the service's own.
  ///   - migrations: the schema's steps, in order.
  ///   - clock: tells the time; for tests. Otherwise the system's, which goes on when that is set back.
  /// - Throws: ``StorageError``.
  public convenience init(
    url: String, schema: String, migrations: [Migration], clock: (@Sendable () -> Instant)? = nil
  ) throws {
    let address = try PostgreSQLAddress(url, schema: schema)
    try self.init(
      PostgreSQLEngine(address, migrations: Dialect.ownMigrations + migrations),
      path: address.name, clock)
  }

  private init(
    _ engine: any StorageEngine, path: String, _ clock: (@Sendable () -> Instant)?
  ) throws {
    self.path = path
    self.engine = engine
    let last = try engine.write { connection in
      try connection.run(
        """
        INSERT INTO storage_meta (name, value) VALUES ('epoch', $1) ON CONFLICT (name) DO NOTHING
        """, [.text(Identifier.mint().rawValue.replacing("-", with: ""))])
      return try Self.lastInstant(connection)
    }
    let steady = SteadyClock(notBefore: last)
    self.clock = clock ?? { steady.now() }
    engine.watch { [weak self] in self?.tell($0) }
  }

  deinit { engine.close() }

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
    try await engine.read { try body(ReadTransaction($0)) }
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
        }, fail: { continuation.resume(throwing: $0) })
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
      let position = try engine.write { connection in
        var recorded = try Self.lastInstant(connection)
        outcomes = group.map { Self.outcome(of: $0, connection, clock, &recorded) }
        try Self.keep(recorded, connection)
        return try ReadTransaction(connection).position()
      }
      state.withLock { $0.commits += 1 }
      tell(position)
      for outcome in outcomes { outcome() }
      engine.announce()
    } catch {
      // Nobody's change is there, or of nobody's it is known.
      for job in group { job.fail(error) }
    }
  }

  /// Runs a job in a savepoint; what it returns tells the caller, once the group is committed.
  private static func outcome(
    of job: Job, _ connection: any SQLConnection, _ clock: () -> Instant,
    _ recorded: inout Instant
  ) -> @Sendable () -> Void {
    let recordedAt = max(clock(), Instant(microseconds: recorded.microseconds + 1))
    recorded = recordedAt
    do {
      var outcome: (@Sendable () -> Void)?
      try connection.savepoint {
        outcome = try job.run(WriteTransaction(connection, recordedAt: recordedAt))
      }
      return outcome ?? {}
    } catch {
      return { job.fail(error) }
    }
  }

  /// The last instant at which something was recorded, whatever the clock says now.
  private static func lastInstant(_ connection: any SQLConnection) throws -> Instant {
    let stored = try connection.first(
      "SELECT value FROM storage_meta WHERE name = 'recorded'", [])
    return Instant(microseconds: stored.flatMap { Int64($0.text("value")) } ?? .min / 2)
  }

  private static func keep(_ recorded: Instant, _ connection: any SQLConnection) throws {
    try connection.run(
      """
      INSERT INTO storage_meta (name, value) VALUES ('recorded', $1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(String(recorded.microseconds))])
  }

  /// How often something was committed since the store was opened.
  var commits: Int { state.withLock { $0.commits } }

  private func tell(_ position: FeedPosition) {
    let followers = state.withLock { Array($0.followers.values) }
    for follower in followers { follower.yield(position) }
  }

  /// The feed's last position after each commit, newest only; the stream ends with its reader.
  ///
  /// Commits of other replicas are told too, after a second at most, and once more than needed now and then.
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

  /// Copies the whole store, as of one moment, into a new SQLite file, while it is written to.
  ///
  /// The copy has no epoch: whoever opens it as a store gives it a new one.
  ///
  /// - Returns: a position of the feed that the copy has reached at least; nil where the store is no file.
  /// - Throws: ``StorageError``.
  public func copy(to path: String) async throws -> FeedPosition? {
    let position = try await read { try $0.position() }
    return try await engine.copy(to: path) ? position : nil
  }

  /// Moves what is in the write-ahead log into the file, when the service stops: whoever copies the file
  /// then has all of it.
  public func settle() { engine.settle() }

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
